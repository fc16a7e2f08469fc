package cli

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestATokenIsNeverAnArgument(t *testing.T) {
	for _, args := range [][]string{
		{"--connection-token", canary},
		{"--connection-token=" + canary},
		{"-connection-token=" + canary},
		{"—connection-token=" + canary}, // as a word processor writes it
		{"--Connection_Token=" + canary},
		{"--connection-token:" + canary},
		{"--connection-token" + canary},
		{"--connection-token"},
		{"--participant-token", canary},
		{"--participant-token=" + canary},
		{"--token=" + canary},
		{"--bearer", canary},
		{"--frobnicate", "--connection-token=" + canary},
		{"--url-expiry", "3", "--connection-token", canary},
		{"demo", "--connection-token=" + canary},
		{"frobnicate", "--connection-token=" + canary},
		{"--", "--connection-token=" + canary},
		{"completion", "bash", "--participant-token", canary},
		{"help", "--connection-token=" + canary},
	} {
		newWorld().refused(t, 2, args, "arguments", "-token-file FILE", "-token-command CMD", "ATTACHE_")
	}
}

func TestNoComplaintRepeatsAValueThatMayBeAToken(t *testing.T) {
	for _, args := range [][]string{
		{"-t" + canary},
		{"--connection-tokn=" + canary},
		{"--tokens=" + canary},
		{"--x=" + canary},
		{"--=" + canary},
		{"--" + strings.Repeat("x", 20) + canary},
		{"--connection-token-file", canary},
		{"--connection-token-file=" + canary},
		{"--connection-token-command", "exit 3 # " + canary},
		{"--endpoint-url", "https://user:" + canary + "@example.com"},
		{"--endpoint-url", "https://example.com/?token=" + canary},
		{"--endpoint-url", "https://example.com/#" + canary},
		{"demo", canary},
		{"--ascii=false", "--listen", canary},
	} {
		newWorld().refused(t, 2, args)
	}
}

func TestTokensComeFromTheFirstSourceSet(t *testing.T) {
	file, other := file(t, "from-file\n"), file(t, "from-other-file")
	for _, c := range []struct {
		name                    string
		args                    []string
		env                     map[string]string
		stdin                   string
		connection, participant string
	}{
		{name: "file", args: []string{"--connection-token-file", file}, connection: "from-file"},
		{name: "command", args: []string{"--connection-token-command", "echo from-command"}, connection: "from-command"},
		{name: "variable", env: map[string]string{"ATTACHE_CONNECTION_TOKEN": "from-variable"}, connection: "from-variable"},
		{name: "pipe", args: []string{"--connection-token-file", "-"}, stdin: "from-pipe\r\n", connection: "from-pipe"},
		{
			name: "file before command", connection: "from-file",
			args: []string{"--connection-token-command", "echo x", "--connection-token-file", file},
		},
		{
			name: "file before variable", args: []string{"--connection-token-file", file}, connection: "from-file",
			env: map[string]string{"ATTACHE_CONNECTION_TOKEN": "x", "ATTACHE_CONNECTION_TOKEN_FILE": other},
		},
		{
			name: "a flag before a variable's file", args: []string{"--connection-token-command", "echo from-command"},
			env: map[string]string{"ATTACHE_CONNECTION_TOKEN_FILE": other}, connection: "from-command",
		},
		{name: "file of a variable", env: map[string]string{"ATTACHE_CONNECTION_TOKEN_FILE": other}, connection: "from-other-file"},
		{name: "participant", args: []string{"--participant-token-file", file}, participant: "from-file"},
		{
			name: "both", args: []string{"--participant-token-file", "-"}, stdin: "from-pipe", participant: "from-pipe",
			env: map[string]string{"ATTACHE_CONNECTION_TOKEN": "from-variable"}, connection: "from-variable",
		},
		{
			name: "both variables", connection: "a", participant: "b",
			env: map[string]string{"ATTACHE_CONNECTION_TOKEN": "a", "ATTACHE_PARTICIPANT_TOKEN": "b"},
		},
	} {
		w := newWorld()
		for name, value := range c.env {
			w.env[name] = value
		}
		if c.stdin != "" {
			w.terminal[StreamIn] = false // the keys come from the controlling terminal then
			w.deps.In = strings.NewReader(c.stdin)
		}
		b := w.mustBrowse(t, c.args...)
		if b.ConnectionToken.Reveal() != c.connection || b.ParticipantToken.Reveal() != c.participant {
			t.Errorf("%s: got %q and %q", c.name, b.ConnectionToken.Reveal(), b.ParticipantToken.Reveal())
		}
		if len(w.asked) != 0 {
			t.Errorf("%s: asked all the same", c.name)
		}
	}
}

func TestBadTokensAreNamedByTheirInput(t *testing.T) {
	long := strings.Repeat("CANARY-", 200)
	for _, c := range []struct{ content, want string }{
		{"", "is empty"},
		{"\n", "is empty"},
		{canary + "\n" + canary, "white space"},
		{canary + "\x00" + canary, "white space"},
		{"\xff\xfeC\x00 \x00A\x00", "white space"},
		{`{"message":"` + canary + `"}`, "it names no connectionToken"},
		{long, "too long"},
		{strings.Repeat(long, 100), "too long"},
	} {
		w := newWorld()
		w.refused(t, 2, []string{"--connection-token-file", file(t, c.content)}, "--connection-token-file", c.want, "opy the ")
		w = newWorld()
		w.terminal[StreamIn] = false
		w.deps.In = strings.NewReader(c.content)
		w.refused(t, 2, []string{"--participant-token-file", "-"}, "--participant-token-file", c.want)
		if c.content != "" && !strings.Contains(c.content, "\x00") {
			w = newWorld()
			w.env["ATTACHE_CONNECTION_TOKEN"] = c.content
			w.refused(t, 2, nil, "ATTACHE_CONNECTION_TOKEN", c.want)
		}
	}
	newWorld().refused(t, 2, []string{"--connection-token-file", filepath.Join(t.TempDir(), canary)}, "--connection-token-file cannot be used")
	newWorld().refused(t, 2, []string{"--connection-token-file", t.TempDir()}, "--connection-token-file cannot be used")
	newWorld().refused(t, 2, []string{"--connection-token-file", ""}, "--connection-token-file is empty")
}

func TestAnEmptyVariableIsNotSet(t *testing.T) {
	w := newWorld()
	w.env["ATTACHE_CONNECTION_TOKEN"], w.env["ATTACHE_CONNECTION_TOKEN_FILE"] = "", ""
	w.answers = []string{"typed"}
	if b := w.mustBrowse(t, "--", "an-id"); b.ConnectionToken.Reveal() != "typed" {
		t.Errorf("got %q", b.ConnectionToken.Reveal())
	}
}

func TestAFileThatOthersMayReadIsWarnedOfAndUsed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no modes there")
	}
	for mode, warned := range map[os.FileMode]bool{0o600: false, 0o400: false, 0o640: true, 0o604: true, 0o620: true} {
		path := file(t, canary)
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		w := newWorld()
		b := w.mustBrowse(t, "--participant-token-file", path)
		if b.ParticipantToken.Reveal() != canary || strings.Contains(w.err.String(), "chmod 600") != warned {
			t.Errorf("%v: said %q", mode, w.err.String())
		}
	}
}

func TestStandardInputHoldsOneToken(t *testing.T) {
	w := newWorld()
	w.refused(t, 2, []string{"--connection-token-file", "-", "--participant-token-file", "-"}, "standard input cannot be combined")
}

func TestATokenPipedInNeedsAnotherTerminalForTheKeys(t *testing.T) {
	w := newWorld()
	w.terminal[StreamIn], w.terminal[StreamControl] = false, false
	w.deps.In = strings.NewReader(canary)
	w.refused(t, 2, []string{"--connection-token-file", "-"}, "needs a terminal")
}

func TestAPersonIsAskedHiddenAndMayTryAgain(t *testing.T) {
	w := newWorld()
	w.answers = []string{"", canary + " " + canary, " " + canary + "\t"}
	if b := w.mustBrowse(t, "--", "an-id"); b.ConnectionToken.Reveal() != canary {
		t.Errorf("got %q", b.ConnectionToken.Reveal())
	}
	if len(w.asked) != 3 || w.asked[0] != "Connection token (not shown): " {
		t.Errorf("asked %q", w.asked)
	}
	w = newWorld()
	w.answers = []string{"", "", "", canary}
	w.refused(t, 2, []string{"--", "an-id"}, "connection token is empty")
	w = newWorld() // the input is closed at once
	w.refused(t, 2, []string{"--", "an-id"}, "connection token is missing")
	w = newWorld() // standard input is the terminal: typed, but not shown
	w.answers = []string{canary}
	if b := w.mustBrowse(t, "--participant-token-file", "-"); b.ParticipantToken.Reveal() != canary || len(w.asked) != 1 {
		t.Errorf("asked %q", w.asked)
	}
}

func TestATokenCommandThatFailsIsToldWithoutItsText(t *testing.T) {
	w := newWorld()
	w.refused(t, 2, []string{"--connection-token-command", "echo words >&2; echo " + canary + "; exit 3"},
		"words\n", "--connection-token-command cannot be used: the command failed with exit status 3")
	w = newWorld()
	w.refused(t, 2, []string{"--connection-token-command", "true"}, "--connection-token-command is empty")
	w = newWorld()
	w.refused(t, 2, []string{"--connection-token-command", "yes " + canary}, "too long")
	w = newWorld()
	w.refused(t, 2, []string{"--connection-token-command", " "}, "--connection-token-command is empty")
}

func TestATokenCommandIsNotRunWithoutATerminalForTheScreen(t *testing.T) {
	w := newWorld()
	w.terminal[StreamOut] = false
	mark := filepath.Join(t.TempDir(), "ran")
	w.refused(t, 2, []string{"--connection-token-command", "touch " + mark}, "needs a terminal")
	if _, err := os.Stat(mark); err == nil {
		t.Error("it ran")
	}
}

func TestReadingAPipeEndsWithTheContext(t *testing.T) {
	r, wr, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = r.Close(), wr.Close() }()
	ctx, cancel := context.WithCancel(t.Context())
	w := newWorld()
	w.terminal[StreamIn] = false
	w.deps.In = r
	time.AfterFunc(10*time.Millisecond, cancel)
	if code := w.runIn(ctx, t, "--connection-token-file", "-"); code != 130 {
		t.Errorf("exit %d: %s", code, w.err.String())
	}
}
