package cli

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"attache/model"
	"attache/model/session"
)

// canary is a token that must never be seen.
const canary = "CANARY-token-0123456789"

// world is everything around the command line, made up.
type world struct {
	deps     Deps
	out, err bytes.Buffer
	env      map[string]string
	terminal map[Stream]bool
	target   Target
	fails    error // what Resolve returns
	ends     error // what the screen or the emulator returns
	asked    []string
	answers  []string // to AskSecret; io.EOF after the last

	reader   bool // a screen reader runs
	resolved int
	browsed  []Browse
	emulated []emulated
	examined []Examination
	checks   []model.Check // what Examine tells
	opened   []opened
	started  []NewChat
	control  []Connection
	stopped  []string
	refusal  error // what StartChat and EndChat return
	chat     *chat // what Open opens
}

func newWorld() *world {
	w := &world{
		chat:     &chat{},
		env:      map[string]string{"TERM": "xterm-256color"},
		terminal: map[Stream]bool{StreamIn: true, StreamOut: true, StreamErr: true, StreamControl: true},
	}
	w.deps = Deps{
		Draft:     func(string) (model.Draft, error) { return nil, &model.Problem{Kind: model.KindDisk, Op: "archive"} },
		Version:   "v1.2.3",
		In:        strings.NewReader(""),
		Out:       &w.out,
		Err:       &w.err,
		Now:       noon,
		Columns:   func() int { return 100 },
		Getenv:    func(name string) string { return w.env[name] },
		Terminal:  func(s Stream) bool { return w.terminal[s] },
		AskSecret: w.ask, ScreenReader: func() bool { return w.reader },
		Scenarios: []Choice{{Name: "demo", Does: "a conversation"}, {Name: "bulk", Does: "any number of files"}},
		Appearances: AppearanceChoices{
			Columns: []string{"state", "name", "sender"}, Themes: []string{"auto", "dark"}, Roles: []string{"accent", "dim"},
			Images: []string{"auto", "blocks", "sixel"},
			Coloring: func(c model.Coloring) error {
				if !strings.HasPrefix(c.Color, "#") {
					return model.NewInputProblem(c.Input, model.FaultUnreadable, c.Role+"="+c.Color)
				}
				return nil
			},
			Check: func(_ string, all []model.Coloring) error {
				for _, c := range all {
					if c.Color == "#000" {
						return model.NewInputProblem(c.Input, model.FaultUnreadable, "too dark")
					}
				}
				return nil
			},
		},
		Faults:  []Choice{{Name: "throttle", Value: "[N]", Does: "the next N calls get 429"}, {Name: "latency", Value: "DURATION"}},
		Actions: func([]model.Rebinding) ([]model.Action, error) { return nil, nil },
		Resolve: func(_ context.Context, c Connection) (Target, error) {
			w.resolved++
			if !c.ConnectionToken.IsZero() || !c.ParticipantToken.IsZero() {
				panic("a token was read before the endpoint was known")
			}
			return w.target, w.fails
		},
		StartChat: func(_ context.Context, c Connection, o NewChat) (ChatStarted, error) {
			w.control, w.started = append(w.control, c), append(w.started, o)
			return ChatStarted{"contact-1", model.NewSecret("p-1")}, w.refusal
		},
		EndChat: func(_ context.Context, c Connection, instance, contactID string) error {
			w.control, w.stopped = append(w.control, c), append(w.stopped, instance+" "+contactID)
			return w.refusal
		},
		Open: func(_ context.Context, c Connection, s Shared) (Session, error) {
			w.opened = append(w.opened, opened{c, s})
			return w.chat, nil
		},
		Browse: func(_ context.Context, b Browse) ([]session.Summary, error) {
			w.browsed = append(w.browsed, b)
			return []session.Summary{{}}, w.ends
		},
		Examine: func(_ context.Context, x Examination, tell func(model.Check)) {
			w.examined = append(w.examined, x)
			for _, c := range w.checks {
				tell(c)
			}
		},
		Pairing: pairingDeps(&pairing{fails: model.NewInputProblem("pairing", model.FaultLate, "")}),
		Emulate: func(_ context.Context, c Chat, address string) (Emulator, error) {
			w.emulated = append(w.emulated, emulated{c, address})
			return served{}, w.ends
		},
	}
	return w
}

// opened is what a chat was opened with.
type opened struct {
	Connection
	Shared
}

// emulated is what the emulator was started with.
type emulated struct {
	Chat
	Listen string
}

// served is an emulator that ends at once.
type served struct{}

func (served) URL() string                { return "http://127.0.0.1:4711" }
func (served) Region() string             { return "us-east-1" }
func (served) ConnectionToken() string    { return "c-1" }
func (served) ParticipantToken() string   { return "p-1" }
func (served) ContactID() string          { return "chat-1" }
func (served) ParticipantID() string      { return "customer-1" }
func (served) CA() []byte                 { return nil }
func (served) Wait(context.Context) error { return nil }
func (served) Close() error               { return nil }

// noon is when everything happens.
func noon() time.Time { return time.Date(2026, 1, 5, 12, 0, 0, 0, time.UTC) }

// chat is a chat made up.
type chat struct {
	model.Session // what no command asks for

	files     []model.Attachment
	broken    error
	save      func(model.DownloadRequest) (model.Saved, error)
	closed    int
	sent      []string
	sendFails error

	news []model.Update

	mu       sync.Mutex
	requests []model.DownloadRequest
	links    []string
}

// Attachments implements Session.
func (c *chat) Attachments(_ context.Context, _ func(model.CallState), each func(model.Page)) error {
	each(model.Page{Attachments: c.files})
	return c.broken
}

// Save implements Session.
func (c *chat) Save(_ context.Context, asked model.DownloadRequest, _ func(model.CallState)) (model.Saved, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.requests = append(c.requests, asked)
	if c.save != nil {
		return c.save(asked)
	}
	return model.Saved{State: model.SaveDone, Path: "/d/" + asked.Attachment.ID}, nil
}

// Link implements Session.
func (c *chat) Link(_ context.Context, id string, life time.Duration, _ model.Priority, _ func(model.CallState)) (model.Link, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.links = append(c.links, id)
	return model.Link{URL: model.NewSecret("https://example.com/" + id), Issued: noon(), Expires: noon().Add(life), Size: 7}, nil
}

// Watch implements Session.
func (c *chat) Watch(_ context.Context, each func(model.Update)) error {
	for _, n := range c.news {
		each(n)
	}
	return nil
}

// Attend implements Session.
func (c *chat) Attend(bool) {}

// Status implements Session.
func (c *chat) Status() model.Connection { return model.Connection{} }

// Close implements Session.
func (c *chat) Close() { c.closed++ }

func (w *world) ask(ctx context.Context, prompt string) (string, error) {
	w.asked = append(w.asked, prompt)
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	if len(w.answers) == 0 {
		return "", io.EOF
	}
	answer := w.answers[0]
	w.answers = w.answers[1:]
	return answer, nil
}

// run runs the command line and returns its exit code.
func (w *world) run(t *testing.T, args ...string) int {
	t.Helper()
	return w.runIn(t.Context(), t, args...)
}

// runIn is run under a context. Whatever happens, the canary is not to be seen.
func (w *world) runIn(ctx context.Context, t *testing.T, args ...string) int {
	t.Helper()
	code := Run(ctx, args, w.deps)
	if all := w.out.String() + w.err.String() + strings.Join(w.asked, ""); strings.Contains(all, "CANARY") {
		t.Errorf("%q shows the token:\n%s", args, all)
	}
	return code
}

// mustBrowse runs and returns what the screen was opened with.
func (w *world) mustBrowse(t *testing.T, args ...string) Browse {
	t.Helper()
	if code := w.run(t, args...); code != 0 || len(w.browsed) != 1 {
		t.Fatalf("%q: exit %d, %d screens\n%s", args, code, len(w.browsed), w.err.String())
	}
	return w.browsed[0]
}

// refused runs, expects the exit code and a complaint of two lines that holds each of want, and
// nothing started.
func (w *world) refused(t *testing.T, code int, args []string, want ...string) {
	t.Helper()
	if got := w.run(t, args...); got != code {
		t.Errorf("%q: exit %d, not %d\n%s", args, got, code, w.err.String())
	}
	said := w.err.String()
	lines := strings.Split(strings.TrimSuffix(said, "\n"), "\n")
	if json := len(lines) == 1 && strings.HasPrefix(said, `{"error":{`); !json && (len(lines) < 2 || !strings.HasPrefix(lines[len(lines)-2], "attache: ") || !strings.HasPrefix(lines[len(lines)-1], "  ")) {
		t.Errorf("%q: not a sentence and its advice:\n%s", args, said)
	}
	for _, s := range want {
		if !strings.Contains(said, s) {
			t.Errorf("%q: no %q in\n%s", args, s, said)
		}
	}
	if len(w.browsed)+len(w.emulated)+len(w.opened) != 0 {
		t.Errorf("%q: started all the same", args)
	}
	if w.out.Len() != 0 {
		t.Errorf("%q: words on standard output: %q", args, w.out.String())
	}
}

// file writes a file for its owner alone and returns its path.
func file(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// soon is long enough for anything that should happen at once.
const soon = time.Minute

// Stopped implements Session.
func (*chat) Stopped(string) (done, total int64, ok bool) { return 0, 0, false }
