package api

import (
	"crypto/tls"
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"attache/api/trial"
	"attache/model"
)

// settings makes settings whose variables and config file are given.
func settings(t *testing.T, s Settings, env map[string]string, configFile string) Settings {
	t.Helper()
	file := filepath.Join(t.TempDir(), "config")
	if configFile != "" {
		if err := os.WriteFile(file, []byte(configFile), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s.Getenv = func(name string) string {
		switch {
		case name == "AWS_CONFIG_FILE" && env[name] == "":
			return file
		case name == "AWS_SHARED_CREDENTIALS_FILE" && env[name] == "":
			return file + ".none"
		}
		return env[name]
	}
	return s
}

type env = map[string]string

func TestTheFirstSourceThatSaysSomethingWins(t *testing.T) {
	const file = `
[default]
region = eu-west-2
[profile work]
region = ap-southeast-2
endpoint_url = https://global.example
services = mine
[services mine]
connectparticipant =
  endpoint_url = https://service.example
[profile quiet]
region = eu-west-2
endpoint_url = https://global.example
ignore_configured_endpoint_urls = true
[profile fips]
region = us-gov-west-1
use_fips_endpoint = true
use_dualstack_endpoint = true
`
	for _, c := range []struct {
		name                string
		s                   Settings
		env                 env
		url, region         string
		urlFrom, regionFrom string
	}{
		{"default profile", Settings{}, nil, "https://participant.connect.eu-west-2.amazonaws.com", "eu-west-2", "region", "profile"},
		{"variable", Settings{}, env{"AWS_DEFAULT_REGION": "us-east-1"}, "https://participant.connect.us-east-1.amazonaws.com", "us-east-1", "region", "AWS_DEFAULT_REGION"},
		{"two variables", Settings{}, env{"AWS_DEFAULT_REGION": "us-east-1", "AWS_REGION": "us-west-2"}, "https://participant.connect.us-west-2.amazonaws.com", "us-west-2", "region", "AWS_REGION"},
		{"flag", Settings{Region: "af-south-1"}, env{"AWS_REGION": "us-west-2"}, "https://participant.connect.af-south-1.amazonaws.com", "af-south-1", "region", "--region"},
		{"service of the profile", Settings{Profile: "work"}, nil, "https://service.example", "ap-southeast-2", "profile", "profile"},
		{"profile by variable", Settings{}, env{"AWS_PROFILE": "work", "AWS_DEFAULT_PROFILE": "quiet"}, "https://service.example", "ap-southeast-2", "profile", "profile"},
		{"global variable", Settings{Profile: "work"}, env{"AWS_ENDPOINT_URL": "https://env.example"}, "https://env.example", "ap-southeast-2", "AWS_ENDPOINT_URL", "profile"},
		{"service variable", Settings{Profile: "work"}, env{"AWS_ENDPOINT_URL": "https://env.example", "AWS_ENDPOINT_URL_CONNECTPARTICIPANT": "https://cp.example"}, "https://cp.example", "ap-southeast-2", "AWS_ENDPOINT_URL_CONNECTPARTICIPANT", "profile"},
		{"endpoint flag", Settings{Profile: "work", EndpointURL: "https://flag.example/x"}, env{"AWS_ENDPOINT_URL": "https://env.example", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"}, "https://flag.example/x", "ap-southeast-2", "--endpoint-url", "profile"},
		{"ignored by variable", Settings{Profile: "work"}, env{"AWS_ENDPOINT_URL": "https://env.example", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"}, "https://participant.connect.ap-southeast-2.amazonaws.com", "ap-southeast-2", "region", "profile"},
		{"ignored by profile", Settings{Profile: "quiet"}, env{"AWS_ENDPOINT_URL": "https://env.example"}, "https://participant.connect.eu-west-2.amazonaws.com", "eu-west-2", "region", "profile"},
		{"not ignored by variable", Settings{Profile: "quiet"}, env{"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "false"}, "https://global.example", "eu-west-2", "profile", "profile"},
		{"variants of the profile", Settings{Profile: "fips"}, nil, "https://participant.connect-fips.us-gov-west-1.api.aws", "us-gov-west-1", "region", "profile"},
		{"variant off", Settings{Profile: "fips"}, env{"AWS_USE_FIPS_ENDPOINT": "false", "AWS_USE_DUALSTACK_ENDPOINT": "False"}, "https://participant.connect.us-gov-west-1.amazonaws.com", "us-gov-west-1", "region", "profile"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e, err := Resolve(settings(t, c.s, c.env, file))
			if err != nil {
				t.Fatal(err)
			}
			if e.URL.String() != c.url || e.Region != c.region || e.EndpointFrom != c.urlFrom || e.RegionFrom != c.regionFrom || e.Notes != nil {
				t.Errorf("%v from %s, %s from %s, notes %v", e.URL, e.EndpointFrom, e.Region, e.RegionFrom, e.Notes)
			}
		})
	}
}

func TestARegionsOwnAddressFollowsTheServicesRules(t *testing.T) {
	for _, c := range []struct {
		region     string
		fips, dual bool
		want       string
	}{
		{"us-east-1", false, false, "https://participant.connect.us-east-1.amazonaws.com"},
		{"us-east-1", true, false, "https://participant.connect-fips.us-east-1.amazonaws.com"},
		{"us-east-1", false, true, "https://participant.connect.us-east-1.api.aws"},
		{"us-east-1", true, true, "https://participant.connect-fips.us-east-1.api.aws"},
		{"us-gov-west-1", true, false, "https://participant.connect.us-gov-west-1.amazonaws.com"},
		{"us-gov-west-1", true, true, "https://participant.connect-fips.us-gov-west-1.api.aws"},
		{"cn-north-1", false, false, "https://participant.connect.cn-north-1.amazonaws.com.cn"},
		{"cn-north-1", false, true, "https://participant.connect.cn-north-1.api.amazonwebservices.com.cn"},
		{"eusc-de-east-1", false, false, "https://participant.connect.eusc-de-east-1.amazonaws.eu"},
		{"us-iso-east-1", false, false, "https://participant.connect.us-iso-east-1.c2s.ic.gov"},
		{"us-isob-east-1", false, false, "https://participant.connect.us-isob-east-1.sc2s.sgov.gov"},
		{"mars-north-1", false, false, "https://participant.connect.mars-north-1.amazonaws.com"},
	} {
		if got := Participant.regional(c.region, c.fips, c.dual); got != c.want {
			t.Errorf("%s %v %v: %s", c.region, c.fips, c.dual, got)
		}
	}
}

func TestABadSettingIsNamed(t *testing.T) {
	const file = "[profile odd]\nregion = eu-west-2\nendpoint_url = gopher://x\n"
	for _, c := range []struct {
		name        string
		s           Settings
		env         env
		input, code string
	}{
		{"no region", Settings{}, nil, "--region", model.FaultMissing},
		{"a region that names another host", Settings{Region: "x.evil.example/"}, nil, "--region", model.FaultUnknown},
		{"a region of no form", Settings{Region: "mars-1"}, nil, "--region", model.FaultUnknown},
		{"a region with a slip", Settings{}, env{"AWS_DEFAULT_REGION": "us-esat-1"}, "AWS_DEFAULT_REGION", model.FaultUnknown},
		{"a region in a variable", Settings{}, env{"AWS_REGION": "us east"}, "AWS_REGION", model.FaultUnknown},
		{"a profile that is not there", Settings{Profile: "gone", Region: "eu-west-2"}, nil, "--profile", model.FaultUnknown},
		{"no URL", Settings{EndpointURL: "nonsense"}, nil, "--endpoint-url", model.FaultNotURL},
		{"no host", Settings{EndpointURL: "https://"}, nil, "--endpoint-url", model.FaultNotURL},
		{"bad escape", Settings{EndpointURL: "https://%zz"}, nil, "--endpoint-url", model.FaultNotURL},
		{"a password", Settings{EndpointURL: "https://a:" + "canary@x.example"}, nil, "--endpoint-url", model.FaultNotURL},
		{"a query", Settings{EndpointURL: "https://x.example/?k=canary"}, nil, "--endpoint-url", model.FaultNotURL},
		{"plain http", Settings{EndpointURL: "http://x.example"}, nil, "--endpoint-url", model.FaultPlainHTTP},
		{"plain http in a variable", Settings{}, env{"AWS_ENDPOINT_URL": "http://x.example"}, "AWS_ENDPOINT_URL", model.FaultPlainHTTP},
		{"a scheme in the profile", Settings{Profile: "odd"}, nil, "endpoint_url in FILE:3", model.FaultNotURL},
		{"a flag that is neither", Settings{Region: "eu-west-2"}, env{"AWS_USE_FIPS_ENDPOINT": "maybe"}, "AWS_USE_FIPS_ENDPOINT", model.FaultChoice},
		{"an address with variants", Settings{EndpointURL: "https://x.example"}, env{"AWS_USE_FIPS_ENDPOINT": "true"}, "--endpoint-url", model.FaultConflict},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Resolve(settings(t, c.s, c.env, file))
			p := trial.WantKind(t, err, model.KindInput)
			if op := regexp.MustCompile(`/\S*/config:`).ReplaceAllString(p.Op, "FILE:"); op != c.input || p.Code != c.code || strings.Contains(p.Error(), "canary") {
				t.Errorf("%+v", p)
			}
		})
	}
}

func TestAMissingProfileIsAHint(t *testing.T) {
	e, err := Resolve(settings(t, Settings{Region: "eu-west-2"}, env{"AWS_PROFILE": "gone"}, "[default]\nregion = us-east-1\n"))
	if err != nil || e.Region != "eu-west-2" || len(e.Notes) != 1 || e.Notes[0].Op != "AWS_PROFILE" || e.Notes[0].Code != model.FaultUnknown {
		t.Errorf("%+v, %v", e, err)
	}
	e, err = Resolve(settings(t, Settings{Region: "eu-west-2"}, nil, ""))
	if err != nil || len(e.Notes) != 0 {
		t.Errorf("no file and no wish for one: %+v, %v", e.Notes, err)
	}
}

func TestAnAddressIsAmazonsOnlyWhereItIsTheService(t *testing.T) {
	for address, want := range map[string][2]bool{ // foreign, loopback
		"https://participant.connect.eu-west-2.amazonaws.com":                 {false, false},
		"https://participant.connect-fips.us-east-1.api.aws":                  {false, false},
		"https://PARTICIPANT.connect.us-gov-west-1.amazonaws.com":             {false, false},
		"https://vpce-0a-b1.participant.connect.eu-west-2.vpce.amazonaws.com": {false, false},
		"https://participant.connect.s3.amazonaws.com":                        {true, false},
		"https://participant.connect.s3-us-west-2.amazonaws.com":              {true, false},
		"https://evil.execute-api.us-east-1.amazonaws.com":                    {true, false},
		"https://participant.connect.eu-west-2.amazonaws.com.evil.example":    {true, false},
		"https://participant.connect.eu-west-2.amazonaws.com.cn":              {false, false},
		"https://x.example":   {true, false},
		"http://127.0.0.1:80": {true, true},
		"http://localhost:80": {true, true},
		"https://[::1]:443":   {true, true},
	} {
		e, err := Resolve(settings(t, Settings{EndpointURL: address}, nil, ""))
		if err != nil || e.Custom != want[0] || e.Loopback != want[1] {
			t.Errorf("%s: custom %v, loopback %v, %v", address, e.Custom, e.Loopback, err)
		}
	}
	e, err := Resolve(settings(t, Settings{EndpointURL: "http://x.example", Insecure: true}, nil, ""))
	if err != nil || !e.Custom {
		t.Errorf("wanted plain http: %v", err)
	}
}

func TestACABundleReplacesTheSystemsCertificates(t *testing.T) {
	server := httptest.NewTLSServer(http.NotFoundHandler())
	defer server.Close()
	file := filepath.Join(t.TempDir(), "ca.pem")
	block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := os.WriteFile(file, block, 0o600); err != nil {
		t.Fatal(err)
	}
	e, err := Resolve(settings(t, Settings{Region: "eu-west-2"}, env{"AWS_CA_BUNDLE": file}, ""))
	if err != nil || e.CABundle != file || e.CABundleFrom != "AWS_CA_BUNDLE" {
		t.Fatalf("%+v, %v", e, err)
	}
	transport, err := NewTransport(e)
	if err != nil {
		t.Fatal(err)
	}
	defer transport.CloseIdleConnections()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := transport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	if transport.TLSClientConfig.MinVersion != tls.VersionTLS12 {
		t.Error("old TLS is taken")
	}
	for _, content := range []string{"", "no certificate"} {
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := NewTransport(e)
		if p := trial.WantKind(t, err, model.KindInput); p.Op != "AWS_CA_BUNDLE" || p.Code != model.FaultUnreadable {
			t.Errorf("%+v", p)
		}
	}
	e, err = Resolve(settings(t, Settings{}, nil, "[default]\nregion = eu-west-2\nca_bundle = /x.pem\nsdk_ua_app_id = mine\n"))
	if err != nil || e.CABundle != "/x.pem" || e.CABundleFrom != "ca_bundle" || e.AppID != "mine" {
		t.Errorf("%+v, %v", e, err)
	}
}
