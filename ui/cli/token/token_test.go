package token

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"attache/model"
	"attache/ui/wording"
)

// canary is a token that must never be seen.
const canary = "CANARY-token-0123456789"

// soon is long enough for anything that should happen at once.
const soon = 30 * time.Second

// desk is a reader with everything around it made up.
type desk struct {
	Reader

	env     map[string]string
	said    bytes.Buffer
	warned  int
	asked   []string
	answers []string // io.EOF after the last
}

func newDesk() *desk {
	d := &desk{env: map[string]string{}}
	d.Reader = Reader{
		In: strings.NewReader(""), Err: &d.said, CommandTime: soon,
		Getenv: func(name string) string { return d.env[name] },
		Warn:   func(wording.Words) { d.warned++ },
		Ask: func(_ context.Context, prompt string) (string, error) {
			d.asked = append(d.asked, prompt)
			if len(d.answers) == 0 {
				return "", io.EOF
			}
			answer := d.answers[0]
			d.answers = d.answers[1:]
			return answer, nil
		},
	}
	return d
}

func TestAFlagComesBeforeAVariableAndAFileBeforeACommand(t *testing.T) {
	file, command := Source{File: "f", FileInput: "--file"}, Source{Command: "c", CommandInput: "--command"}
	both := func(fileInput, commandInput string) Source {
		return Source{File: "f", FileInput: fileInput, Command: "c", CommandInput: commandInput}
	}
	for name, c := range map[string]struct {
		source Source
		typed  bool
		env    string
		want   Origin
	}{
		"nothing":                             {want: OriginNone},
		"a variable":                          {env: "x", want: OriginVariable},
		"a file":                              {source: file, env: "x", want: OriginFile},
		"a command":                           {source: command, env: "x", want: OriginCommand},
		"a flag of both":                      {source: both("--file", "--command"), want: OriginFile},
		"a flag before a variable":            {source: both("A_FILE", "--command"), want: OriginCommand},
		"variables of both":                   {source: both("A_FILE", "A_COMMAND"), want: OriginFile},
		"standard input":                      {source: Source{File: "-"}, want: OriginPipe},
		"standard input, which is a terminal": {source: Source{File: "-"}, typed: true, want: OriginTyped},
	} {
		d := newDesk()
		d.Sources[Participant], d.Typed, d.env["ATTACHE_PARTICIPANT_TOKEN"] = c.source, c.typed, c.env
		if got := d.Origin(Participant); got != c.want {
			t.Errorf("%s: %v, not %v", name, got, c.want)
		}
		if got := d.Origin(Connection); got != OriginNone {
			t.Errorf("%s: the other kind has %v", name, got)
		}
	}
}

func TestWhatIsQuietIsReadBeforeAnybodyIsAsked(t *testing.T) {
	d := newDesk()
	d.Typed, d.env["ATTACHE_CONNECTION_TOKEN"] = true, canary
	d.Sources[Participant], d.answers = Source{File: "-"}, []string{"typed"}
	ready := 0
	connection, participant, err := d.Both(t.Context(), func(piped bool) error {
		ready++
		if piped || len(d.asked) > 0 {
			t.Errorf("standard input is taken: %v; asked %q", piped, d.asked)
		}
		return nil
	})
	if err != nil || ready != 1 || connection.Reveal() != canary || participant.Reveal() != "typed" {
		t.Errorf("got %q and %q, %v", connection.Reveal(), participant.Reveal(), err)
	}
	d = newDesk()
	d.Typed = true
	stop := errors.New("stop")
	if _, _, err := d.Both(t.Context(), func(bool) error { return stop }); !errors.Is(err, stop) || len(d.asked) > 0 {
		t.Errorf("got %v, asked %q", err, d.asked)
	}
	d = newDesk()
	d.Sources[Connection], d.In = Source{File: "-"}, strings.NewReader(canary)
	if _, _, err := d.Both(t.Context(), func(piped bool) error {
		if !piped {
			t.Error("it is not told that standard input is taken")
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
}

func TestAPersonIsToldOfAStrangersHost(t *testing.T) {
	d := newDesk()
	d.Typed, d.Host, d.answers = true, "example.com\x1b", []string{"", " typed "}
	token, err := d.Read(t.Context(), Connection, OriginTyped)
	if err != nil || token.Reveal() != "typed" || d.warned != 1 {
		t.Errorf("got %q, %v, warned %d times", token.Reveal(), err, d.warned)
	}
	if want := "Connection token for " + model.Text(d.Host) + " (not shown): "; !slices.Equal(d.asked, []string{want, want}) {
		t.Errorf("asked %q", d.asked)
	}
}

func TestAFileThatOthersMayReadIsWarnedOf(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // it has rights of another kind
	}
	for rights, want := range map[os.FileMode]int{0o600: 0, 0o400: 0, 0o640: 1, 0o604: 1} {
		path := filepath.Join(t.TempDir(), "token")
		if err := os.WriteFile(path, []byte(canary+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, rights); err != nil {
			t.Fatal(err)
		}
		d := newDesk()
		d.Sources[Connection] = Source{File: path}
		if token, err := d.Read(t.Context(), Connection, OriginFile); err != nil || token.Reveal() != canary || d.warned != want {
			t.Errorf("%v: got %q, %v, warned %d times", rights, token.Reveal(), err, d.warned)
		}
	}
}

func TestACommandThatHangsIsEnded(t *testing.T) {
	d := newDesk()
	d.CommandTime = 20 * time.Millisecond
	begun := time.Now()
	_, err := d.fromCommand(t.Context(), "x", "sleep 60")
	if model.KindOf(err) != model.KindInput || time.Since(begun) > soon {
		t.Errorf("got %v after %v", err, time.Since(begun))
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := d.fromCommand(ctx, "x", "sleep 60"); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestACommandThatLeavesAChildBehindHasPrintedItsToken(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // its shell leaves none
	}
	d := newDesk()
	if text, err := d.fromCommand(t.Context(), "x", "sleep 20 & echo "+canary); strings.TrimSpace(text) != canary || err != nil {
		t.Errorf("got %q, %v", text, err)
	}
}

func TestNoComplaintOfACommandRepeatsWhatItPrinted(t *testing.T) {
	for line, fault := range map[string]string{
		"echo " + canary + "; exit 3":           model.FaultUnreadable,
		"echo " + canary + " " + canary:         model.FaultControl,
		"while :; do echo " + canary + "; done": model.FaultTooLong,
	} {
		d := newDesk()
		d.Sources[Participant] = Source{Command: line, CommandInput: "x"}
		_, err := d.Read(t.Context(), Participant, OriginCommand)
		p := model.AsProblem(err)
		if p == nil || p.Code != fault || strings.Contains(p.Error()+p.Detail, "CANARY") {
			t.Errorf("%q: %+v, not %s", line, p, fault)
		}
	}
}
