package api

import (
	"context"
	"errors"
	"net/url"
	"os"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"

	"attache/model"
)

// Settings are what the user said about where the service is; an empty string was not said.
type Settings struct {
	Region      string              // --region
	Profile     string              // --profile
	EndpointURL string              // --endpoint-url
	Insecure    bool                // --insecure-endpoint: plain http to another machine is wanted
	Getenv      func(string) string // nil is os.Getenv
}

// shared is what is read of the profile: no key, no account, nothing but where the service is.
type shared struct {
	config.SharedConfig
	file string
}

// env reads a variable.
func (s Settings) env(name string) string {
	if s.Getenv == nil {
		return os.Getenv(name)
	}
	return s.Getenv(name)
}

// first returns the first of the variables that is set, and its name.
func (s Settings) first(names ...string) (value, name string) {
	for _, name := range names {
		if value := s.env(name); value != "" {
			return value, name
		}
	}
	return "", ""
}

// profile reads the profile that applies. A profile that was asked for by flag and cannot be read
// is an error; any other is a note: region and endpoint may well come from elsewhere, and the
// keys that most profiles exist for are not wanted here. The credentials file is not opened.
func (s Settings) profile(ctx context.Context) (shared, *model.Problem, error) {
	name, from := s.Profile, "--profile"
	if name == "" {
		name, from = s.first("AWS_PROFILE", "AWS_DEFAULT_PROFILE")
	}
	if name == "" {
		name = "default"
	}
	file := s.env("AWS_CONFIG_FILE")
	if file == "" {
		file = config.DefaultSharedConfigFilename()
	}
	loaded, err := config.LoadSharedConfigProfile(ctx, name, func(o *config.LoadSharedConfigOptions) {
		o.ConfigFiles, o.CredentialsFiles = []string{file}, []string{}
	})
	if err == nil {
		return shared{loaded, file}, nil, nil
	}
	// The error's own text quotes the file, and a config file may hold keys.
	fault := model.FaultUnreadable
	if errors.As(err, new(config.SharedConfigProfileNotExistError)) {
		fault = model.FaultUnknown
	}
	switch {
	case s.Profile != "":
		return shared{}, nil, model.NewInputProblem(from, fault, name)
	case from == "" && fault == model.FaultUnknown:
		return shared{}, nil, nil // nobody asked for a profile, and there is none
	case from == "":
		from = "profile"
	}
	return shared{}, model.NewInputProblem(from, fault, name), nil
}

// region returns the region and where it is from: flag, variables, profile.
func (s Settings) region(p shared) (region, from string, err error) {
	region, from = s.Region, "--region"
	if region == "" {
		region, from = s.first("AWS_REGION", "AWS_DEFAULT_REGION")
	}
	if region == "" && p.Region != "" {
		region, from = p.Region, "profile"
	}
	if region == "" {
		return "", "", nil
	}
	if !isLabel(region) {
		return "", "", model.NewInputProblem(from, model.FaultUnknown, region)
	}
	return region, from, nil
}

// endpoint returns the address that was configured and where it is from; it is empty when the
// region's own is to be used.
func (s Settings) endpoint(ctx context.Context, p shared) (address, from string, err error) {
	if s.EndpointURL != "" {
		return s.EndpointURL, "--endpoint-url", nil
	}
	ignore, said, err := s.flag("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")
	if err != nil {
		return "", "", err
	}
	if !said && p.IgnoreConfiguredEndpoints != nil {
		ignore = *p.IgnoreConfiguredEndpoints
	}
	if ignore {
		return "", "", nil
	}
	if address, from := s.first("AWS_ENDPOINT_URL_CONNECTPARTICIPANT", "AWS_ENDPOINT_URL"); address != "" {
		return address, from, nil
	}
	if address, ok, err := p.GetServiceBaseEndpoint(ctx, "ConnectParticipant"); ok && err == nil && address != "" {
		return address, "profile", nil
	}
	if p.BaseEndpoint != "" {
		return p.BaseEndpoint, "profile", nil
	}
	return "", "", nil
}

// variants tells whether the FIPS and the dual-stack address are wanted.
func (s Settings) variants(p shared) (fips, dual bool, err error) {
	fips, said, err := s.flag("AWS_USE_FIPS_ENDPOINT")
	if err != nil {
		return false, false, err
	}
	if !said {
		fips = p.UseFIPSEndpoint == aws.FIPSEndpointStateEnabled
	}
	dual, said, err = s.flag("AWS_USE_DUALSTACK_ENDPOINT")
	if err != nil {
		return false, false, err
	}
	if !said {
		dual = p.UseDualStackEndpoint == aws.DualStackEndpointStateEnabled
	}
	return fips, dual, nil
}

// flag reads a variable that is true or false.
func (s Settings) flag(name string) (on, said bool, err error) {
	switch value := s.env(name); strings.ToLower(value) {
	case "":
		return false, false, nil
	case "true":
		return true, true, nil
	case "false":
		return false, true, nil
	default:
		return false, false, model.NewInputProblem(name, model.FaultChoice, value+" (true, false)")
	}
}

// caBundle returns the file of certificates to trust and where its name is from.
func (s Settings) caBundle(p shared) (file, from string) {
	if file, from := s.first("AWS_CA_BUNDLE"); file != "" {
		return file, from
	}
	if p.CustomCABundle != "" {
		return p.CustomCABundle, "ca_bundle"
	}
	return "", ""
}

// configured reads an address that the user gave, and checks that a token may be sent there.
func (s Settings) configured(address, from string) (*url.URL, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, model.NewInputProblem(from, model.FaultNotURL, "")
	}
	if err := checkEndpoint(from, u); err != nil {
		return nil, err
	}
	if u.Scheme == "http" && !s.Insecure && !isLoopback(u.Hostname()) {
		return nil, model.NewInputProblem(from, model.FaultPlainHTTP, u.Host)
	}
	return u, nil
}
