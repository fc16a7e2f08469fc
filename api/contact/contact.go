// Package contact starts and ends chats with the AWS credentials of the person at the keyboard. Nothing else in
// attache reads credentials.
package contact

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/connect"
	"github.com/aws/aws-sdk-go-v2/service/connect/types"

	"attache/api"
	"attache/model"
)

// callTime bounds one try of a call.
const callTime = 20 * time.Second

// Options say where the service is and whose credentials are used.
type Options struct {
	Settings api.Settings // their Service is Connect, whatever they say
	Version  string       // of this program
	Now      func() time.Time
}

// StartRequest is the chat to start.
type StartRequest struct {
	Instance, Flow string // IDs
	DisplayName    string // of the customer
	Attributes     map[string]string
}

// Started is a chat that was started.
type Started struct {
	ContactID        string
	ParticipantToken model.Secret
}

// Start starts a chat and returns what lets its customer in.
func Start(ctx context.Context, o Options, request StartRequest) (Started, error) {
	c, err := open(ctx, o, "StartChatContact", request.Instance)
	if err != nil {
		return Started{}, err
	}
	answer, err := c.StartChatContact(ctx, &connect.StartChatContactInput{
		InstanceId: &request.Instance, ContactFlowId: &request.Flow, Attributes: request.Attributes,
		ParticipantDetails: &types.ParticipantDetails{DisplayName: &request.DisplayName},
	})
	if err != nil {
		return Started{}, c.problem(ctx, err)
	}
	token, err := model.CheckToken("participant token", aws.ToString(answer.ParticipantToken))
	if err != nil {
		return Started{}, &model.Problem{Kind: model.KindJunk, Op: c.op, Detail: "no participant token"}
	}
	return Started{ContactID: model.Text(aws.ToString(answer.ContactId)), ParticipantToken: token}, nil
}

// End ends a chat.
func End(ctx context.Context, o Options, instance, contactID string) error {
	c, err := open(ctx, o, "StopContact", instance)
	if err != nil {
		return err
	}
	if _, err := c.StopContact(ctx, &connect.StopContactInput{InstanceId: &instance, ContactId: &contactID}); err != nil {
		return c.problem(ctx, err)
	}
	return nil
}

// client makes one call.
type client struct {
	*connect.Client
	call
}

// open finds the service and the credentials. It calls nobody but the program that gives credentials.
func open(ctx context.Context, o Options, op, instance string) (*client, error) {
	o.Settings.Service = api.Connect
	e, err := api.Resolve(o.Settings)
	if err != nil {
		return nil, err
	}
	if e.Region == "" { // a signature names it, wherever the service is
		return nil, model.NewInputProblem("--region", model.FaultMissing, "")
	}
	transport, err := api.NewTransport(e)
	if err != nil {
		return nil, err
	}
	keys, err := retrieve(ctx, o.Settings)
	if err != nil {
		return nil, err
	}
	return &client{
		Client: connect.New(connect.Options{
			Region: e.Region, BaseEndpoint: aws.String(e.URL.String()), Credentials: credentials.StaticCredentialsProvider{Value: keys},
			HTTPClient: &http.Client{
				Transport: transport, Timeout: callTime,
				CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
			},
			Retryer:    retry.NewStandard(func(o *retry.StandardOptions) { o.Retryables = slices.Insert(o.Retryables, 0, unlessFull()) }),
			AppID:      e.AppID,
			APIOptions: []middlewareOption{middleware.AddUserAgentKeyValue("attache", o.Version)},
		}),
		call: call{
			op: op, resource: "arn:" + partition(e.Region) + ":connect:" + e.Region + ":*:instance/" + instance + "/*",
			sent: []model.Secret{model.NewSecret(keys.AccessKeyID), model.NewSecret(keys.SecretAccessKey), model.NewSecret(keys.SessionToken)},
			now:  o.Now,
		},
	}, nil
}
