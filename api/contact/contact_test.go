package contact_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"attache/api"
	"attache/api/contact"
	"attache/api/emulator"
	"attache/api/emulator/connect"
	"attache/model"
)

const (
	keyID  = "AKIACANARY0000000001"
	secret = "CANARY-secret-access-key"
)

// person is somebody with variables and files of their own.
type person struct {
	home string
	env  map[string]string
}

func newPerson(t *testing.T) person {
	t.Helper()
	home := t.TempDir()
	t.Setenv("HOME", home)
	return person{home, map[string]string{"HOME": home, "USERPROFILE": home, "AWS_REGION": "us-east-1"}}
}

// writes puts a file into ~/.aws.
func (p person) writes(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Join(p.home, ".aws"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(p.home, ".aws", name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func (p person) options(profile string) contact.Options {
	return contact.Options{
		Settings: api.Settings{Profile: profile, Getenv: func(name string) string { return p.env[name] }},
		Version:  "v1.2.3", Now: time.Now,
	}
}

// emulating starts an emulator that looks at signatures.
func emulating(t *testing.T, p person) *emulator.Running {
	t.Helper()
	e, err := emulator.Start(t.Context(), emulator.Options{Scenario: "empty", Keys: &connect.Keys{ID: keyID, Secret: secret}, Now: time.Now}, emulator.Outside{Address: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	p.env["AWS_ENDPOINT_URL_CONNECT"] = e.URL()
	return e
}

func request() contact.StartRequest {
	return contact.StartRequest{Instance: "inst-1", Flow: "flow-1", DisplayName: "Zoë Test", Attributes: map[string]string{"case": "42, é"}}
}

// TestAChatIsStartedAndEndedUnderASignature goes the whole way: the signature is verified, the token opens the chat.
func TestAChatIsStartedAndEndedUnderASignature(t *testing.T) {
	p := newPerson(t)
	e := emulating(t, p)
	p.env["AWS_ACCESS_KEY_ID"], p.env["AWS_SECRET_ACCESS_KEY"] = keyID, secret
	started, err := contact.Start(t.Context(), p.options(""), request())
	if err != nil || started.ContactID == "" {
		t.Fatalf("%+v, %v", started, err)
	}
	p.env["AWS_ENDPOINT_URL_CONNECTPARTICIPANT"] = e.URL()
	at, err := api.Resolve(p.options("").Settings)
	if err != nil {
		t.Fatal(err)
	}
	client, err := api.Dial(at, api.Options{ParticipantToken: started.ParticipantToken, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	read := func() error {
		return client.Attachments(t.Context(), func(model.CallState) {}, func(model.Page) {})
	}
	if err := read(); err != nil {
		t.Errorf("the token of the new chat: %v", err)
	}
	if err := contact.End(t.Context(), p.options(""), "inst-1", started.ContactID); err != nil {
		t.Errorf("end: %v", err)
	}
	if err := contact.End(t.Context(), p.options(""), "inst-1", "no-such-contact"); model.KindOf(err) != model.KindMissing {
		t.Errorf("no such contact: %v", err)
	}
}

// TestCredentialsAreFoundWhereAWSProgramsFindThem tries every place, and which of two wins.
func TestCredentialsAreFoundWhereAWSProgramsFindThem(t *testing.T) {
	const good = "aws_access_key_id = " + keyID + "\naws_secret_access_key = " + secret + "\n"
	const bad = "aws_access_key_id = AKIAWRONG\naws_secret_access_key = wrong\n"
	process := "printf '{\"Version\":1,\"AccessKeyId\":\"" + keyID + "\",\"SecretAccessKey\":\"" + secret + "\"}'"
	for name, c := range map[string]struct {
		env                          map[string]string
		config, credentials, profile string
		shell                        bool
	}{
		"variables":                          {env: map[string]string{"AWS_ACCESS_KEY_ID": keyID, "AWS_SECRET_ACCESS_KEY": secret}, credentials: "[default]\n" + bad},
		"the default profile":                {credentials: "[default]\n" + good},
		"the configuration file":             {config: "[profile qa]\n" + good, profile: "qa"},
		"AWS_PROFILE":                        {env: map[string]string{"AWS_PROFILE": "qa"}, credentials: "[default]\n" + bad + "[qa]\n" + good},
		"--profile before variables":         {env: map[string]string{"AWS_ACCESS_KEY_ID": "AKIAWRONG", "AWS_SECRET_ACCESS_KEY": "wrong"}, credentials: "[qa]\n" + good, profile: "qa"},
		"credentials before the config file": {config: "[profile qa]\n" + bad, credentials: "[qa]\n" + good, profile: "qa"},
		"a command":                          {config: "[profile qa]\ncredential_process = " + process + "\n", profile: "qa", shell: true},
	} {
		t.Run(name, func(t *testing.T) {
			if c.shell && runtime.GOOS == "windows" {
				t.Skip("the command is one of a Unix shell")
			}
			p := newPerson(t)
			emulating(t, p)
			for name, value := range c.env {
				p.env[name] = value
			}
			p.writes(t, "config", c.config)
			p.writes(t, "credentials", c.credentials)
			if _, err := contact.Start(t.Context(), p.options(c.profile), request()); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestASignInAndARoleAreLeftToTheAWSCLI has a program stand for the AWS CLI.
func TestASignInAndARoleAreLeftToTheAWSCLI(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the program is a script of a Unix shell")
	}
	for name, config := range map[string]string{
		"sign-in": "[profile qa; $(touch x)]\nsso_session = s\nsso_account_id = 1\n",
		"role":    "[profile qa; $(touch x)]\nrole_arn = arn\nsource_profile = default\naws_access_key_id = AKIAWRONG\naws_secret_access_key = wrong\n",
		"machine": "[profile qa; $(touch x)]\nregion = us-east-1\n",
	} {
		t.Run(name, func(t *testing.T) {
			p := newPerson(t)
			emulating(t, p)
			p.writes(t, "config", strings.ReplaceAll(config, "[profile qa; $(touch x)]", `[profile "qa; $(touch x)"]`))
			bin := t.TempDir()
			script := "#!/bin/sh\n[ \"$*\" = 'configure export-credentials --format=process --profile=qa; $(touch x)' ] || exit 9\n" +
				"printf '{\"Version\":1,\"AccessKeyId\":\"" + keyID + "\",\"SecretAccessKey\":\"" + secret + "\"}'\n"
			if err := os.WriteFile(filepath.Join(bin, "aws"), []byte(script), 0o700); err != nil {
				t.Fatal(err)
			}
			t.Setenv("PATH", bin+":/bin:/usr/bin")
			if _, err := contact.Start(t.Context(), p.options("qa; $(touch x)"), request()); err != nil {
				t.Error(err)
			}
			t.Setenv("PATH", t.TempDir())
			if _, err := contact.Start(t.Context(), p.options("qa; $(touch x)"), request()); model.AsProblem(err).Code != model.FaultMissing {
				t.Errorf("without the AWS CLI: %v", err)
			}
		})
	}
}

// TestARefusalNamesWhatIsMissingAndShowsNoSecret answers as AWS does, with everything that was sent in it.
func TestARefusalNamesWhatIsMissingAndShowsNoSecret(t *testing.T) {
	const session = "CANARY-session-token"
	for _, c := range []struct {
		status     int
		code, text string
		kind       model.Kind
		cause      model.Cause
		resource   string
	}{
		{403, "AccessDeniedException", "User: arn:aws:iam::1:user/x is not authorized to perform: connect:StartChatContact", model.KindDenied, "", "arn:aws:connect:us-east-1:*:instance/inst-1/*"},
		{403, "InvalidSignatureException", "The Canonical String for this request should have been 'PUT x-amz-security-token:" + session + "'", model.KindDenied, model.CauseSigner, ""},
		{403, "ExpiredTokenException", "The security token included in the request is expired", model.KindDenied, model.CauseSigner, ""},
		{403, "UnrecognizedClientException", "The security token included in the request is invalid.", model.KindDenied, model.CauseSigner, ""},
		{404, "ResourceNotFoundException", "Instance not found", model.KindMissing, "", ""},
		{400, "InvalidRequestException", "Flow not published", model.KindInvalid, "", ""},
		{429, "LimitExceededException", "Too many chats", model.KindConflict, "", ""},
		{200, "", "", model.KindJunk, "", ""},
		{407, "", "", model.KindJunk, "", ""},
		{302, "", "", model.KindJunk, "", ""},
	} {
		p := newPerson(t)
		p.env["AWS_ACCESS_KEY_ID"], p.env["AWS_SECRET_ACCESS_KEY"], p.env["AWS_SESSION_TOKEN"] = keyID, secret, session
		calls := 0
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if calls++; r.Header.Get("X-Amz-Security-Token") != session || !strings.Contains(r.Header.Get("User-Agent"), "attache/v1.2.3") {
				t.Errorf("%q", r.Header)
			}
			if c.code == "" {
				w.Header().Set("Location", "/elsewhere")
				w.WriteHeader(c.status)
				return
			}
			w.Header().Set("X-Amzn-Errortype", c.code)
			w.Header().Set("X-Amzn-Requestid", "req-1")
			w.WriteHeader(c.status)
			_ = json.NewEncoder(w).Encode(map[string]string{"message": c.text})
		}))
		p.env["AWS_ENDPOINT_URL_CONNECT"] = server.URL
		_, err := contact.Start(t.Context(), p.options(""), request())
		server.Close()
		got := model.AsProblem(err)
		if got == nil || got.Kind != c.kind || got.Cause != c.cause || got.Resource != c.resource || got.Op != "StartChatContact" || c.code != "" && got.RequestID != "req-1" || calls != 1 {
			t.Errorf("%d %s: %+v after %d calls", c.status, c.code, got, calls)
		}
		if got != nil && strings.Contains(got.Error()+got.Said, "CANARY") {
			t.Errorf("%s shows a secret: %+v", c.code, got)
		}
	}
}

// TestNothingIsCalledWithoutRegionKeysAndASafeAddress sees what is wrong before anything is sent.
func TestNothingIsCalledWithoutRegionKeysAndASafeAddress(t *testing.T) {
	p := newPerson(t)
	t.Setenv("PATH", t.TempDir())
	fault := func(want string) {
		t.Helper()
		_, err := contact.Start(t.Context(), p.options(""), request())
		if got := model.AsProblem(err); got == nil || got.Kind != model.KindInput || got.Code != want {
			t.Errorf("%+v, want %s", got, want)
		}
	}
	fault(model.FaultMissing) // no keys
	p.env["AWS_ACCESS_KEY_ID"] = keyID
	fault(model.FaultMissing) // half of them
	p.env["AWS_SECRET_ACCESS_KEY"] = secret
	p.env["AWS_ENDPOINT_URL_CONNECT"] = "http://example.com"
	fault(model.FaultPlainHTTP)
	p.env["AWS_ENDPOINT_URL_CONNECT"], p.env["AWS_REGION"] = "https://example.com", ""
	fault(model.FaultMissing)
	p.env["AWS_REGION"], p.env["AWS_ENDPOINT_URL_CONNECT"] = "us-east-1", "http://127.0.0.1:1"
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := contact.Start(ctx, p.options(""), request()); model.KindOf(err) != model.KindCancelled {
		t.Errorf("interrupted: %v", err)
	}
}
