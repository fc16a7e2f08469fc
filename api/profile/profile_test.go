package profile

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"attache/model"
)

const canary = "CANARY+not/a/key+0123456789"

// write makes the two files.
func write(t *testing.T, config, credentials string) Paths {
	t.Helper()
	dir := t.TempDir()
	var p Paths
	for _, f := range []struct {
		path       *Path
		name, text string
	}{{&p.Config, "config", config}, {&p.Credentials, "credentials", credentials}} {
		*f.path = Path{filepath.Join(dir, f.name), "~/.aws/" + f.name}
		if err := os.WriteFile(f.path.Full, []byte(f.text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

func TestNoCredentialIsKept(t *testing.T) {
	const keys = "aws_access_key_id = " + canary + "\naws_secret_access_key = a\n  " + canary + "\naws_session_token: " + canary + "\n" + canary + "\n"
	for _, text := range []string{"[agent]\n" + keys + "region = eu-west-2\n", "[agent]\nregion = eu-west-2\n" + keys, keys + "[agent]\nregion = eu-west-2\n"} {
		p, err := Read(write(t, "", text), "agent")
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range p.credentials.sections {
			for _, l := range s.lines {
				if strings.Contains(strings.Join(l.values, " ")+l.key, "CANARY") {
					t.Errorf("%q keeps %+v", text, l)
				}
			}
		}
		if s, err := p.Get(Region); err != nil || s.Text != "eu-west-2" {
			t.Errorf("%q: %+v, %v", text, s, err)
		}
	}
}

func TestATitleIsSplitAsAShellSplitsWords(t *testing.T) {
	for title, want := range map[string][]string{
		"profile a":        {"profile", "a"},
		"profile\t a b":    {"profile", "a", "b"},
		`profile "a b"`:    {"profile", "a b"},
		`profile 'a "b'`:   {"profile", `a "b`},
		`profile a\ b`:     {"profile", "a b"},
		`profile "a\"b"c`:  {"profile", `a"bc`},
		`profile ""`:       {"profile", ""},
		`profile "a`:       nil,
		`profile a\`:       nil,
		"":                 nil,
		`profile don't do`: nil,
	} {
		if got := words(title); !slices.Equal(got, want) {
			t.Errorf("%q: %q", title, got)
		}
	}
}

// FuzzRead looks for a file that brings the reader down, and for a complaint that is not one.
func FuzzRead(f *testing.F) {
	corpus, err := filepath.Glob("testdata/corpus/*.config")
	if err != nil || len(corpus) == 0 {
		f.Fatal(corpus, err)
	}
	for _, name := range corpus {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text, "agent")
	}
	f.Fuzz(func(t *testing.T, text []byte, name string) {
		file := parse("c", model.DecodeText(text))
		p := &Profile{config: file, credentials: file, own: file.named("profile", name), secret: file.titled(name)}
		check := func(what Setting, err error) {
			switch {
			case err != nil:
				if p := model.AsProblem(err); p.Kind != model.KindInput || !strings.Contains(p.Op, " in c:") {
					t.Fatalf("%q: %+v", text, p)
				}
			case strings.ContainsAny(what.Text, "\r\n") || what.Text != strings.TrimSpace(what.Text) || what.Text != "" && !strings.Contains(what.Place, " in c:"):
				t.Fatalf("%q: %+v", text, what)
			}
		}
		for _, key := range []string{Region, EndpointURL, CABundle, services} {
			check(p.Get(key))
		}
		check(p.Endpoint(Participant))
		_, _, err := p.Flag(UseFIPS)
		check(Setting{}, err)
		check(Setting{}, p.misnamed(name))
		check(Setting{}, file.orphan())
		_, err = file.defaults(p.own)
		check(Setting{}, err)
	})
}
