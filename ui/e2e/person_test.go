//go:build unix

package e2e_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/term"

	"attache/ui/e2e/stub"
	"attache/ui/vt"
)

// output returns everything written so far.
func (p *program) output() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.stream.String()
}

// keys types, as one burst.
func (p *program) keys(s string) {
	p.t.Helper()
	if _, err := p.tty.WriteString(s); err != nil {
		p.t.Fatalf("type %q: %v", s, err)
	}
}

// until waits for the screen to show what ok looks for.
func (p *program) until(what string, ok func(s vt.Screen) bool) vt.Screen {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), patience)
	defer cancel()
	var seen vt.Screen
	err := p.term.WaitFor(ctx, func(s vt.Screen) bool { seen = s; return ok(s) })
	if err != nil {
		p.t.Fatalf("waiting for %s: %v", what, err)
	}
	return seen
}

// sees waits until each text stands on some line.
func (p *program) sees(texts ...string) {
	p.t.Helper()
	p.until(strings.Join(texts, " and "), shows(texts))
}

// shows reports whether each text stands on some line.
func shows(texts []string) func(s vt.Screen) bool {
	return func(s vt.Screen) bool {
		for _, text := range texts {
			if !s.Contains(text) {
				return false
			}
		}
		return true
	}
}

// press types and waits for the texts. They may be gone before this test looks: what is said stays for seconds only.
func (p *program) press(keys string, texts ...string) {
	p.t.Helper()
	screens := p.term.Watch()
	p.keys(keys)
	p.saw(screens, texts...)
}

// saw waits until each text stands on some line of one of the screens, and keeps them no longer.
func (p *program) saw(screens *vt.Watch, texts ...string) {
	p.t.Helper()
	defer screens.End()
	ctx, cancel := context.WithTimeout(p.t.Context(), patience)
	defer cancel()
	if err := screens.WaitFor(ctx, shows(texts)); err != nil {
		p.t.Fatalf("waiting for %s: %v", strings.Join(texts, " and "), err)
	}
}

// resize changes the size of the terminal.
func (p *program) resize(w, h int) {
	p.t.Helper()
	p.term.Resize(w, h)
	if err := pty.Setsize(p.tty, size(w, h)); err != nil {
		p.t.Fatal(err)
	}
}

// signal sends a signal to the program alone.
func (p *program) signal(s syscall.Signal) {
	p.t.Helper()
	if err := p.cmd.Process.Signal(s); err != nil {
		p.t.Fatal(err)
	}
}

// exits waits for the end and returns the exit code, -1 when a signal ended it. The terminal must be
// as it was before.
func (p *program) exits(within time.Duration) int {
	p.t.Helper()
	select {
	case <-p.ended:
	case <-time.After(within):
		p.t.Fatalf("still running after %v; the screen:\n%s", within, p.term.Text())
	}
	select {
	case <-p.read:
	case <-time.After(patience):
		p.t.Fatal("the terminal is still held open")
	}
	p.restored()
	return p.cmd.ProcessState.ExitCode()
}

// restored checks that the terminal is as it was found.
func (p *program) restored() {
	p.t.Helper()
	s := p.term.Screen()
	kitty, keys := s.Keyboard()
	if _, _, visible := s.Cursor(); !visible || len(s.Modes()) > 0 || kitty != 0 || keys != 0 {
		p.t.Errorf("left behind: cursor shown %v, modes %v, keyboard %d %d", visible, s.Modes(), kitty, keys)
	}
	if s.Progress().State != 0 || s.Title() != shellTitle {
		p.t.Errorf("left behind: progress %+v, title %q", s.Progress(), s.Title())
	}
	after, err := term.GetState(int(p.tty.Fd()))
	if err != nil {
		p.t.Error(err)
	} else if !reflect.DeepEqual(after, p.before) {
		p.t.Error("the line discipline is not as it was")
	}
}

// listed returns line y without the pane beside the list.
func listed(s vt.Screen, y int) string {
	line, _, _ := strings.Cut(s.Line(y), "│")
	return line
}

// cursorRow returns the line that the cursor bar stands on, -1 when there is none.
func cursorRow(s vt.Screen) int {
	_, h := s.Size()
	for y := range h {
		if line := s.Line(y); strings.HasPrefix(line, "▌") || strings.HasPrefix(line, ">") {
			return y
		}
	}
	return -1
}

// selected returns the row under the cursor bar, "" when there is none.
func selected(s vt.Screen) string { return listed(s, cursorRow(s)) }

// moveTo moves the cursor to the first row on the screen that holds text.
func (p *program) moveTo(text string) {
	p.t.Helper()
	steps := 0
	p.until("a row with "+text, func(s vt.Screen) bool {
		_, h := s.Size()
		for y := 3; y < h; y++ {
			if strings.Contains(listed(s, y), text) {
				steps = y - cursorRow(s)
				return cursorRow(s) > 0
			}
		}
		return false
	})
	p.keys(strings.Repeat("j", max(steps, 0)) + strings.Repeat("k", max(-steps, 0)))
	p.until("the cursor at "+text, func(s vt.Screen) bool { return strings.Contains(selected(s), text) })
}

// files returns the names of the finished files in the download folder.
func (p *program) files() []string {
	p.t.Helper()
	entries, err := os.ReadDir(p.dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		p.t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".part") {
			names = append(names, e.Name())
		}
	}
	return names
}

// content returns the bytes of a saved file.
func (p *program) content(name string) []byte {
	p.t.Helper()
	b, err := os.ReadFile(filepath.Join(p.dir, name))
	if err != nil {
		p.t.Fatal(err)
	}
	return b
}

// chat starts a stub service that tells the test what the client did wrong.
func chat(t *testing.T, o stub.Options) *stub.Server {
	t.Helper()
	o.Now = time.Now
	s := stub.New(o)
	t.Cleanup(func() {
		s.Close()
		for _, v := range s.Violations() {
			t.Errorf("violation: %s", v)
		}
	})
	return s
}

// long skips what a quick run leaves out.
func long(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("only in a full run")
	}
}
