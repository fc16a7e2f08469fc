//go:build unix

package e2e_test

import (
	"bytes"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/creack/pty"

	"attache/ui/vt"
)

func TestAPasteOfAnyBytesEndsAndTheKeysAfterItAreHeard(t *testing.T) {
	t.Parallel()
	p := demo(t, terminal{})
	p.press("/", "enter accept")
	p.keys("\x1b[200~es\x9b\xfftim\xc3\x00a\x1bte\x90\x1b[201~")
	p.sees("1 of 17 files", "estimate")
	p.keys("\r")
	p.press("?", "the scanner has not finished")
	p.press("?", "STATE")
	p.keys("q")
	if code := p.exits(patience); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

// wide reports whether the screen is drawn at a width.
func wide(w int) func(s vt.Screen) bool {
	return func(s vt.Screen) bool {
		return s.Contains("STATE") && len([]rune(s.Line(1))) == w && strings.HasPrefix(s.Line(1), "───")
	}
}

func TestASizeOfNothingIsNotDrawn(t *testing.T) {
	t.Parallel()
	p := demo(t, terminal{w: 100, h: 30})
	p.until("the list", wide(100))
	if err := pty.Setsize(p.tty, &pty.Winsize{}); err != nil {
		t.Fatal(err)
	}
	p.keys("\x1b[8;0;0t")
	for _, key := range []string{"j", "k", "j"} {
		before := cursorRow(p.term.Screen())
		p.keys(key)
		p.until("the cursor to move", func(s vt.Screen) bool { return cursorRow(s) != before && wide(100)(s) })
	}
	p.resize(90, 28)
	p.until("the list at another size", wide(90))
	p.keys("q")
	if code := p.exits(patience); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

func TestATerminalThatTellsNoSizeIsDrawnAsAUsualOne(t *testing.T) {
	t.Parallel()
	p := demo(t, terminal{w: 80, h: 24, unsized: true})
	p.until("the list", wide(80))
	p.resize(90, 28)
	p.until("the list at a size that is told", wide(90))
	p.keys("q")
	p.exits(patience)
}

// TestNothingOfTheTerminalIsTypedIntoTheShell leaves before anything is answered, while the mouse moves. The terminal is
// as slow as the program waits for: it answers once it was asked the last question. On a busy machine that may be too
// late, but not every time.
func TestNothingOfTheTerminalIsTypedIntoTheShell(t *testing.T) {
	t.Parallel()
	typed := ""
	for range 10 {
		if typed = typedAfterLeaving(t); typed == "" {
			return
		}
	}
	t.Errorf("the shell reads %q", typed)
}

// typedAfterLeaving is what a shell finds typed when the program has left.
func typedAfterLeaving(t *testing.T) string {
	t.Helper()
	const script = `"$0" demo --scenario still --mouse --clipboard off; echo at the shell; read -r line; echo "line: <$line>"`
	const focus = 1004
	answers := &held{}
	p := start(t, terminal{cmd: []string{"/bin/sh", "-c", script, "ATTACHE"}, reply: answers.take, foreign: true})
	p.until("the screen", func(s vt.Screen) bool { return s.Mode(1049) && s.Mode(focus) })
	answers.leave()
	p.keys("q")
	p.sees("at the shell")
	p.keys("\n")
	p.sees("line: <")
	p.exits(patience)
	_, line, _ := strings.Cut(p.output(), "line: <")
	line, _, _ = strings.Cut(line, ">")
	return line
}

// held are the answers of a terminal that answers late: all at once, with a move of the mouse that was under way, after
// the last question of a program that leaves, whose answer says what the terminal is.
type held struct {
	mu                sync.Mutex
	answers           []byte
	leaving, released bool
}

func (h *held) take(tty *os.File, answer []byte) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.answers = append(h.answers, answer...)
	if last := bytes.HasSuffix(answer, []byte("c")); h.leaving && last || h.released {
		if !h.released {
			h.answers = append([]byte("\x1b[<35;10;10M"), h.answers...)
		}
		h.released = true
		_, _ = tty.Write(h.answers)
		h.answers = nil
	}
}

func (h *held) leave() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.leaving = true
}
