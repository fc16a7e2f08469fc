package api

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"attache/api/trial"
	"attache/model"
)

// botoAnswer is what botocore read of a case.
type botoAnswer struct {
	Region       string `json:"region"`
	Endpoint     string `json:"endpoint"`
	CABundle     string `json:"ca_bundle"`
	FIPS         bool   `json:"use_fips_endpoint"`
	DualStack    bool   `json:"use_dualstack_endpoint"`
	IgnoreConfig bool   `json:"ignore_configured_endpoint_urls"`
	Error        string `json:"error"`
}

const corpus = "profile/testdata/corpus"

// readsMore are the cases that botocore refuses for a reason that has no say in where the service is.
func readsMore() []string {
	return []string{
		"account-mode-odd", "bom", "bom-default", "broken-heading", "comment-behind-heading", "comment-behind-value",
		"compression-odd", "credentials-broken", "credentials-garbage", "credentials-utf-16", "defaults-mode-odd", "garbage-line",
		"latin-1", "nested-broken-elsewhere", "other-section-twice", "other-twice", "retry-odd", "s3-odd", "section-twice",
		"sso-missing", "sso-quoted", "twice-alike", "utf-16", "utf-16-be", "utf-16-unmarked", "words-before-any-section",
	}
}

// stops are the cases in which botocore takes one meaning of several, or another host than was written.
func stops() []string {
	return []string{"both-defaults", "fips-odd", "fips-with-address", "ignored-odd", "service-dashed"}
}

// corpusEnv returns the variables of a case.
func corpusEnv(t *testing.T, name string) func(string) string {
	t.Helper()
	home, err := filepath.Abs(corpus)
	if err != nil {
		t.Fatal(err)
	}
	env := map[string]string{
		"HOME": home, "USERPROFILE": home, "AWS_PROFILE": "agent",
		"AWS_CONFIG_FILE": "~/" + name + ".config", "AWS_SHARED_CREDENTIALS_FILE": "~/" + name + ".credentials",
	}
	extra, err := os.ReadFile(filepath.Join(home, name+".env"))
	for line := range strings.Lines(string(extra)) {
		key, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "=")
		env[key] = value
	}
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return func(name string) string { return env[name] }
}

func TestAProfileIsReadAsBotocoreReadsIt(t *testing.T) {
	text, err := os.ReadFile("profile/testdata/botocore.json")
	if err != nil {
		t.Fatal(err)
	}
	var answers map[string]botoAnswer
	if err := json.Unmarshal(text, &answers); err != nil || len(answers) < 60 {
		t.Fatalf("%d answers, %v", len(answers), err)
	}
	for name, want := range answers {
		t.Run(name, func(t *testing.T) {
			e, err := Resolve(Settings{Getenv: corpusEnv(t, name)})
			stop := want.Error != "" && !slices.Contains(readsMore(), name) || slices.Contains(stops(), name)
			switch {
			case stop && err == nil:
				t.Errorf("the token would go to %v", e.URL)
			case stop:
				if p := trial.WantKind(t, err, model.KindInput); p.Op == "" || strings.Contains(p.Error(), "AKIA") {
					t.Errorf("%+v", p)
				}
			case err != nil:
				t.Errorf("%+v", model.AsProblem(err))
			case want.Error != "":
				if e.Region != "eu-west-2" || !strings.Contains(e.URL.Host, "chat.example") && name != "credentials-utf-16" {
					t.Errorf("%v in %s", e.URL, e.Region)
				}
			case e.Region != want.Region || e.URL.String() != want.Endpoint || e.CABundle != want.CABundle:
				t.Errorf("%v in %s with %s", e.URL, e.Region, e.CABundle)
			}
			if len(e.Notes) > 0 {
				t.Errorf("notes %v", e.Notes[0])
			}
		})
	}
}

// TestEveryCaseOfTheCorpusHasAnAnswer keeps the files and the answers together.
func TestEveryCaseOfTheCorpusHasAnAnswer(t *testing.T) {
	text, err := os.ReadFile("profile/testdata/botocore.json")
	if err != nil {
		t.Fatal(err)
	}
	var answers map[string]botoAnswer
	if err := json.Unmarshal(text, &answers); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(corpus)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if _, ok := answers[strings.TrimSuffix(f.Name(), filepath.Ext(f.Name()))]; !ok {
			t.Errorf("%s has no answer: run .ci/profiles", f.Name())
		}
	}
	for _, name := range slices.Concat(readsMore(), stops()) {
		if _, ok := answers[name]; !ok {
			t.Errorf("%s is no case", name)
		}
	}
}

func TestAFileWhoseMeaningIsUnclearIsNamedWithItsLine(t *testing.T) {
	for name, want := range map[string]string{
		"no-word-profile":             "profile [agent] in ~/no-word-profile.config:1: unreadable: write [profile agent]",
		"no-word-but-keys":            "profile [agent] in ~/no-word-but-keys.config:1: unreadable: write [profile agent]",
		"capital-name":                "profile [profile Agent] in ~/capital-name.config:1: unreadable: write [profile agent]",
		"word-profile-in-credentials": "profile [profile agent] in ~/word-profile-in-credentials.credentials:1: unreadable: write [agent]",
		"both-defaults":               "profile [profile default] in ~/both-defaults.config:3: conflict: [default] in line 1",
		"twice":                       "region in ~/twice.config:4: conflict: line 2 gives it too",
		"section-twice-clash":         "endpoint_url in ~/section-twice-clash.config:5: conflict: line 3 gives it too",
		"before-any-section":          "region in ~/before-any-section.config:1: unreadable: it stands before any [profile]",
		"no-equals":                   "region in ~/no-equals.config:2: unreadable: it lacks a =",
		"indented-deeper":             "region in ~/indented-deeper.config:2: unreadable: the line below it is indented, and so a part of it",
		"service-missing":             "services in ~/service-missing.config:3: unknown: gone",
		"service-dashed":              "connect-participant in ~/service-dashed.config:5: unreadable: write connectparticipant =, and endpoint_url indented below it",
		"service-flat":                "endpoint_url in ~/service-flat.config:6: unreadable: write connectparticipant =, and endpoint_url indented below it",
		"service-colon":               "connectparticipant in ~/service-colon.config:5: unreadable: write endpoint_url = URL indented below it",
		"fips-odd":                    "use_fips_endpoint in ~/fips-odd.config:3: choice: yes (true, false)",
		"quoted-value":                `region in ~/quoted-value.config:2: unknown: "eu-west-2"`,
	} {
		_, err := Resolve(Settings{Getenv: corpusEnv(t, name)})
		p := trial.WantKind(t, err, model.KindInput)
		if got := p.Op + ": " + p.Code + ": " + p.Detail; got != want {
			t.Errorf("%s: %q, not %q", name, got, want)
		}
	}
}

func TestWhereAFlagOrAVariableGivesTheEndpointAnUnclearFileIsANote(t *testing.T) {
	s := settings(t, Settings{Region: "eu-west-2"}, env{"AWS_ENDPOINT_URL": "https://x.example", "AWS_PROFILE": "agent"}, "[agent]\nregion = us-east-1\n")
	e, err := Resolve(s)
	if err != nil || e.URL.Host != "x.example" || len(e.Notes) != 1 {
		t.Fatalf("%+v, %v", e, err)
	}
	s.Profile = "agent"
	if _, err := Resolve(s); err == nil {
		t.Error("a profile that was asked for by flag is passed over")
	}
}

func TestAPathMayBeginWithTheHomeFolder(t *testing.T) {
	home := t.TempDir()
	for name, text := range map[string]string{"own config": "[default]\nca_bundle = ~/ca.pem\nregion = eu-west-2\n", "keys": "[default]\nregion = us-west-2\n"} {
		if err := os.WriteFile(filepath.Join(home, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	variables := map[string]string{"HOME": home, "USERPROFILE": home, "FOLDER": home, "AWS_CONFIG_FILE": "~/own config\r"}
	s := Settings{Getenv: func(name string) string { return variables[name] }}
	e, err := Resolve(s)
	if err != nil || e.Region != "eu-west-2" || e.CABundle != filepath.Join(home, "ca.pem") {
		t.Fatalf("%+v, %v", e, err)
	}
	variables["AWS_SHARED_CREDENTIALS_FILE"], variables["AWS_CA_BUNDLE"] = "$FOLDER/keys", "~/other.pem"
	e, err = Resolve(s)
	if err != nil || e.Region != "us-west-2" || e.CABundle != filepath.Join(home, "other.pem") {
		t.Errorf("%+v, %v", e, err)
	}
}

func TestAFileThatCannotBeReadStopsInsteadOfGuessing(t *testing.T) {
	dir := t.TempDir()
	s := settings(t, Settings{Region: "eu-west-2"}, env{"AWS_CONFIG_FILE": dir}, "")
	_, err := Resolve(s)
	if p := trial.WantKind(t, err, model.KindInput); p.Code != model.FaultUnreadable || p.Detail != "it is a folder" {
		t.Errorf("%+v", p)
	}
	s = settings(t, Settings{}, env{"AWS_SHARED_CREDENTIALS_FILE": dir}, "[default]\nregion = eu-west-2\n")
	if _, err := Resolve(s); err == nil {
		t.Error("the credentials file is passed over")
	}
}

func TestARegionThatNobodyKnowsIsAnsweredAsARegion(t *testing.T) {
	e, err := Resolve(settings(t, Settings{Region: "eu-west-9"}, nil, ""))
	if err != nil || len(e.Notes) != 1 || e.Notes[0].Op != "--region" || e.Notes[0].Detail != "eu-west-9" || e.Custom {
		t.Errorf("one that may be new: %+v, %v", e, err)
	}
	e, err = Resolve(settings(t, Settings{Region: "local", EndpointURL: "http://127.0.0.1:1"}, nil, ""))
	if err != nil || len(e.Notes) != 0 {
		t.Errorf("one that names no host: %+v, %v", e, err)
	}
}

func TestBlanksAndLineBreaksAroundAVariableAreNoPartOfIt(t *testing.T) {
	for _, end := range []string{" ", "\r", "\r\n", "\t", "\u00a0", "\ufeff", "\u200b"} {
		e, err := Resolve(settings(t, Settings{}, env{
			"AWS_REGION": end + "us-east-1" + end, "AWS_PROFILE": "work" + end, "AWS_USE_FIPS_ENDPOINT": "false" + end, "AWS_CA_BUNDLE": "/x.pem" + end,
		}, "[profile work]\noutput = json\n"))
		if err != nil || e.Region != "us-east-1" || e.URL.Host != "participant.connect.us-east-1.amazonaws.com" || e.CABundle != "/x.pem" || len(e.Notes) > 0 {
			t.Errorf("%q: %+v, %v", end, e, err)
		}
		e, err = Resolve(settings(t, Settings{}, env{"AWS_ENDPOINT_URL": "https://x.example/" + end}, ""))
		if err != nil || e.URL.String() != "https://x.example/" {
			t.Errorf("%q: %+v, %v", end, e, err)
		}
	}
}
