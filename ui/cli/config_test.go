package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"attache/model"
	"attache/ui/cli/config"
)

// configured is a world whose usual configuration file holds text.
func configured(t *testing.T, text string) *world {
	t.Helper()
	w := newWorld()
	w.env["XDG_CONFIG_HOME"] = t.TempDir()
	w.env["ATTACHE_CONNECTION_TOKEN"] = canary
	path := filepath.Join(w.env["XDG_CONFIG_HOME"], "attache", "config.yaml")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	w.deps.Actions = actions
	return w
}

// actions are a screen with three keys.
func actions(changes []model.Rebinding) ([]model.Action, error) {
	all := []model.Action{
		{Name: "act.copy", Does: "copy", Keys: []string{"y"}},
		{Name: "act.save", Does: "save", Keys: []string{"s", "d"}},
		{Name: "screen.interrupt", Does: "leave", Keys: []string{"ctrl+c"}, Firm: true},
	}
	for _, c := range changes {
		i := slices.IndexFunc(all, func(a model.Action) bool { return a.Name == c.Action })
		if slices.Contains(c.Keys, "ctrl+c") {
			return nil, model.NewInputProblem(c.Input, model.FaultConflict, "ctrl+c always leaves")
		}
		all[i].Keys = c.Keys
	}
	return all, nil
}

func TestFlagBeatsVariableBeatsFileBeatsDefault(t *testing.T) {
	w := configured(t, "url-expiry: 30\nrate: 1\nascii: yes\nparallel: 2\nregion: eu-west-2\nprofile: work\nendpoint-url: https://file.example\n")
	w.env["ATTACHE_RATE"] = "2"
	w.env["AWS_REGION"] = "us-east-1"
	w.env["AWS_ENDPOINT_URL"] = "https://variable.example"
	b := w.mustBrowse(t, "--url-expiry", "45")
	if b.Life != 45*time.Second || b.Rate != 2 || !b.ASCII || b.Parallel != 2 || b.Prefetch != "visible" {
		t.Errorf("got %+v", b.Shared)
	}
	// AWS's own variables are variables too: what the file says does not come before them.
	if b.Region != "" || b.EndpointURL != "" || b.Profile != "work" {
		t.Errorf("got %+v", b.Connection)
	}
}

func TestEveryFlagCanStandInTheFile(t *testing.T) {
	for _, row := range newCommandLine(newWorld().deps).table {
		bad := "'\\'"
		switch {
		case row.name == "dir" || row.name == "log" || row.name == "receipt" || row.name == "page":
			bad = filepath.Join(file(t, ""), "x")
		case row.name == "region" || row.name == "profile" || row.name == "display-name" || isTokenSource(row.name):
			bad = "''"
		case row.name == "endpoint-url":
			bad = "https://user:" + canary + "@example.com"
		case row.name == "tls-ca":
			bad = "/nowhere/to/be/ca.pem"
		}
		w := configured(t, "\n"+row.name+": "+bad+"\n")
		args := strings.Fields(commandWith(row))
		if row.name == "config" || row.name == "print-token" || row.name == "remove" {
			w.refused(t, 2, args, row.name+" in", "config.yaml:2", "cannot stand in the file")
			continue
		}
		code := 2
		if bad == filepath.Join(filepath.Dir(bad), "x") {
			code = 8
		}
		w.refused(t, code, args, row.name+" in ", "config.yaml:2")
	}
}

func TestASlipInTheFileIsNamedWhateverCommandIsRun(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"rate: 2\nratee: 3\n", []string{"There is no setting ratee", "config.yaml:2", "Did you mean rate?"}},
		{"url_expiry: 3\n", []string{"There is no setting url_expiry", "config.yaml:1", "Did you mean url-expiry?"}},
		{strings.Repeat("CANARY", 9) + ": 3\n", []string{"There is no setting of this name", "config.yaml:1"}},
		{"rate: 2\nrate: 3\n", []string{"rate in ", "config.yaml:2", "line 1 gives it too"}},
		{"rate: fast\n", []string{"The rate in ", "config.yaml:1 must be a number", "fast"}},
		{"rate: [1, 2]\n", []string{"The rate in ", "config.yaml:1", "one value"}},
		{"listen: x\n", []string{"The listen in ", "config.yaml:1"}},
		{"fault: [throttle, nonsense]\n", []string{"The fault in ", "config.yaml:1", "nonsense", "throttle, latency"}},
		{"rate: 2\n\tx\n", []string{"The configuration in ", "config.yaml:2"}},
		{"dir: \x1b[2J\n", []string{"config.yaml:1", "cannot be seen"}},
		{"connection-token: " + canary + "\n", []string{"The connection-token in ", "config.yaml:1", "may not hold a secret", "--connection-token-file"}},
		{"Connection_Token: " + canary + "\n", []string{"The connection-token in ", "may not hold a secret"}},
		{"participant_token: " + canary + "\n", []string{"The participant-token in ", "--participant-token-file"}},
		{"token: " + canary + "\n", []string{"The token in ", "config.yaml:1", "may not hold a secret"}},
		{"x-amz-bearer: " + canary + "\n", []string{"config.yaml:1", "may not hold a secret"}},
		{"connection-token " + canary + "\n", []string{"config.yaml:1"}},
		{"connection-token " + canary + "\nrate: 1\n", []string{"config.yaml:"}},
		{"keys:\n  act.cop: c\n", []string{"There is no action act.cop ", "config.yaml:2", "Did you mean act.copy?"}},
		{"keys:\n  act.copy: c\n  act.save: ctrl+c\n", []string{"The key of act.save in ", "config.yaml:3", "ctrl+c always leaves"}},
		{"keys: c\n", []string{"The keys in ", "config.yaml:1"}},
	} {
		for _, args := range [][]string{nil, {"demo"}, {"get", "--all"}, {"emulate"}, {"config"}, {"config", "keys"}} {
			w := configured(t, c.text)
			w.refused(t, 2, args, c.want...)
		}
	}
}

func TestHelpAndTemplateNeedNoSoundFile(t *testing.T) {
	for _, args := range [][]string{{"--help"}, {"help", "config"}, {"--version"}, {"config", "template"}, {"completion", "bash"}} {
		w := configured(t, "[")
		if code := w.run(t, args...); code != 0 || w.err.Len() != 0 {
			t.Errorf("%q: exit %d, %s", args, code, w.err.String())
		}
	}
}

func TestAnotherFileCanBeNamedOrNone(t *testing.T) {
	other := file(t, "rate: 2\n")
	for _, c := range []struct {
		args     []string
		variable string
		rate     float64
	}{
		{nil, "", 1},
		{[]string{"--config", other}, "", 2},
		{[]string{"--config", other}, "off", 2},
		{nil, other, 2},
		{[]string{"--config", "off"}, other, defaultRate},
		{nil, "off", defaultRate},
		{[]string{"--config", os.DevNull}, "", defaultRate},
	} {
		w := configured(t, "rate: 1\n")
		w.env["ATTACHE_CONFIG"] = c.variable
		if b := w.mustBrowse(t, c.args...); b.Rate != c.rate {
			t.Errorf("%q, %q: rate %v", c.args, c.variable, b.Rate)
		}
	}
	w := configured(t, "")
	w.refused(t, 2, []string{"--config", filepath.Join(t.TempDir(), "none")}, "--config cannot be used")
	w = configured(t, "")
	w.env["ATTACHE_CONFIG"] = t.TempDir()
	w.refused(t, 2, nil, "ATTACHE_CONFIG cannot be used")
}

func TestTheFileNamesATokenOnlyWhereNothingElseDoes(t *testing.T) {
	for _, c := range []struct {
		name, value  string
		args         []string
		connection   string
		participant  string
		participants string // in the file
	}{
		{connection: "from-file"},
		{name: "ATTACHE_CONNECTION_TOKEN", value: canary, connection: canary},
		{name: "ATTACHE_PARTICIPANT_TOKEN", value: canary, participant: canary},
		{name: "ATTACHE_CONNECTION_TOKEN_COMMAND", value: "echo from-command", connection: "from-command"},
		{args: []string{"--participant-token-file", file(t, "from-flag")}, participant: "from-flag"},
	} {
		w := configured(t, "connection-token-file: "+file(t, "from-file\n")+"\n")
		delete(w.env, "ATTACHE_CONNECTION_TOKEN")
		if c.name != "" {
			w.env[c.name] = c.value
		}
		b := w.mustBrowse(t, c.args...)
		if b.ConnectionToken.Reveal() != c.connection || b.ParticipantToken.Reveal() != c.participant {
			t.Errorf("%+v: %q and %q", c, b.ConnectionToken.Reveal(), b.ParticipantToken.Reveal())
		}
	}
}

func TestAFileThatOthersCanChangeIsRefused(t *testing.T) {
	if os.PathSeparator == '\\' {
		return // it has rights of another kind
	}
	w := configured(t, "connection-token-command: echo x\n")
	if err := os.Chmod(filepath.Join(w.env["XDG_CONFIG_HOME"], "attache", "config.yaml"), 0o666); err != nil { //nolint:gosec // the fault that is looked for
		t.Fatal(err)
	}
	w.refused(t, 2, nil, "every user of this machine", "chmod go-w")
}

func TestKeysReachTheScreen(t *testing.T) {
	w := configured(t, "keys:\n  act.copy: [c, ctrl+y]\n  act.save: []\n")
	b := w.mustBrowse(t)
	if len(b.Keys) != 2 || b.Keys[0].Action != "act.copy" || !slices.Equal(b.Keys[0].Keys, []string{"c", "ctrl+y"}) || len(b.Keys[1].Keys) != 0 {
		t.Errorf("got %+v", b.Keys)
	}
}

func TestConfigShowsWhereEachValueComesFrom(t *testing.T) {
	w := configured(t, "# words\nrate: 2\nascii: on\nconnection-token-command: pass "+canary+"\nkeys:\n  act.copy: [c, x]\n")
	delete(w.env, "ATTACHE_CONNECTION_TOKEN")
	w.env["ATTACHE_PARALLEL"] = "5"
	w.env["AWS_REGION"] = "eu-west-2"
	w.env["AWS_ENDPOINT_URL"] = "https://u:" + canary + "@example.com"
	path := filepath.Join(w.env["XDG_CONFIG_HOME"], "attache", "config.yaml")
	args := []string{"config", "--seed", "7", "--fault", "throttle=3", "--fault", "latency=1s"}
	w.terminal[StreamOut] = false
	if code := w.run(t, args...); code != 0 || w.err.Len() != 0 {
		t.Fatalf("exit %d: %s", code, w.err.String())
	}
	for _, line := range []string{
		"rate\t2\t" + path + ":2", "ascii\ttrue\t" + path + ":3", "parallel\t5\tATTACHE_PARALLEL", "region\teu-west-2\tAWS_REGION",
		"endpoint-url\tgiven, not shown\tAWS_ENDPOINT_URL", "seed\t7\t--seed", "fault\tthrottle=3,latency=1s\t--fault",
		"url-expiry\t300\tdefault", "hide-names\tfalse\tdefault", "connection-token-command\tgiven, not shown\t" + path + ":4",
		"keys.act.copy\tc x\t" + path + ":6", "config\t" + path + "\tdefault", "receipt\t\tdefault",
	} {
		if !strings.Contains(w.out.String(), line+"\n") {
			t.Errorf("no %q in\n%s", line, w.out.String())
		}
	}
	w.terminal[StreamOut] = true
	w.out.Reset()
	w.run(t, args...)
	for _, words := range [][]string{{path}, {"rate", "2", "line 2"}, {"seed", "7", "--seed"}, {"profile", "-", "default"}, {"keys.act.copy", "c x", "line 6"}, {"Emulator:"}} {
		if !hasLine(w.out.String(), words...) {
			t.Errorf("no line of %q in\n%s", words, w.out.String())
		}
	}
	for _, row := range newCommandLine(w.deps).table {
		if row.name != "config" && !hasLine(w.out.String(), "  "+row.name+" ") {
			t.Errorf("no %s in\n%s", row.name, w.out.String())
		}
	}
}

// hasLine reports whether a line of text holds all words.
func hasLine(text string, words ...string) bool {
	for line := range strings.Lines(text) {
		if !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(line, word) }) {
			return true
		}
	}
	return false
}

func TestTheHelpOfConfigIsAboutConfig(t *testing.T) {
	w := newWorld()
	w.run(t, "config", "--help")
	if out := w.out.String(); !strings.Contains(out, "--json") || !strings.Contains(out, "--config FILE") || strings.Contains(out, "--rate") {
		t.Error(out)
	}
}

func TestConfigSpeaksJSON(t *testing.T) {
	w := configured(t, "\nrate: 2\nkeys: {act.copy: c}\n")
	w.run(t, "config", "--json")
	found := map[string]config.Setting{}
	for line := range strings.Lines(w.out.String()) {
		var v config.Setting
		if err := json.Unmarshal([]byte(line), &v); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		found[v.Name] = v
	}
	path := filepath.Join(w.env["XDG_CONFIG_HOME"], "attache", "config.yaml")
	for name, want := range map[string]config.Setting{
		"rate":             {Name: "rate", Value: "2", From: "file", File: path, Line: 2},
		"keys.act.copy":    {Name: "keys.act.copy", Value: "c", From: "file", File: path, Line: 3},
		"json":             {Name: "json", Value: "true", From: "flag", Input: "--json"},
		"connection-token": {Name: "connection-token", Value: notShown, From: "variable", Input: "ATTACHE_CONNECTION_TOKEN"},
		"parallel":         {Name: "parallel", Value: "3", From: "default"},
	} {
		if found[name] != want {
			t.Errorf("%s: %+v", name, found[name])
		}
	}
}

func TestConfigSaysWhetherThereIsAFile(t *testing.T) {
	w := newWorld()
	w.run(t, "config")
	w.run(t, "config", "--config", "off")
	if n := strings.Count(w.out.String(), "No configuration file is read."); n != 2 {
		t.Errorf("said %d times:\n%s", n, w.out.String())
	}
	w = newWorld()
	w.env["XDG_CONFIG_HOME"] = t.TempDir()
	w.run(t, "config")
	if want := "There is no configuration file " + w.env["XDG_CONFIG_HOME"]; !strings.Contains(w.out.String(), want) {
		t.Errorf("no %q in\n%s", want, w.out.String())
	}
}

func TestConfigKeysListsActionsWithTheirKeys(t *testing.T) {
	w := configured(t, "keys:\n  act.copy: [c, ctrl+y]\n")
	w.terminal[StreamOut] = false
	w.run(t, "config", "keys")
	if got, want := w.out.String(), "act.copy\tc ctrl+y\tcopy\nact.save\ts d\tsave\nscreen.interrupt\tctrl+c\tleave\n"; got != want {
		t.Errorf("got %q", got)
	}
	w.out.Reset()
	w.run(t, "config", "keys", "--json")
	if got, want := w.out.String(), `{"action":"act.copy","keys":["c","ctrl+y"],"does":"copy"}`+"\n"; !strings.HasPrefix(got, want) {
		t.Errorf("got %q", got)
	}
}

// TestTheTemplateChangesNothing runs with the template as the file, as it is and with each of its
// comments taken for real.
func TestTheTemplateChangesNothing(t *testing.T) {
	w := configured(t, "[")
	w.run(t, "config", "template")
	template := w.out.String()
	if w = configured(t, template); w.mustBrowse(t).Shared != defaults().shared {
		t.Error("the template changes something")
	}
	rows := map[string]setting{}
	for _, row := range newCommandLine(w.deps).table {
		if !row.apart {
			rows[row.name] = row
		}
	}
	seen := 0
	for line := range strings.Lines(template) {
		name, _, ok := strings.Cut(strings.TrimPrefix(line, "#"), ": ")
		row, known := rows[name]
		if !ok || !known {
			continue
		}
		seen++
		w := configured(t, strings.TrimPrefix(line, "#"))
		code := w.run(t, "config")
		if placeholder := row.fallback == "" && row.choices == nil && row.arg != ""; code != 0 && !placeholder {
			t.Errorf("%s: exit %d, %s", line, code, w.err.String())
		}
	}
	if seen != len(rows) {
		t.Errorf("%d of %d settings in\n%s", seen, len(rows), template)
	}
	if !strings.Contains(template, "#  act.save: [s, d]") || strings.Contains(template, "screen.interrupt") {
		t.Errorf("no keys, or too many, in\n%s", template)
	}
}

// FuzzConfigurationFile looks for a file that brings the program down, or that is refused without its
// name.
func FuzzConfigurationFile(f *testing.F) {
	for _, s := range []string{
		"rate: 2\n", "keys: {act.copy: [c, d]}\n", "connection-token: x", "fault: [a, b]", "token x", "dir: ~\n", "? x\n", "ascii:\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		w := configured(t, text)
		w.env["ATTACHE_CONNECTION_TOKEN"] = "fine"
		code := Run(t.Context(), []string{"config"}, w.deps)
		if code != 0 && (code != 2 || !strings.Contains(w.err.String(), "config.yaml")) {
			t.Errorf("%q: exit %d, %s", text, code, w.err.String())
		}
	})
}
