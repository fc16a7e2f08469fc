package api

import (
	"net/url"
	"os"
	"strings"

	"attache/api/profile"
	"attache/api/wire"
	"attache/model"
)

// Settings are what the user said about where the service is; an empty string was not said.
type Settings struct {
	Region      string              // --region
	Profile     string              // --profile
	EndpointURL string              // --endpoint-url
	Insecure    bool                // --insecure-endpoint: plain http to another machine is wanted
	Service     Service             // whose address is looked for
	Getenv      func(string) string // nil is os.Getenv

	Certificates *Certificates // nil: each transport reads its CA bundle anew
}

// env reads a variable. What was pasted or came from a file of Windows has blanks at its end.
func (s Settings) env(name string) string {
	getenv := s.Getenv
	if getenv == nil {
		getenv = os.Getenv
	}
	return model.Trim(getenv(name))
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

// profile reads the profile that applies. One that was asked for by flag and is not there is an error,
// one of a variable a note: region and endpoint may well come from elsewhere. A file whose meaning is
// not clear is an error, since what it says of the endpoint decides where the token goes; where the
// endpoint is told by a flag or a variable it is a note.
func (s Settings) profile() (*profile.Profile, *model.Problem, error) {
	name, from := s.Profile, "--profile"
	if name == "" {
		name, from = s.first("AWS_PROFILE", "AWS_DEFAULT_PROFILE")
	}
	if name == "" {
		name = "default"
	}
	p, err := profile.Read(profile.Locate(s.env), name)
	switch {
	case err != nil && s.Profile == "" && s.endpointGiven():
		return &profile.Profile{}, model.AsProblem(err), nil
	case err != nil:
		return nil, nil, err
	case p.Found || from == "":
		return p, nil, nil // nobody asked for a profile, and there is none
	}
	missing := model.NewInputProblem(from, model.FaultUnknown, name)
	if s.Profile != "" {
		return nil, nil, missing
	}
	return p, missing, nil
}

// endpointGiven reports whether a flag or a variable says where the service is.
func (s Settings) endpointGiven() bool {
	if s.EndpointURL != "" {
		return true
	}
	address, _ := s.first(s.Service.variable(), "AWS_ENDPOINT_URL")
	ignore, _, err := s.flag("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")
	return address != "" && err == nil && !ignore
}

// region returns the region, where it is from, and how a problem calls that: flag, variables, profile.
func (s Settings) region(p *profile.Profile) (region, from, at string, err error) {
	region, from = s.Region, "--region"
	if region == "" {
		region, from = s.first("AWS_REGION", "AWS_DEFAULT_REGION")
	}
	at = from
	if region == "" {
		said, err := p.Get(profile.Region)
		if err != nil || said.Text == "" {
			return "", "", "", err
		}
		region, from, at = said.Text, fromProfile, said.Place
	}
	if !isLabel(region) {
		return "", "", "", model.NewInputProblem(at, model.FaultUnknown, region)
	}
	return region, from, at, nil
}

// fromProfile is where a setting is from that one of AWS's files gave.
const fromProfile = "profile"

// endpoint returns the address that was configured, where it is from, and how a problem calls that. It
// is empty when the region's own is to be used.
func (s Settings) endpoint(p *profile.Profile) (address, from, at string, err error) {
	if s.EndpointURL != "" {
		return s.EndpointURL, "--endpoint-url", "--endpoint-url", nil
	}
	ignore, err := s.either("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", p, profile.IgnoreEndpoint)
	if err != nil || ignore {
		return "", "", "", err
	}
	if address, from := s.first(s.Service.variable(), "AWS_ENDPOINT_URL"); address != "" {
		return address, from, from, nil
	}
	said, err := p.Endpoint(s.Service.key())
	if err != nil || said.Text == "" {
		return "", "", "", err
	}
	return said.Text, fromProfile, said.Place, nil
}

// variants tells whether the FIPS and the dual-stack address are wanted.
func (s Settings) variants(p *profile.Profile) (fips, dual bool, err error) {
	if fips, err = s.either("AWS_USE_FIPS_ENDPOINT", p, profile.UseFIPS); err == nil {
		dual, err = s.either("AWS_USE_DUALSTACK_ENDPOINT", p, profile.UseDualStack)
	}
	return fips, dual, err
}

// either reads what is true or false from a variable, or else from the profile.
func (s Settings) either(variable string, p *profile.Profile, key string) (bool, error) {
	on, said, err := s.flag(variable)
	if !said && err == nil {
		on, _, err = p.Flag(key)
	}
	return on, err
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

// appID returns what this program is called in its requests beside its own name.
func (s Settings) appID(p *profile.Profile) (string, error) {
	if id := s.env("AWS_SDK_UA_APP_ID"); id != "" {
		return id, nil
	}
	said, err := p.Get(profile.AppID)
	return said.Text, err
}

// caBundle returns the file of certificates to trust and where its name is from.
func (s Settings) caBundle(p *profile.Profile) (file, from string, err error) {
	if file, from := s.first("AWS_CA_BUNDLE"); file != "" {
		return profile.Expand(file, s.env), from, nil
	}
	said, err := p.Get(profile.CABundle)
	if err != nil || said.Text == "" {
		return "", "", err
	}
	return profile.Expand(said.Text, s.env), profile.CABundle, nil
}

// configured reads an address that the user gave, and checks that a token may be sent there.
func (s Settings) configured(address, from string) (*url.URL, error) {
	u, err := url.Parse(address)
	if err != nil || model.HoldsToken(address) { // which would be asked for by name, and shown
		return nil, model.NewInputProblem(from, model.FaultNotURL, "")
	}
	if err := checkEndpoint(from, u); err != nil {
		return nil, err
	}
	if u.Scheme == "http" && !s.Insecure && !wire.IsLoopback(u.Hostname()) {
		return nil, model.NewInputProblem(from, model.FaultPlainHTTP, u.Host)
	}
	return u, nil
}

// checkEndpoint says whether u can be the service's address: http or https, a host, and nothing
// that could carry a secret.
func checkEndpoint(input string, u *url.URL) error {
	switch {
	case u == nil:
		return model.NewInputProblem(input, model.FaultMissing, "")
	case u.Scheme != "http" && u.Scheme != "https", u.Hostname() == "", u.Opaque != "":
		return model.NewInputProblem(input, model.FaultNotURL, "")
	case u.User != nil, u.RawQuery != "", u.Fragment != "":
		// Not named: whoever writes a password or a key here does not want to read it in an error.
		return model.NewInputProblem(input, model.FaultNotURL, "")
	}
	return nil
}

// isLabel reports whether s can be one label of a host name: nothing that could name another host.
func isLabel(s string) bool {
	const longest = 63
	return s != "" && len(s) <= longest && s[0] != '-' && s[len(s)-1] != '-' &&
		!strings.ContainsFunc(s, func(r rune) bool {
			return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-'
		})
}
