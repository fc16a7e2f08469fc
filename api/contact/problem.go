package contact

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"attache/api/wire"
	"attache/model"
)

type middlewareOption = func(*middleware.Stack) error

// call is what a problem says of a call, and what it leaves out.
type call struct {
	op       string
	resource string         // what the permission for it is for
	sent     []model.Secret // what no error may show
	now      func() time.Time
}

// problem makes a problem of what the SDK says of a call. The service's own words go through without anything
// that was sent: where a signature is wrong, it repeats the headers.
func (c *call) problem(ctx context.Context, err error) error {
	var refused smithy.APIError
	var answer *smithyhttp.ResponseError
	p := &model.Problem{Op: c.op}
	answered := errors.As(err, &answer) && answer.Response != nil
	if answered {
		p.Status, p.RequestID = answer.HTTPStatusCode(), wire.RequestID(answer.Response.Header, c.sent...)
	}
	if !errors.As(err, &refused) || !answered {
		caller := wire.Caller{Now: c.now}
		if answered {
			p.Kind, p.Detail = model.KindJunk, "not an answer of Amazon Connect"
			return p
		}
		return caller.Broken(ctx, context.WithoutCancel(ctx), c.op, err).Problem
	}
	p.Code = wire.Text(wire.Code(refused.ErrorCode()), c.sent...)
	p.Detail, p.Said = wire.Text(refused.ErrorMessage(), c.sent...), wire.Said(refused.ErrorMessage(), c.sent...)
	switch p.Kind = kindOf(p.Status, p.Code); {
	case wire.IsBetween(p.Status, p.Code != "" && p.Code != "UnknownError"):
		p.Kind = model.KindJunk
	case p.Kind != model.KindDenied:
	case isOfSigner(p.Code):
		p.Cause = model.CauseSigner
	default:
		p.Resource = c.resource
	}
	return p
}

// full is the code of as many chats as there may be: asking again does not help.
const full = "LimitExceededException"

// unlessFull keeps the SDK from asking again, which takes that code for throttling.
func unlessFull() retry.IsErrorRetryable {
	return retry.IsErrorRetryableFunc(func(err error) aws.Ternary {
		if refused := smithy.APIError(nil); errors.As(err, &refused) && refused.ErrorCode() == full {
			return aws.FalseTernary
		}
		return aws.UnknownTernary
	})
}

// kindOf sorts a refusal: by its code where that is known, else by the status.
func kindOf(status int, code string) model.Kind {
	if _, ok := retry.DefaultThrottleErrorCodes[code]; ok && code != full {
		return model.KindThrottled
	}
	switch {
	case isOfSigner(code), strings.HasPrefix(code, "AccessDenied"):
		return model.KindDenied
	case code == full, code == "ServiceQuotaExceededException":
		return model.KindConflict
	case code == "ResourceNotFoundException", code == "ContactNotFoundException", status == http.StatusGone:
		return model.KindMissing
	}
	return wire.KindOfStatus(status)
}

// isOfSigner reports whether a code is about the credentials, and not about what they permit.
func isOfSigner(code string) bool {
	switch strings.TrimSuffix(code, "Exception") {
	case "UnrecognizedClient", "InvalidClientTokenId", "ExpiredToken", "InvalidSignature", "SignatureDoesNotMatch", "IncompleteSignature",
		"MissingAuthenticationToken", "RequestExpired", "InvalidToken":
		return true
	}
	return false
}

// partition is the part of AWS that a region is in.
func partition(region string) string {
	for prefix, name := range map[string]string{
		"us-gov-": "aws-us-gov", "cn-": "aws-cn", "eusc-": "aws-eusc", "us-iso-": "aws-iso", "us-isob-": "aws-iso-b",
		"eu-isoe-": "aws-iso-e", "us-isof-": "aws-iso-f",
	} {
		if strings.HasPrefix(region, prefix) {
			return name
		}
	}
	return "aws"
}
