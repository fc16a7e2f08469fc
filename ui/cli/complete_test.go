package cli

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"attache/model"
)

// completed runs a completion and returns what it offers, without the directive.
func completed(t *testing.T, w *world, args ...string) []string {
	t.Helper()
	if code := w.run(t, append([]string{"__complete"}, args...)...); code != 0 {
		t.Errorf("%q: exit %d", args, code)
	}
	var offers []string
	for line := range strings.Lines(w.out.String()) {
		if !strings.HasPrefix(line, ":") {
			offers = append(offers, strings.TrimSuffix(line, "\n"))
		}
	}
	w.out.Reset()
	return offers
}

// chatting is a world with a chat and the token to it.
func chatting(files ...model.Attachment) *world {
	w := newWorld()
	w.env["ATTACHE_CONNECTION_TOKEN"] = canary
	w.chat.files = files
	return w
}

func approved(id, name string) model.Attachment {
	return model.NewAttachment(id, name, "application/pdf", model.StatusApproved)
}

func TestCompletionKnowsTheChat(t *testing.T) {
	files := []model.Attachment{
		approved("id-1", "invoice 42.pdf"), approved("id-2", ""), approved("other", "b.txt"),
		model.NewAttachment("id-3", "virus.exe", "x/y", model.StatusRejected),
		model.NewAttachment("id-4", "new.docx", "x/y", model.StatusInProgress),
	}
	all := []string{"id-1\tinvoice 42.pdf", "id-2\tapplication_pdf", "other\tb.txt", "id-3\tvirus.exe, rejected", "id-4\tnew.docx, in progress"}
	for _, c := range []struct {
		args []string
		want []string
	}{
		{[]string{"get", ""}, all},
		{[]string{"link", ""}, all},
		{[]string{"get", "--rate", "2", "ot"}, []string{"other\tb.txt"}},
		{[]string{"link", "id-1", "id"}, []string{"id-2\tapplication_pdf", "id-3\tvirus.exe, rejected", "id-4\tnew.docx, in progress"}},
		{[]string{"id-1", "o"}, []string{"other\tb.txt"}},
		{[]string{"list", ""}, nil},
		{[]string{"demo", ""}, nil},
	} {
		w := chatting(files...)
		if got := completed(t, w, c.args...); !slices.Equal(got, c.want) {
			t.Errorf("%q offers %q", c.args, got)
		}
		if len(w.asked) > 0 || w.chat.closed != len(w.opened) {
			t.Errorf("%q asked %q, closed %d of %d", c.args, w.asked, w.chat.closed, len(w.opened))
		}
	}
	w := chatting(files[0])
	if got := completed(t, w, ""); !slices.Contains(got, all[0]) || !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, "get\t") }) {
		t.Errorf("the first word can be %q", got)
	}
}

func TestCompletionTakesAConnectionFromAnywhereThatNeedsNobody(t *testing.T) {
	for name, c := range map[string]struct {
		env  map[string]string
		args []string
		want int
	}{
		"a variable":           {map[string]string{"ATTACHE_CONNECTION_TOKEN": canary}, nil, 1},
		"a file":               {nil, []string{"--connection-token-file", file(t, canary)}, 1},
		"a command":            {map[string]string{"ATTACHE_CONNECTION_TOKEN_COMMAND": "echo " + canary}, nil, 1},
		"nothing":              {nil, nil, 0},
		"standard input":       {nil, []string{"--connection-token-file", "-"}, 0},
		"a missing file":       {nil, []string{"--connection-token-file", "/no/such/file"}, 0},
		"a bad token":          {map[string]string{"ATTACHE_CONNECTION_TOKEN": "a b"}, nil, 0},
		"a command that fails": {map[string]string{"ATTACHE_CONNECTION_TOKEN_COMMAND": "exit 1"}, nil, 0},
		"a participant token":  {map[string]string{"ATTACHE_PARTICIPANT_TOKEN": canary}, nil, 0},
		"a bad variable":       {map[string]string{"ATTACHE_CONNECTION_TOKEN": canary, "ATTACHE_RATE": "x"}, nil, 0},
	} {
		w := newWorld()
		w.chat.files = []model.Attachment{approved("id-1", "a")}
		for k, v := range c.env {
			w.env[k] = v
		}
		args := append(append([]string{"__complete", "get"}, c.args...), "")
		w.run(t, args...)
		if got := strings.Count(w.out.String(), "id-1\ta"); got != c.want {
			t.Errorf("%s: %q", name, w.out.String())
		}
		if len(w.asked) > 0 {
			t.Errorf("%s: asked %q", name, w.asked)
		}
	}
}

func TestACompletionsTokenCommandCannotReadTheKeyboard(t *testing.T) {
	keyboard, err := os.Open(file(t, canary))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = keyboard.Close() }()
	w := newWorld()
	w.chat.files = []model.Attachment{approved("id-1", "a")}
	w.deps.In = keyboard
	w.env["ATTACHE_CONNECTION_TOKEN_COMMAND"] = "cat"
	if got := completed(t, w, "get", ""); len(got) > 0 {
		t.Errorf("offers %q", got)
	}
}

func TestCompletionSendsNoTokenToAStranger(t *testing.T) {
	w := chatting(approved("id-1", "a"))
	w.target = Target{Host: "example.com", Custom: true}
	if got := completed(t, w, "get", ""); len(got) > 0 || len(w.opened) > 0 {
		t.Errorf("offers %q", got)
	}
	w = chatting(approved("id-1", "a"))
	w.fails = model.NewInputProblem("region", model.FaultMissing, "")
	if got := completed(t, w, "get", ""); len(got) > 0 || len(w.opened) > 0 {
		t.Errorf("offers %q", got)
	}
}

func TestCompletionOffersWhatItGotBeforeTheTimeWasOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := chatting()
		w.deps.Open = func(context.Context, Connection, Shared) (Session, error) { return &slowChat{}, nil }
		start := time.Now()
		if got := completed(t, w, "get", ""); !slices.Equal(got, []string{"id-1\ta"}) {
			t.Errorf("offers %q", got)
		}
		if took := time.Since(start); took != completionTime {
			t.Errorf("it took %v", took)
		}
	})
}

// slowChat gives one page, and the next never.
type slowChat struct{ chat }

// Attachments implements Session.
func (*slowChat) Attachments(ctx context.Context, _ func(model.CallState), each func(model.Page)) error {
	each(model.Page{Attachments: []model.Attachment{approved("id-1", "a")}})
	<-ctx.Done()
	return ctx.Err()
}

func TestNamesOfAStrangerAreOnlyTextToAShell(t *testing.T) {
	var files []model.Attachment
	for _, id := range []string{"", "-rf", "~root", "a b", "$(touch x)", "`x`", "a;b", "a\tb", "a\nb", "a:b", "é", "a'b", "\x1b[2J"} {
		files = append(files, approved(id, "bad"))
	}
	files = append(files, approved("id-1", "$(touch x) `x`; a|b & c > d:e\t\n\x1b[2J\u202Etxt.exe \"'\\!*?[]{}#~^%=<"), approved("id_2.x~", strings.Repeat("文é", 100)))
	w := chatting(files...)
	got := completed(t, w, "get", "")
	if len(got) != 2 {
		t.Fatalf("offers %q", got)
	}
	if want := "id-1\t_(touch x) _x__ a_b _ c _ d_e  _ESC__2J_U+202E_txt.exe _’__"; !strings.HasPrefix(got[0], want) {
		t.Errorf("offers %q", got[0])
	}
	for _, line := range got {
		_, name, _ := strings.Cut(line, "\t")
		if strings.ContainsAny(line, "$`;|&<>:\"'\\!*?[]{}#^%=\x1b\u202E") || len([]rune(name)) > 60 {
			t.Errorf("offers %q", line)
		}
	}
}

func TestHiddenNamesAreNotCompleted(t *testing.T) {
	for _, args := range [][]string{{"get", ""}, {"--hide-names", "i"}} {
		w := chatting(approved("id-1", "secret.pdf"))
		if args[0] == "get" {
			w.env["ATTACHE_HIDE_NAMES"] = "1"
		}
		if got := completed(t, w, args...); !slices.Equal(got, []string{"id-1\tapplication_pdf"}) {
			t.Errorf("%q offers %q", args, got)
		}
	}
}

func TestCompletionKnowsValues(t *testing.T) {
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"demo", "--scenario", ""}, "bulk\tany number of files"},
		{[]string{"demo", "--fault", ""}, "throttle\tthe next N calls get 429"},
		{[]string{"emulate", "--fault", "l"}, "latency="},
		{[]string{"get", "--on-exists", ""}, "overwrite"},
		{[]string{"list", "--region", ""}, "eu-west-2"},
		{[]string{"config", ""}, "template\tPrint a configuration file with every default, to start from"},
		{[]string{"help", "c"}, "config"},
	} {
		if got := completed(t, newWorld(), c.args...); !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, c.want) }) {
			t.Errorf("%q offers %q", c.args, got)
		}
	}
}
