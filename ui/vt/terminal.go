// Package vt is a terminal for tests: it takes what a program writes and keeps the screen a person
// would see. It knows the sequences that Bubble Tea writes, follows xterm where they leave a
// choice, and notes every sequence it does not know, so that a test can tell it drew the truth.
package vt

import (
	"context"
	"fmt"
	"io"
	"sync"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/ansi/parser"
)

// oscRoom is the longest OSC payload kept: a clipboard full of long links must fit.
const oscRoom = 256 << 10

// Terminal is a screen that a program writes to. Its methods may be called from any goroutine.
// Use New to make one.
type Terminal struct {
	state

	mu      sync.Mutex
	parser  *ansi.Parser
	changed chan struct{} // closed and replaced when there is something new to see
	watched map[*Watch]bool
	closed  bool
	half    bool // the last byte was the first of a C1 control in UTF-8
	bytes   int64
}

// Option changes a Terminal while it is made.
type Option func(*Terminal)

// ONLCR makes a line feed also return the carriage, as the line discipline of a terminal does for
// a program that does not switch it off. A program whose output is no terminal counts on it.
func ONLCR() Option { return func(t *Terminal) { t.onlcr = true } }

// Reply hands out the answers to a program's questions (modes, cursor position, colours), in
// order, after the Write that asked. Without it the terminal answers nothing.
func Reply(f func([]byte)) Option { return func(t *Terminal) { t.reply = f } }

// Background sets the answer to the question for the background colour, as "rgb:ffff/ffff/ffff".
// The default is black.
func Background(rgb string) Option { return func(t *Terminal) { t.facts.background = rgb } }

// Lacks makes a DEC private mode one that the terminal has never heard of, as tmux has not of 2027.
func Lacks(mode int) Option { return func(t *Terminal) { t.lacks = mode } }

// New returns a blank Terminal of w columns and h lines, each held within 1 and 1,000.
func New(w, h int, opts ...Option) *Terminal {
	w, h = side(w), side(h)
	t := &Terminal{
		parser:  ansi.NewParser(),
		changed: make(chan struct{}),
		state:   state{main: newGrid(w, h), alt: newGrid(w, h), modes: newModes()},
	}
	t.grid = t.main
	t.facts.background = "rgb:0000/0000/0000"
	t.parser.SetDataSize(oscRoom)
	t.parser.SetHandler(ansi.Handler{
		Print:     t.print,
		Execute:   t.execute,
		HandleCsi: t.csi,
		HandleEsc: t.esc,
		HandleOsc: t.osc,
		HandleDcs: func(c ansi.Cmd, _ ansi.Params, data []byte) { t.device(c, data) },
		HandleApc: func(data []byte) { t.strange("APC", data) },
		HandlePm:  func(data []byte) { t.strange("PM", data) },
		HandleSos: func(data []byte) { t.strange("SOS", data) },
	})
	for _, o := range opts {
		o(t)
	}
	return t
}

func side(n int) int { return min(max(n, 1), maxSide) }

// Write draws what the program wrote. It never fails.
func (t *Terminal) Write(p []byte) (int, error) {
	t.mu.Lock()
	t.bytes += int64(len(p))
	for _, b := range p {
		t.advance(b)
	}
	out := t.pending
	t.pending = nil
	if t.frozen == nil {
		t.notify()
	}
	t.mu.Unlock()
	if t.reply != nil && len(out) > 0 {
		t.reply(out)
	}
	return len(p), nil
}

// advance feeds one byte. The parser prints U+0080 to U+009F as text, a terminal obeys them: the
// two bytes of their UTF-8 are taken together and given as the control they are.
func (t *Terminal) advance(b byte) {
	const lead = 0xC2
	ground := t.parser.State() == parser.GroundState
	if t.half {
		t.half = false
		if b < 0x80 || b > 0x9F {
			t.parser.Advance(lead)
		}
		t.parser.Advance(b)
		return
	}
	if b == lead && ground {
		t.half = true
		return
	}
	t.parser.Advance(b)
}

// notify wakes whoever waits for the screen, and shows it to whoever watches.
func (t *Terminal) notify() {
	for w := range t.watched {
		w.screens = append(w.screens, t.shown())
	}
	close(t.changed)
	t.changed = make(chan struct{})
}

// Resize changes the size. Lines are cut, not folded; when the screen gets lower, its top goes
// first if the cursor would be lost otherwise.
func (t *Terminal) Resize(w, h int) {
	w, h = side(w), side(h)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.main.resize(w, h)
	t.alt.resize(w, h)
	if t.frozen == nil {
		t.notify()
	}
}

// Close marks the end of the output. What was held back is shown, and whoever waits in vain is
// told. Writing goes on working.
func (t *Terminal) Close() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.closed, t.frozen = true, nil
	t.notify()
	return nil
}

// Bytes returns how many bytes were written so far.
func (t *Terminal) Bytes() int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.bytes
}

// Screen returns the screen as it is now; while the program holds it back with synchronized
// output (mode 2026), as it was before.
func (t *Terminal) Screen() Screen {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.shown()
}

// WaitFor returns when cond holds for the screen, and looks again after each Write, not in
// between. It fails when ctx ends, or with io.EOF when the output ended and cond does not hold;
// the error then shows the last screen.
func (t *Terminal) WaitFor(ctx context.Context, cond func(Screen) bool) error {
	for {
		t.mu.Lock()
		s, changed, closed := t.shown(), t.changed, t.closed
		t.mu.Unlock()
		if cond(s) {
			return nil
		}
		if closed {
			return fmt.Errorf("the output ended: %w; the last screen:\n%s", io.EOF, s.Text())
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("%w; the screen:\n%s", context.Cause(ctx), t.Screen().Text())
		}
	}
}

// Watch keeps every screen from the one at its beginning on: what was there for a moment only is found, however late
// it is looked for.
type Watch struct {
	t       *Terminal
	screens []Screen
}

// Watch begins to keep screens.
func (t *Terminal) Watch() *Watch {
	t.mu.Lock()
	defer t.mu.Unlock()
	w := &Watch{t: t, screens: []Screen{t.shown()}}
	if t.watched == nil {
		t.watched = map[*Watch]bool{}
	}
	t.watched[w] = true
	return w
}

// End keeps no more.
func (w *Watch) End() {
	w.t.mu.Lock()
	defer w.t.mu.Unlock()
	delete(w.t.watched, w)
}

// WaitFor is WaitFor of the terminal, for any of the screens that were kept.
func (w *Watch) WaitFor(ctx context.Context, cond func(Screen) bool) error {
	return w.t.WaitFor(ctx, func(Screen) bool {
		w.t.mu.Lock()
		screens := w.screens
		w.screens = nil
		w.t.mu.Unlock()
		for i, s := range screens {
			if cond(s) {
				w.t.mu.Lock()
				w.screens = append(screens[i:], w.screens...) // what comes next may be on the same
				w.t.mu.Unlock()
				return true
			}
		}
		return false
	})
}
