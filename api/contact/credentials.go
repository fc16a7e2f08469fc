package contact

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials/processcreds"

	"attache/api"
	"attache/api/profile"
	"attache/model"
)

// The settings of a profile that give credentials as they are, or by a command.
const (
	keyID      = "aws_access_key_id"
	keySecret  = "aws_secret_access_key" //nolint:gosec // its name in a file
	keySession = "aws_session_token"
	keyProcess = "credential_process"
)

// input is what problems call the credentials.
const input = "AWS credentials"

// exchanged are the settings of a profile whose credentials come from a service: of a sign-in, or of a role.
func exchanged() []string {
	return []string{
		"sso_session", "sso_start_url", "sso_account_id", "login_session", "role_arn", "source_profile", "credential_source", "web_identity_token_file",
	}
}

// retrieve finds credentials as AWS's own programs do: a profile that was asked for, else the variables, else the
// profile. What needs a sign-in or a role is left to the AWS CLI: the SDK's own way there costs 3 MB and a
// millisecond of every start.
func retrieve(ctx context.Context, s api.Settings) (aws.Credentials, error) {
	getenv := s.Getenv
	if getenv == nil {
		getenv = os.Getenv
	}
	if s.Profile == "" {
		if keys, err := static(getenv("AWS_ACCESS_KEY_ID"), getenv("AWS_SECRET_ACCESS_KEY"), getenv("AWS_SESSION_TOKEN")); err != nil || keys.HasKeys() {
			return keys, err
		}
	}
	name := s.Profile
	for _, variable := range []string{"AWS_PROFILE", "AWS_DEFAULT_PROFILE"} {
		if name == "" {
			name = model.Trim(getenv(variable))
		}
	}
	if name == "" {
		name = "default"
	}
	values, err := ofProfile(profile.Locate(getenv), name)
	if err != nil {
		return aws.Credentials{}, err
	}
	keys, err := static(values[keyID], values[keySecret], values[keySession])
	switch {
	case slices.ContainsFunc(exchanged(), func(key string) bool { return values[key] != "" }):
		return fromCLI(ctx, name)
	case err != nil || keys.HasKeys():
		return keys, err
	case values[keyProcess] != "":
		return run(ctx, processcreds.NewProvider(values[keyProcess]), "credential_process of the profile failed")
	}
	return fromCLI(ctx, name)
}

// static are credentials that are given as they are; none, where neither part is.
func static(id, secret, session string) (aws.Credentials, error) {
	if (id == "") != (secret == "") {
		return aws.Credentials{}, model.NewInputProblem(input, model.FaultMissing, "only one of access key ID and secret access key is given")
	}
	return aws.Credentials{AccessKeyID: model.Trim(id), SecretAccessKey: model.Trim(secret), SessionToken: model.Trim(session)}, nil
}

// ofProfile reads what a profile says of credentials.
func ofProfile(at profile.Paths, name string) (map[string]string, error) {
	wanted := slices.Concat([]string{keyID, keySecret, keySession, keyProcess}, exchanged())
	p, err := profile.Read(at, name, wanted...)
	if err != nil {
		return nil, err
	}
	values := map[string]string{}
	for _, key := range wanted {
		s, err := p.Get(key)
		if err != nil {
			return nil, err
		}
		values[key] = s.Text
	}
	return values, nil
}

// fromCLI asks the AWS CLI, which signs in, takes roles, and looks where this machine keeps credentials.
func fromCLI(ctx context.Context, name string) (aws.Credentials, error) {
	path, err := exec.LookPath("aws")
	if err != nil {
		return aws.Credentials{}, model.NewInputProblem(input, model.FaultMissing, "not in the variables and not in profile "+name)
	}
	// No shell: the name of a profile may hold anything.
	builder := processcreds.NewCommandBuilderFunc(func(ctx context.Context) (*exec.Cmd, error) {
		return exec.CommandContext(ctx, path, "configure", "export-credentials", "--format=process", "--profile="+name), nil //nolint:gosec // arguments, and no shell
	})
	return run(ctx, processcreds.NewProviderCommand(builder), "the AWS CLI gives none for profile "+name)
}

// run runs a program that prints credentials. It may ask at the terminal, and says there what went wrong.
func run(ctx context.Context, from *processcreds.Provider, failed string) (aws.Credentials, error) {
	keys, err := from.Retrieve(ctx)
	switch {
	case ctx.Err() != nil:
		return aws.Credentials{}, ctx.Err()
	case err != nil && errors.Is(err, exec.ErrNotFound):
		failed += ": no such program"
	case err == nil && keys.HasKeys():
		return keys, nil
	}
	return aws.Credentials{}, model.NewInputProblem(input, model.FaultUnreadable, failed)
}
