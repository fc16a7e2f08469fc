package cli

import (
	"context"
	"io"
	"slices"
	"strings"
	"testing"

	"attache/model"
)

func TestIDsComeFromStandardInputToo(t *testing.T) {
	for _, c := range []struct {
		args  []string
		input string
		want  []string
	}{
		{[]string{"-"}, "b-2\na-1\n", []string{"b-2", "a-1"}},
		{[]string{"-"}, "\n  b-2\t\r\n\n\"a-1\"\r\nb-2", []string{"b-2", "a-1"}},
		{[]string{"c-3", "-", "d-4", "b-2", "-"}, "b-2\nc-3\n", []string{"c-3", "b-2", "d-4"}},
		{[]string{"--", "-"}, "--json\n", []string{"--json"}},
		{[]string{"a-1"}, "b-2\n", []string{"a-1"}},
	} {
		for _, command := range []string{"link", "get", ""} {
			w := newWorld()
			w.env["ATTACHE_CONNECTION_TOKEN"] = canary
			w.deps.In = strings.NewReader(c.input)
			w.terminal[StreamIn] = false
			if code := w.run(t, append(strings.Fields(command), c.args...)...); code != 0 {
				if command == "" && c.args[0] == "a-1" {
					continue // its keys would come from a pipe that holds no IDs
				}
				t.Errorf("%s %q: exit %d: %s", command, c.args, code, w.err.String())
				continue
			}
			got := w.chat.links
			switch command {
			case "get":
				got = nil
				for line := range strings.Lines(w.out.String()) {
					got = append(got, strings.TrimPrefix(strings.TrimSpace(line), "/d/"))
				}
			case "":
				got = w.browsed[0].IDs
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%s %q: got %q, want %q", command, c.args, got, c.want)
			}
		}
	}
}

func TestBadIDsOnStandardInputAreNamedAndNothingStarts(t *testing.T) {
	for input, want := range map[string]string{
		"a-1\nb 2\n":                           "attachment ID holds white space",
		"a-1\n" + strings.Repeat("CANARY", 50): "attachment ID is too long",
		"\"\"\n":                               "attachment ID is empty",
		strings.Repeat("a-1\n", 300_000):       "standard input is too long: attachment IDs end at 1 MB",
		" \n\n":                                "attachment ID is missing: standard input holds none",
	} {
		for _, command := range []string{"link", "get", ""} {
			w := newWorld()
			w.env["ATTACHE_CONNECTION_TOKEN"] = canary
			w.deps.In = strings.NewReader(input)
			w.terminal[StreamIn] = false
			w.refused(t, 2, append(strings.Fields(command), "-"), want)
		}
	}
}

func TestATokenAndIDsCannotBothComeFromStandardInput(t *testing.T) {
	for _, kind := range []string{"connection", "participant"} {
		for _, terminal := range []bool{false, true} {
			w := newWorld()
			w.terminal[StreamIn] = terminal
			w.deps.In = strings.NewReader(canary)
			w.refused(t, 2, []string{"get", "--" + kind + "-token-file", "-", "-"}, "standard input cannot be combined", "a token and attachment IDs", "Give one of them only")
			w = newWorld()
			w.terminal[StreamIn] = terminal
			w.env["ATTACHE_"+strings.ToUpper(kind)+"_TOKEN_FILE"] = "-"
			w.refused(t, 2, []string{"-"}, "a token and attachment IDs")
		}
	}
}

func TestKeysComeFromTheTerminalWhereIDsComeFromAPipe(t *testing.T) {
	w := newWorld()
	w.env["ATTACHE_CONNECTION_TOKEN"] = canary
	w.deps.In = strings.NewReader("a-1\n")
	w.terminal[StreamIn], w.terminal[StreamControl] = false, false
	w.refused(t, 2, []string{"-"}, "needs a terminal", "standard input")
}

func TestStandardInputIsReadOnce(t *testing.T) {
	w := newWorld()
	w.env["ATTACHE_CONNECTION_TOKEN"] = canary
	w.deps.In = &typed{strings.NewReader("a-1\n"), t}
	if code := w.run(t, "link", "-", "b-2", "-"); code != 0 || !slices.Equal(w.chat.links, []string{"a-1", "b-2"}) {
		t.Errorf("exit %d: %q, %s", code, w.chat.links, w.err.String())
	}
}

// typed is a person who closes the input, and would have to do so again.
type typed struct {
	io.Reader
	t *testing.T
}

// Read implements io.Reader.
func (p *typed) Read(b []byte) (int, error) {
	if p.Reader == nil {
		p.t.Error("asked again")
		return 0, io.EOF
	}
	n, err := p.Reader.Read(b)
	if err != nil {
		p.Reader = nil
	}
	return n, err
}

// stuck is an input that never comes, until it is let go.
type stuck chan struct{}

// Read implements io.Reader.
func (s stuck) Read([]byte) (int, error) {
	<-s
	return 0, io.EOF
}

func TestWaitingForIDsCanBeInterrupted(t *testing.T) {
	in := make(stuck)
	defer close(in)
	w := newWorld()
	w.deps.In = in
	ctx, cancel := context.WithCancel(t.Context())
	w.deps.Getenv = func(string) string { // it is asked where the token is, and then standard input is read
		cancel()
		return ""
	}
	if code := w.runIn(ctx, t, "link", "-"); code != 130 || w.err.Len() != 0 {
		t.Errorf("exit %d: %s", code, w.err.String())
	}
}

func TestAListIsATableOnATerminalAlone(t *testing.T) {
	for terminal, want := range map[bool]string{true: "STATE", false: "a-1\tAPPROVED\t-\tx\n"} {
		w := newWorld()
		w.env["ATTACHE_CONNECTION_TOKEN"] = canary
		w.terminal[StreamOut] = terminal
		w.chat.files = []model.Attachment{model.NewAttachment("a-1", "x", "", model.StatusApproved)}
		if code := w.run(t, "list"); code != 0 || !strings.HasPrefix(w.out.String(), want) || len(w.chat.links) != 0 {
			t.Errorf("exit %d, printed %q, %s", code, w.out.String(), w.err.String())
		}
		w.out.Reset()
		if code := w.run(t, "list", "--sizes", "--json"); code != 0 || w.out.String() != `{"id":"a-1","name":"x","status":"APPROVED","size":7}`+"\n" {
			t.Errorf("exit %d, printed %q, %s", code, w.out.String(), w.err.String())
		}
	}
}

func TestAWatchIsNoScreenToBeKeptFromWatching(t *testing.T) {
	w := newWorld()
	w.env["ATTACHE_CONNECTION_TOKEN"], w.env["ATTACHE_NO_LIVE"] = canary, "1"
	w.terminal = nil
	w.chat.files = []model.Attachment{model.NewAttachment("a-1", "x", "", model.StatusApproved)}
	if code := w.run(t, "watch", "--all"); code != 0 || !strings.Contains(w.out.String(), "\tadded\ta-1\t") || !strings.HasSuffix(w.out.String(), "\tended\n") {
		t.Errorf("exit %d, printed %q, %s", code, w.out.String(), w.err.String())
	}
}

func TestLinksAreOfTheLifeAsked(t *testing.T) {
	w := newWorld()
	w.env["ATTACHE_CONNECTION_TOKEN"] = canary
	if code := w.run(t, "link", "--url-expiry", "60", "--json", "a-1"); code != 0 || !strings.Contains(w.out.String(), `"seconds_left":59`) {
		t.Errorf("exit %d, printed %q, %s", code, w.out.String(), w.err.String())
	}
}

func FuzzIDsFromStandardInput(f *testing.F) {
	for _, s := range []string{"a-1\nb-2\n", "", "\r\n", "\"a-1\"", "a b", "\xff\n", "a\x00", "\u2028x", "0\x0000", strings.Repeat("x", 257)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, input string) {
		w := newWorld()
		w.deps.In = strings.NewReader(input)
		ids, err := newCommandLine(w.deps).readIDs(t.Context(), []string{"-"})
		if (err == nil) != (len(ids) > 0) || err != nil && model.KindOf(err) != model.KindInput {
			t.Fatalf("%q: %q, %v", input, ids, err)
		}
		seen := map[string]bool{}
		for _, id := range ids {
			if seen[id] || len(strings.Fields(id)) != 1 || len([]rune(id)) > model.MaxID || !strings.Contains(input, id) && !strings.Contains(input, "\x00") { // that may be UTF-16
				t.Errorf("%q: took %q", input, id)
			}
			seen[id] = true
		}
	})
}
