package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"attache/model"
	"attache/model/session"
)

func TestDefaultsAreTheContract(t *testing.T) {
	w := newWorld()
	w.env["ATTACHE_CONNECTION_TOKEN"] = canary
	b := w.mustBrowse(t)
	want := Shared{
		Life: 5 * time.Minute, Rate: 4, Prefetch: "visible", Clipboard: "auto", Images: "auto", OnExists: "rename", Parallel: 3,
	}
	if b.Shared != want || b.ConnectionToken.Reveal() != canary || len(b.IDs) != 0 {
		t.Errorf("got %+v", b)
	}
	if w.err.Len() != 0 || w.out.Len() != 0 || len(w.asked) != 0 {
		t.Errorf("said %q %q, asked %q", w.err.String(), w.out.String(), w.asked)
	}
}

func TestFlagsReachTheScreen(t *testing.T) {
	w, dir := newWorld(), t.TempDir()
	w.env["ATTACHE_CONNECTION_TOKEN"] = canary
	b := w.mustBrowse(t, "--url-expiry", "60", "--rate=2.5", "--prefetch", "none", "--dir", dir, "--clipboard", "osc52",
		"--images", "sixel", "--ascii", "--hide-names", "--region", "eu-west-2", "--profile", "work", "--endpoint-url", "https://example.com/x",
		"--insecure-endpoint", "--on-exists", "skip", "--parallel", "16", "--receipt", filepath.Join(dir, "r.json"), "a-1", `"a-2"`, "a-1")
	if want := (Shared{
		Life: time.Minute, Rate: 2.5, Prefetch: "none", Dir: dir, Clipboard: "osc52", Images: "sixel", ASCII: true, HideNames: true,
		OnExists: "skip", Parallel: 16, Receipt: filepath.Join(dir, "r.json"),
	}); b.Shared != want {
		t.Errorf("got %+v", b.Shared)
	}
	c := b.Connection
	if c.Region != "eu-west-2" || c.Profile != "work" || c.EndpointURL != "https://example.com/x" || !c.Insecure {
		t.Errorf("got %+v", c)
	}
	if !slices.Equal(b.IDs, []string{"a-1", "a-2"}) {
		t.Errorf("IDs are %q", b.IDs)
	}
}

func TestFlagBeatsVariableBeatsDefault(t *testing.T) {
	w := newWorld()
	w.env["ATTACHE_CONNECTION_TOKEN"] = canary
	w.env["ATTACHE_URL_EXPIRY"] = "30"
	w.env["ATTACHE_RATE"] = "1"
	w.env["ATTACHE_ASCII"] = "yes"
	w.env["ATTACHE_HIDE_NAMES"] = "1"
	b := w.mustBrowse(t, "--url-expiry", "45", "--ascii=false")
	if b.Life != 45*time.Second || b.Rate != 1 || b.ASCII || !b.HideNames {
		t.Errorf("got %+v", b.Shared)
	}
}

func TestEveryFlagHasAVariableThatIsReadAndNamed(t *testing.T) {
	for _, row := range newCommandLine(newWorld().deps).table {
		if row.name == "connection-token-command" || row.name == "participant-token-command" {
			continue // their fault shows only when they run
		}
		w := newWorld()
		w.env["ATTACHE_CONNECTION_TOKEN"] = canary
		w.env[row.variable()] = "\x00" // nothing takes this
		if row.name == "dir" || row.name == "log" {
			w.env[row.variable()] = filepath.Join(file(t, ""), "x")
		}
		args := strings.Fields(commandWith(row))
		if row.name == "region" || row.name == "profile" {
			w.env[row.variable()] = " "
		}
		if row.name == "endpoint-url" {
			w.env[row.variable()] = "https://user:" + canary + "@example.com"
		}
		if code := w.run(t, args...); code == 0 || !strings.Contains(w.err.String(), row.variable()) {
			t.Errorf("%s: exit %d, said %q", row.variable(), code, w.err.String())
		}
	}
}

// commandWith returns a command that has the flag of a row.
func commandWith(row setting) string {
	switch {
	case row.group == groupPairing:
		return "pair"
	case browseCommand().takes.has(row):
		return ""
	case emulateCommand().takes.has(row):
		return "emulate"
	case getCommand().takes.has(row):
		return "get"
	case sendCommand().takes.has(row):
		return "send"
	case setupCommand().takes.has(row):
		return "setup"
	case chatCommand().within[0].takes.has(row):
		return "chat start"
	}
	return "list"
}

func TestBadValuesAreNamedAndNothingStarts(t *testing.T) {
	for _, c := range []struct {
		args []string
		want []string
	}{
		{[]string{"--url-expiry", "4"}, []string{"--url-expiry", "5 to 300", "4."}},
		{[]string{"--url-expiry", "301"}, []string{"--url-expiry", "301"}},
		{[]string{"--url-expiry", "60s"}, []string{"whole number", "60s"}},
		{[]string{"--url-expiry=59.5"}, []string{"59.5"}},
		{[]string{"--url-expiry"}, []string{"--url-expiry needs a value"}},
		{[]string{"--rate", "0"}, []string{"--rate"}},
		{[]string{"--rate", "-1"}, []string{"--rate"}},
		{[]string{"--rate", "NaN"}, []string{"--rate"}},
		{[]string{"--rate", "Inf"}, []string{"--rate"}},
		{[]string{"--rate", "10001"}, []string{"--rate"}},
		{[]string{"--prefetch", "all"}, []string{"--prefetch", "all", "selected, visible, none"}},
		{[]string{"--parallel", "0"}, []string{"--parallel", "1 to 16"}},
		{[]string{"--parallel", "17"}, []string{"--parallel", "17"}},
		{[]string{"--parallel", "2.5"}, []string{"--parallel"}},
		{[]string{"--on-exists", "ask"}, []string{"--on-exists", "ask", "rename, skip, overwrite"}},
		{[]string{"get"}, []string{"attachment ID is missing", "--all"}},
		{[]string{"get", ""}, []string{"attachment ID is empty"}},
		{[]string{"get", "--all", "a-1"}, []string{"--all cannot be combined", "attachment IDs"}},
		{[]string{"get", "-o", "-", "a-1", "a-2"}, []string{"--output cannot be combined", "more than one"}},
		{[]string{"get", "-o", "-", "--all"}, []string{"--output cannot be combined", "--all"}},
		{[]string{"get", "-o", "-", "--json", "a-1"}, []string{`"kind":"input"`, "--output cannot be combined", "--json"}},
		{[]string{"get", "-o", "x", "a-1"}, []string{"--output", "does not know this value: x", "Choose one of: -."}},
		{[]string{"get", "-o", "-", "a-1"}, []string{"--output cannot be used: standard output is a terminal", "pipe"}},
		{[]string{"get", "-o"}, []string{"-o needs a value"}},
		{[]string{"get", "--ascii", "a-1"}, []string{"These commands take it: attache, demo, doctor, pair."}},
		{[]string{"list", "--parallel", "3"}, []string{"no flag --parallel", "These commands take it: attache, demo, get, pair."}},
		{[]string{"list", "--sise"}, []string{"Did you mean --sizes?"}},
		{[]string{"demo", "--sise", "3"}, []string{"Did you mean --size?"}},
		{[]string{"link", "--sise", "a-1"}, []string{"Did you mean attache demo --size?"}},
		{[]string{"get", "--al"}, []string{"Did you mean --all?"}},
		{[]string{"watch", "--al"}, []string{"Did you mean --all?"}},
		{[]string{"get", "--paralle", "3"}, []string{"Did you mean --parallel?"}},
		{[]string{"config", "keys", "--jsn"}, []string{"Did you mean --json?"}},
		{[]string{"completion", "bash", "--no-desc"}, []string{"Did you mean --no-descriptions?"}},
		{[]string{"config", "template", "--json"}, []string{"These commands take it: "}},
		{[]string{"--images", "ascii"}, []string{"--images", "ascii", "auto, blocks, sixel"}},
		{[]string{"--clipboard", "maybe"}, []string{"--clipboard", "maybe", "auto, osc52, native, tmux, off"}},
		{[]string{"--ascii=perhaps"}, []string{"--ascii", "perhaps"}},
		{[]string{"--region", ""}, []string{"--region is empty"}},
		{[]string{""}, []string{"attachment ID is empty"}},
		{[]string{`""`}, []string{"attachment ID is empty"}},
		{[]string{"a-1", "a\x1b]52;2"}, []string{"attachment ID", "white space"}},
		{[]string{strings.Repeat("CANARY", 50)}, []string{"attachment ID", "too long", "256"}},
		{[]string{"--frobnicate"}, []string{"no flag --frobnicate"}},
		{[]string{"--ratee", "3"}, []string{"no flag --ratee", "Did you mean --rate?"}},
		{[]string{"--url"}, []string{"Did you mean --url-expiry?"}},
		{[]string{"--listen", "x"}, []string{"Did you mean attache emulate --listen?"}},
		{[]string{"-q"}, []string{"no flag -q"}},
		{[]string{"dmeo"}, []string{"no command dmeo", "Did you mean demo?"}},
		{[]string{"frobnicate"}, []string{"no command frobnicate", "--"}},
		{[]string{"lsit"}, []string{"no command lsit", "Did you mean list?"}},
		{[]string{"lsit", "--json"}, []string{"no command lsit", "Did you mean list?"}},
		{[]string{"list", "a-1"}, []string{"after attache list"}},
		{[]string{"link"}, []string{"attachment ID is missing", "attache list"}},
		{[]string{"link", "-"}, []string{"attachment ID is missing: standard input holds none"}},
		{[]string{"get", "-"}, []string{"attachment ID is missing: standard input holds none"}},
		{[]string{"-"}, []string{"attachment ID is missing: standard input holds none"}},
		{[]string{"link", "--connection-token-file", "-", "-"}, []string{"standard input cannot be combined", "a token and attachment IDs"}},
		{[]string{"get", "--participant-token-file", "-", "a-1", "-"}, []string{"standard input cannot be combined", "a token and attachment IDs"}},
		{[]string{"watch", "--no-live"}, []string{"--no-live cannot be combined", "attache watch"}},
		{[]string{"watch", "a-1"}, []string{"after attache watch"}},
		{[]string{"help", "dmeo"}, []string{"Did you mean demo?"}},
		{[]string{"completion", "bsh"}, []string{"Did you mean bash?"}},
		{[]string{"completion", "bash", "x"}, []string{"attache completion bash"}},
		{[]string{"demo", "a-1"}, []string{"attache demo"}},
		{[]string{"demo", "--connection-token-file", "x"}, []string{"no flag --connection-token-file"}},
		{[]string{"demo", "--count", "0"}, []string{"--count"}},
		{[]string{"demo", "--size", "x"}, []string{"--size"}},
		{[]string{"demo", "--seed", "-1"}, []string{"--seed"}},
		{[]string{"demo", "--scenario", "bulc"}, []string{"--scenario", "demo, bulk"}},
		{[]string{"emulate", "--fault", "thrott=3"}, []string{"--fault", "throttle, latency"}},
		{[]string{"emulate", "--fault", "throttle=3,"}, []string{"--fault is empty"}},
		{[]string{"emulate", "--listen", "8080"}, []string{"--listen"}},
		{[]string{"emulate", "--listen", "127.0.0.1:99999"}, []string{"--listen"}},
	} {
		w := newWorld()
		w.env["ATTACHE_CONNECTION_TOKEN"] = canary
		w.refused(t, 2, c.args, c.want...)
	}
}

func TestAnIDThatLooksLikeACommandGoesAfterTwoDashes(t *testing.T) {
	w := newWorld()
	w.env["ATTACHE_CONNECTION_TOKEN"] = canary
	if b := w.mustBrowse(t, "--ascii", "--", "dmeo", "--x"); !slices.Equal(b.IDs, []string{"dmeo", "--x"}) {
		t.Errorf("IDs are %q", b.IDs)
	}
}

func TestAFolderThatCannotBeWrittenIsToldBeforeTheScreen(t *testing.T) {
	w := newWorld()
	w.env["ATTACHE_CONNECTION_TOKEN"] = canary
	path := file(t, "x")
	w.refused(t, 8, []string{"--dir", path}, "--dir cannot be written", "not a folder")
	w = newWorld()
	w.refused(t, 8, []string{"demo", "--dir", filepath.Join(path, "below")}, "--dir cannot be written")
	w = newWorld()
	w.env["ATTACHE_CONNECTION_TOKEN"] = canary
	w.refused(t, 8, []string{"--log", filepath.Join(path, "log")}, "--log cannot be written")
	if os.Getuid() != 0 { // nothing is forbidden to root
		dir := t.TempDir()
		if err := os.Chmod(dir, 0o500); err != nil { //nolint:gosec // the point of the test
			t.Fatal(err)
		}
		newWorld().refused(t, 8, []string{"demo", "--dir", dir}, "permission denied")
	}
}

func TestAFolderToBeMadeIsNotMadeYet(t *testing.T) {
	home := t.TempDir()
	w := newWorld()
	w.env["HOME"], w.env["ATTACHE_DIR"] = home, "~/a/b"
	if code := w.run(t, "demo"); code != 0 || w.browsed[0].Dir != filepath.Join(home, "a", "b") {
		t.Fatalf("exit %d: %s", code, w.err.String())
	}
	left, err := os.ReadDir(home)
	if err != nil || len(left) != 0 {
		t.Errorf("left %v, %v", left, err)
	}
}

func TestTheLogIsForItsOwnerAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no modes there")
	}
	path := filepath.Join(t.TempDir(), "log")
	if err := os.WriteFile(path, []byte("old\n"), 0o644); err != nil { //nolint:gosec // the point of the test
		t.Fatal(err)
	}
	w := newWorld()
	w.deps.Browse = func(_ context.Context, b Browse) ([]session.Summary, error) {
		_, err := fmt.Fprintln(b.Log, "new")
		return []session.Summary{{}}, err
	}
	if code := w.run(t, "demo", "--log", path); code != 0 {
		t.Fatal(w.err.String())
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if text, err := os.ReadFile(path); string(text) != "old\nnew\n" {
		t.Errorf("holds %q, %v", text, err)
	}
}

func TestTheScreenNeedsATerminal(t *testing.T) {
	for name, change := range map[string]func(*world){
		"standard output": func(w *world) { w.terminal[StreamOut] = false },
		"standard input":  func(w *world) { w.terminal[StreamIn] = false },
		"TERM is dumb":    func(w *world) { w.env["TERM"], w.env["ATTACHE_PLAIN"] = "dumb", "no" },
	} {
		for _, args := range [][]string{nil, {"demo"}} {
			w := newWorld()
			change(w)
			w.refused(t, 2, args, "needs a terminal", name, "'attache list', 'link', 'get'")
		}
	}
}

func TestTheRegionIsMissedBeforeATokenIsAskedFor(t *testing.T) {
	w := newWorld()
	w.fails = model.NewInputProblem("--region", model.FaultMissing, "")
	w.refused(t, 2, nil, "No region", "AWS_REGION")
	if len(w.asked) != 0 {
		t.Errorf("asked %q", w.asked)
	}
}

func TestACustomEndpointIsNamedBeforeTheTokenIsAskedFor(t *testing.T) {
	w := newWorld()
	w.answers = []string{canary}
	w.target = Target{
		Host: "evil.example\x1b[2J", Custom: true,
		Notes: []*model.Problem{model.NewInputProblem("AWS_PROFILE", model.FaultUnknown, "dev")},
	}
	w.mustBrowse(t, "--", "an-id")
	said := w.err.String()
	if !strings.Contains(said, "evil.example") || !strings.Contains(said, "AWS_PROFILE names nothing that exists: dev.") {
		t.Errorf("said %q", said)
	}
	if len(w.asked) != 1 || !strings.Contains(w.asked[0], "evil.example") || strings.Contains(said+w.asked[0], "\x1b") {
		t.Errorf("asked %q, said %q", w.asked, said)
	}
}

func TestAHighRateIsWarnedOf(t *testing.T) {
	w := newWorld()
	w.env["ATTACHE_CONNECTION_TOKEN"] = canary
	if b := w.mustBrowse(t, "--rate", "8.5"); b.Rate != 8.5 || !strings.Contains(w.err.String(), "quota") {
		t.Errorf("rate %v, said %q", b.Rate, w.err.String())
	}
}

func TestTheEmulatorPrintsTheContractsLines(t *testing.T) {
	w := newWorld()
	if code := w.run(t, "emulate"); code != 0 || w.err.Len() != 0 {
		t.Fatalf("exit %d: %s", code, w.err.String())
	}
	want := "AWS_ENDPOINT_URL_CONNECTPARTICIPANT=http://127.0.0.1:4711\nAWS_REGION=us-east-1\n" +
		"ATTACHE_CONNECTION_TOKEN=c-1\nATTACHE_PARTICIPANT_TOKEN=p-1\n"
	if w.out.String() != want {
		t.Errorf("printed %q", w.out.String())
	}
	w = newWorld()
	w.run(t, "emulate", "--json")
	var got map[string]string
	if err := json.Unmarshal(w.out.Bytes(), &got); err != nil || got["ATTACHE_CONTACT_ID"] != "chat-1" || got["AWS_DEFAULT_REGION"] != "us-east-1" || strings.Count(w.out.String(), "\n") != 1 {
		t.Fatalf("printed %q: %v", w.out.String(), err)
	}
	for line := range strings.Lines(want) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		if got[name] != value {
			t.Errorf("%s is %q", name, got[name])
		}
	}
}

func TestTheEmulatorsChatIsShapedByFlagsAndVariables(t *testing.T) {
	w := newWorld()
	w.env["ATTACHE_FAULT"] = "throttle=3,latency=2s"
	w.run(t, "emulate", "--seed", "7", "--count", "2000", "--size", "10")
	got := w.emulated[0].Chat
	if got.Seed != 7 || got.Count != 2000 || got.Size != 10 || got.Scenario != "bulk" ||
		!slices.Equal(got.Faults, []string{"throttle=3", "latency=2s"}) {
		t.Errorf("got %+v", got)
	}
	w = newWorld()
	w.env["ATTACHE_FAULT"] = "throttle"
	w.run(t, "demo", "--scenario", "demo", "--count", "3", "--fault", "latency=1s", "--fault", "throttle")
	if got := w.emulated[0].Chat; got.Scenario != "demo" || !slices.Equal(got.Faults, []string{"latency=1s", "throttle"}) {
		t.Errorf("got %+v", got)
	}
}

func TestAnOpenListenerIsWarnedOfLoudly(t *testing.T) {
	for address, open := range map[string]bool{
		"0.0.0.0:80": true, ":80": true, "[::]:0": true, "192.0.2.1:80": true, "example.com:80": true,
		"127.0.0.1:0": false, "127.9.9.9:80": false, "[::1]:0": false, "localhost:0": false, "LocalHost:0": false,
	} {
		w := newWorld()
		w.run(t, "emulate", "--listen", address)
		if warned := strings.Contains(w.err.String(), "other machines"); warned != open || w.emulated[0].Listen != address {
			t.Errorf("%s: warned %v", address, warned)
		}
	}
}

func TestAnAddressThatIsTakenIsAFaultOfTheFlag(t *testing.T) {
	w := newWorld()
	w.ends = fmt.Errorf("emulator: %w", &net.OpError{Op: "listen", Err: os.NewSyscallError("bind", syscall.EADDRINUSE)})
	if code := w.run(t, "emulate"); code != 2 || !strings.Contains(w.err.String(), "--listen cannot be used: address already in use") {
		t.Errorf("exit %d: %s", code, w.err.String())
	}
}

func TestInterruptedIs130WithoutAWord(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range []struct {
		args []string
		ends error
	}{
		{[]string{"emulate"}, nil},
		{[]string{"emulate"}, context.Canceled},
		{[]string{"emulate"}, errors.New("http: Server closed")},
		{[]string{"demo"}, fmt.Errorf("screen: %w", context.Canceled)},
		{[]string{"--", "an-id"}, nil}, // at the prompt
	} {
		w := newWorld()
		w.ends = c.ends
		if code := w.runIn(ctx, t, c.args...); code != 130 || w.err.Len() != 0 {
			t.Errorf("%q, %v: exit %d: %s", c.args, c.ends, code, w.err.String())
		}
	}
}

func TestAnErrorOfTheScreenIsToldWithoutItsText(t *testing.T) {
	w := newWorld()
	w.ends = errors.New("Get https://example.com/?X-Amz-Signature=" + canary)
	if code := w.run(t, "demo"); code != 1 || !strings.HasPrefix(w.err.String(), "attache: ") {
		t.Errorf("exit %d: %s", code, w.err.String())
	}
	w = newWorld()
	w.ends = &model.Problem{Kind: model.KindDenied, Op: "GetTranscript", Status: 403}
	if code := w.run(t, "demo"); code != 4 || !strings.Contains(w.err.String(), "403") {
		t.Errorf("exit %d: %s", code, w.err.String())
	}
}

func TestVersionAndHelpGoToStandardOutput(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"--version"}, "attache v1.2.3\n"},
		{[]string{"--help"}, "attache demo"},
		{[]string{"help"}, "--connection-token-file FILE"},
		{[]string{"demo", "--help"}, "--scenario NAME"},
		{[]string{"help", "emulate"}, "throttle[=N]"},
		{[]string{"get", "--help"}, "-o, --output FILE"},
		{[]string{"__complete", "get", "--on-exists", ""}, "overwrite"},
		{[]string{"__complete", ""}, "get\tDownload attachments"},
		{[]string{"completion", "bash"}, "__start_attache"},
		{[]string{"completion"}, "powershell"},
		{[]string{"__complete", "--clipboard", ""}, "osc52"},
		{[]string{"__complete", "emulate", "--fault", ""}, "throttle"},
	} {
		w := newWorld()
		w.terminal = nil
		if code := w.run(t, c.args...); code != 0 || !strings.Contains(w.out.String(), c.want) {
			t.Errorf("%q: exit %d, %q\n%s", c.args, code, w.out.String(), w.err.String())
		}
		if c.args[0] != "__complete" && w.err.Len() != 0 {
			t.Errorf("%q: said %q", c.args, w.err.String())
		}
	}
}

func TestHelpIsPlainAndFitsEightyColumns(t *testing.T) {
	for _, args := range [][]string{{"--help"}, {"demo", "--help"}, {"emulate", "--help"}, {"get", "--help"}, {"list", "--help"}, {"link", "--help"}, {"watch", "--help"}, {"doctor", "--help"}, {"pair", "--help"}, {"chat", "--help"}, {"chat", "start", "--help"}, {"chat", "end", "--help"}} {
		w := newWorld()
		w.run(t, args...)
		for line := range strings.Lines(w.out.String()) {
			if line = strings.TrimSuffix(line, "\n"); len(line) > 80 || strings.ContainsAny(line, "\x1b\t") || strings.HasSuffix(line, " ") {
				t.Errorf("%q: %q", args, line)
			}
		}
	}
}

func TestEveryFlagOfTheTableIsInTheHelpAndViceVersa(t *testing.T) {
	p := newCommandLine(newWorld().deps)
	for _, row := range p.table {
		w := newWorld()
		command := commandWith(row)
		w.run(t, strings.Fields(command+" --help")...)
		if !strings.Contains(w.out.String(), "--"+row.name) {
			t.Errorf("no --%s in the help of %q", row.name, command)
		}
		if !slices.Contains(groups(), row.group) || row.help == "" || strings.HasSuffix(row.help, ".") {
			t.Errorf("--%s: group %q, help %q", row.name, row.group, row.help)
		}
	}
}
