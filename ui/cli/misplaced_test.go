package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"attache/model"
)

// serviceToken has the form of the service's own tokens.
const serviceToken = "QVFJREFIaE9NVGpCanBDa0x3MjM0NTY3ODkwYWJjZGVm/RkxBR1NISVA+Zm9yZXZlcl9hbmQ9ZXZlci1hZ2Fpbg=="

// silent fails where anything that was said holds a part of a token.
func (w *world) silent(t *testing.T, what any) {
	t.Helper()
	for _, token := range []string{serviceToken, canary} {
		for i := 0; i+10 <= len(token); i++ {
			if said := w.out.String() + w.err.String(); strings.Contains(said, token[i:i+10]) {
				t.Errorf("%q repeats it:\n%s", what, said)
				return
			}
		}
	}
}

// misplaced are the ways to put a token where another value belongs.
func misplaced(token string) []string {
	return []string{token, "x/" + token, "~/" + token + "/x", "https://" + token + ".example", "1" + token, token + ",x", " " + token + "\r"}
}

// TestATokenInThePlaceOfAnySettingIsNotRepeated tries every flag, its variable and its line in the file.
func TestATokenInThePlaceOfAnySettingIsNotRepeated(t *testing.T) {
	t.Chdir(t.TempDir()) // a log may be written
	type tried struct {
		commandSpec
		args []string
	}
	commands := []tried{
		{getCommand(), []string{"get", "--all"}},
		{demoCommand(), []string{"demo"}},
		{browseCommand(), nil},
		{emulateCommand(), []string{"emulate"}},
		{listCommand(), []string{"list"}},
		{doctorCommand(), []string{"doctor"}},
		{watchCommand(), []string{"watch"}},
		{sendCommand(), []string{"send"}},
		{chatCommand().within[0], []string{"chat", "start", "--instance=i", "--flow=f"}},
		{setupCommand(), []string{"setup"}},
		{configCommand(), []string{"config"}},
		{pairCommand(), []string{"pair"}},
	}
	try := func(text string, variables map[string]string, args ...string) {
		w := newWorld()
		if text != "" {
			w = configured(t, text)
		}
		w.env["ATTACHE_CONNECTION_TOKEN"] = canary
		for name, value := range variables {
			w.env[name] = value
		}
		w.run(t, args...)
		w.silent(t, []any{text, variables, args})
	}
	for _, row := range newCommandLine(newWorld().deps).table {
		first := slices.IndexFunc(commands, func(c tried) bool { return c.takes.has(row) })
		for _, value := range slices.Concat(misplaced(serviceToken), misplaced(canary)[:2]) {
			for _, command := range [][]string{commands[first].args, {"config"}} {
				try("", nil, slices.Concat(command, []string{"--" + row.name + "=" + value})...)
				try("", map[string]string{row.variable(): value}, command...)
			}
			try(row.name+": '"+strings.TrimSpace(value)+"'\n", nil, commands[first].args...)
		}
	}
}

func TestATokenInThePlaceOfAWordIsNotRepeated(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, token := range []string{serviceToken, canary} {
		dir := t.TempDir()
		path := filepath.Join(dir, strings.ReplaceAll(token, "/", "_"))
		if err := os.WriteFile(path, []byte("rate: fast\n"+token+": 3\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{
			{"help", token},
			{"completion", token},
			{"config", token},
			{"list", token},
			{"demo", token},
			{"emulate", token},
			{"watch", token},
			{"man", token},
			{"emulate", "--listen", token},
			{"emulate", "--listen", token + ":80"},
			{"config", "keys", token},
			{"--" + token},
			{"list", "--" + token},
			{"get", "--" + token + "=x"},
			{"-" + token},
			{"list", "-" + token},
			{"link", "--" + token, "a"},
			{"--config", path},
			{"--config", path, "config"},
			{"config", "--config", path + "x"},
			{"--config", path + "x", "--help"},
			{"--log", path + "/x", "list"},
			{"--dir", path},
			{"--receipt", path + "/x"},
			{"--connection-token-command", token},
			{"--connection-token-file", token},
		} {
			w := newWorld()
			w.env["ATTACHE_LOG"] = path
			w.run(t, args...)
			w.silent(t, args)
		}
		for _, text := range []string{token + ": 3\n", "keys:\n  " + token + ": c\n", "keys:\n  act.copy: " + token + "\n", "a: *" + token + "\n", "rate: {" + token + "}\n", token + "\n", "rate: [" + token + "\n"} {
			for _, args := range [][]string{{}, {"config"}, {"list"}} {
				w := configured(t, text)
				w.run(t, args...)
				w.silent(t, []any{text, args})
			}
		}
	}
}

func TestATokenInThePlaceOfAnIDIsNeitherSentNorShown(t *testing.T) {
	for _, args := range [][]string{{serviceToken}, {"link", serviceToken}, {"get", serviceToken}, {"link", "a-1", `"` + serviceToken + `"`}, {"--", serviceToken}} {
		w := newWorld()
		w.refused(t, 2, args, "looks like a token", "--connection-token-file")
		w.silent(t, args)
		w = newWorld()
		w.terminal[StreamIn] = false
		w.deps.In = strings.NewReader(serviceToken + "\n")
		w.refused(t, 2, []string{"link", "-"}, "looks like a token")
		w.silent(t, args)
	}
}

func TestBlanksAroundAPastedValueAreNoPartOfIt(t *testing.T) {
	for _, end := range []string{" ", "\t", "\r", "\r\n", "\u00a0"} {
		w := newWorld()
		w.env["ATTACHE_CONNECTION_TOKEN"] = canary
		w.env["ATTACHE_REGION"], w.env["ATTACHE_RATE"], w.env["ATTACHE_PREFETCH"], w.env["ATTACHE_ASCII"] = "eu-west-2"+end, "2"+end, "none"+end, "yes"+end
		w.env["ATTACHE_DIR"] = t.TempDir() + end
		b := w.mustBrowse(t, "--profile", end+"work"+end, "--endpoint-url", "https://x.example"+end, "--url-expiry", "30"+end, "--parallel="+end+"2", "a-1"+end)
		if b.Region != "eu-west-2" || b.Rate != 2 || b.Prefetch != "none" || !b.ASCII || b.Profile != "work" || b.EndpointURL != "https://x.example" ||
			b.Parallel != 2 || b.Dir != strings.TrimSuffix(w.env["ATTACHE_DIR"], end) || !slices.Equal(b.IDs, []string{"a-1"}) {
			t.Errorf("%q: %+v", end, b)
		}
		w = newWorld()
		w.env["AWS_REGION"] = "eu-west-2" + end
		w.run(t, "config", "--json")
		if !strings.Contains(w.out.String(), `"region","value":"eu-west-2"`) {
			t.Errorf("%q: %s", end, w.out.String())
		}
	}
}

func TestIDsOfAnotherSystemsFileAreRead(t *testing.T) {
	wide := "\xff\xfea\x00-\x001\x00\r\x00\n\x00a\x00-\x002\x00\r\x00\n\x00"
	for _, text := range []string{"\ufeffa-1\r\na-2\r\n", wide, wide[2:], " a-1 \n\n\ta-2"} {
		w := newWorld()
		w.env["ATTACHE_CONNECTION_TOKEN"] = canary
		w.terminal[StreamIn] = false
		w.deps.In = strings.NewReader(text)
		if b := w.mustBrowse(t, "-"); !slices.Equal(b.IDs, []string{"a-1", "a-2"}) {
			t.Errorf("%q: %q", text, b.IDs)
		}
	}
	if id, err := model.CheckID("\ufeffa-1\u200b"); err != nil || id != "a-1" {
		t.Errorf("%q, %v", id, err)
	}
}
