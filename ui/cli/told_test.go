package cli

import (
	"encoding/json"
	"io"
	"io/fs"
	"slices"
	"strings"
	"syscall"
	"testing"

	"attache/model"
)

func TestEveryProblemIsAnObjectWhereJSONIsAskedFor(t *testing.T) {
	for _, c := range []struct {
		args []string
		env  string // ATTACHE_JSON
		json bool
	}{
		{[]string{"list", "--json", "--rate", "0"}, "", true},
		{[]string{"list", "--rate", "0", "--json"}, "", true},
		{[]string{"list", "--rate", "0"}, "1", true},
		{[]string{"list", "--frobnicate"}, "yes", true},
		{[]string{"--json"}, "", true}, // which has no such flag
		{[]string{"--json=true", "demo"}, "", true},
		{[]string{"lsit", "--json"}, "", true},
		{[]string{"link", "--json", "--connection-token", "CANARY"}, "", true},
		{[]string{"link", "--json"}, "", true},
		{[]string{"list", "--json", "x"}, "", true},
		{[]string{"emulate", "--json", "--listen", "x"}, "", true},
		{[]string{"list", "--json=false", "--rate", "0"}, "1", false},
		{[]string{"list", "--json", "--json=false", "--rate", "0"}, "", false},
		{[]string{"link", "--rate", "0", "--", "--json"}, "", false},
		{[]string{"--rate", "0"}, "1", false}, // the screen speaks to people
		{[]string{"list", "--rate", "0"}, "", false},
	} {
		w := newWorld()
		w.env["ATTACHE_CONNECTION_TOKEN"], w.env["ATTACHE_JSON"] = canary, c.env
		w.refused(t, 2, c.args)
		var got struct{ Error model.ErrorRecord }
		err := json.Unmarshal(w.err.Bytes(), &got)
		if (err == nil) != c.json || c.json && (got.Error.Kind != "input" || got.Error.Message == "" || got.Error.Advice == "") {
			t.Errorf("%q with %q: said %s", c.args, c.env, w.err.String())
		}
	}
}

func TestAWarningIsAnObjectToo(t *testing.T) {
	w := newWorld()
	w.env["ATTACHE_CONNECTION_TOKEN"] = canary
	w.target = Target{Host: "example.com", Custom: true}
	if code := w.run(t, "list", "--json", "--rate", "9"); code != 0 {
		t.Fatalf("exit %d", code)
	}
	n := 0
	for line := range strings.Lines(w.err.String()) {
		var got struct {
			Warning struct{ Message, Advice string }
		}
		if err := json.Unmarshal([]byte(line), &got); err != nil || got.Warning.Message == "" || got.Warning.Advice == "" {
			t.Errorf("said %q: %v", line, err)
		}
		n++
	}
	if n != 2 {
		t.Errorf("said %q", w.err.String())
	}
}

// goneReader is a pipe whose reader has gone.
type goneReader struct{}

// Write implements io.Writer.
func (goneReader) Write([]byte) (int, error) {
	return 0, &fs.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.EPIPE}
}

func TestAReaderThatHasGoneEndsEveryCommandWithoutAWord(t *testing.T) {
	for _, args := range [][]string{
		{"list"},
		{"list", "--json"},
		{"list", "--sizes"},
		{"link", "a-1"},
		{"link", "--json", "a-1", "a-2"},
		{"get", "--all"},
		{"get", "--all", "--json"},
		{"get", "-o", "-", "a-1"},
		{"watch", "--all"},
		{"watch", "--all", "--json"},
		{"emulate"},
		{"emulate", "--json"},
		{"completion", "bash"},
	} {
		w := newWorld()
		w.env["ATTACHE_CONNECTION_TOKEN"] = canary
		w.terminal = nil
		w.chat.files = []model.Attachment{model.NewAttachment("a-1", "x", "", model.StatusApproved)}
		w.chat.save = func(o model.DownloadRequest) (model.Saved, error) {
			if o.Out != nil {
				_, err := io.WriteString(o.Out, "bytes")
				return model.Saved{}, err
			}
			return model.Saved{State: model.SaveDone, Path: file(t, "bytes")}, nil
		}
		w.deps.Out = goneReader{}
		if code := w.run(t, args...); code != 141 || w.err.Len() != 0 {
			t.Errorf("%q: exit %d, said %q", args, code, w.err.String())
		}
	}
}

// ofItself are the command lines that print what the program says of itself.
func ofItself() [][]string {
	return [][]string{
		{"--version"},
		{"-v"},
		{"--help"},
		{"-h"},
		{"list", "--help"},
		{"help"},
		{"help", "list"},
		{"completion"},
		{"completion", "--help"},
		{"completion", "bash"},
		{"completion", "zsh"},
		{"completion", "fish"},
		{"completion", "powershell"},
		{"completion", "bash", "--no-descriptions"},
		{"man"},
		{"config"},
		{"config", "--help"},
		{"config", "--json"},
		{"config", "keys", "--help"},
		{"config", "template"},
		{"__complete", "list", "--s"},
	}
}

func TestWhatTheProgramSaysOfItselfMayBeCutShort(t *testing.T) {
	for _, args := range ofItself() {
		w := newWorld()
		w.terminal = nil
		w.deps.Out = goneReader{}
		if code := w.run(t, args...); code != 141 || w.err.Len() != 0 && args[0] != "__complete" {
			t.Errorf("%q: exit %d, said %q", args, code, w.err.String())
		}
	}
}

// full is a disk that takes nothing.
type full struct{}

// Write implements io.Writer.
func (full) Write([]byte) (int, error) {
	return 0, &fs.PathError{Op: "write", Path: "/dev/full", Err: syscall.ENOSPC}
}

func TestResultsThatCannotBeWrittenAreAFaultOfTheDisk(t *testing.T) {
	for _, args := range slices.Concat([][]string{{"list"}, {"link", "a-1"}, {"get", "--all"}, {"watch", "--all"}, {"emulate"}, {"emulate", "--json"}}, ofItself()) {
		w := newWorld()
		w.env["ATTACHE_CONNECTION_TOKEN"] = canary
		w.terminal = nil
		w.chat.files = []model.Attachment{model.NewAttachment("a-1", "x", "", model.StatusApproved)}
		w.deps.Out = full{}
		if code := w.run(t, args...); code != 8 || !strings.Contains(w.err.String(), "no space left") || strings.Contains(w.err.String(), "/dev/") {
			t.Errorf("%q: exit %d, said %q", args, code, w.err.String())
		}
	}
}
