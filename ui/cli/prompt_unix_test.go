//go:build unix

package cli

import (
	"bytes"
	"context"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/term"
)

// console is a person at a terminal: what they see, and what they type once they see a text.
type console struct {
	master, tty *os.File
	mu          sync.Mutex
	seen        bytes.Buffer
	more        chan struct{}
}

func newConsole(t *testing.T) *console {
	t.Helper()
	master, tty, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	c := &console{master: master, tty: tty, more: make(chan struct{}, 1)}
	t.Cleanup(func() { _, _ = tty.Close(), master.Close() })
	go func() {
		buf := make([]byte, 4096)
		for {
			n, err := master.Read(buf)
			c.mu.Lock()
			c.seen.Write(buf[:n])
			c.mu.Unlock()
			select {
			case c.more <- struct{}{}:
			default:
			}
			if err != nil {
				return
			}
		}
	}()
	return c
}

func (c *console) text() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.seen.String()
}

// await waits until text is seen.
func (c *console) await(t *testing.T, text string) {
	t.Helper()
	late := time.After(soon)
	for !strings.Contains(c.text(), text) {
		select {
		case <-c.more:
		case <-late:
			t.Fatalf("no %q in %q", text, c.text())
		}
	}
}

// at runs the command line at the console and returns its exit code.
func (c *console) at(ctx context.Context, w *world, args ...string) chan int {
	w.deps.In, w.deps.Out, w.deps.Err = c.tty, c.tty, c.tty
	w.deps.AskSecret, w.deps.Terminal = nil, nil
	done := make(chan int, 1)
	go func() { done <- Run(ctx, args, w.deps) }()
	return done
}

func TestTheHiddenPromptShowsNothingAndLeavesTheTerminalAsItWas(t *testing.T) {
	for name, c := range map[string]struct {
		keys   string
		signal bool
		code   int
		want   string
	}{
		"typed":        {keys: canary + "\r", want: canary},
		"corrected":    {keys: "x\x7f" + canary + "\r", want: canary},
		"line feed":    {keys: canary + "\n", want: canary},
		"ctrl+c":       {keys: canary + "\x03", code: 130},
		"ctrl+d":       {keys: "\x04", code: 2},
		"interrupted":  {keys: canary, signal: true, code: 130},
		"empty, again": {keys: "\r" + canary + "\r", want: canary},
	} {
		t.Run(name, func(t *testing.T) {
			console, w := newConsole(t), newWorld()
			before, err := term.GetState(int(console.tty.Fd()))
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			done := console.at(ctx, w)
			for i, part := range strings.SplitAfter(c.keys, "\r") {
				if part == "" {
					continue
				}
				if i > 0 {
					console.await(t, "is empty")
					console.await(t, "(or -)") // the advice, below which the second prompt comes
				}
				console.await(t, "Connection token (not shown): ")
				if _, err := console.master.WriteString(part); err != nil {
					t.Fatal(err)
				}
			}
			if c.signal {
				cancel()
			}
			select {
			case code := <-done:
				if code != c.code {
					t.Errorf("exit %d, not %d: %q", code, c.code, console.text())
				}
			case <-time.After(soon):
				t.Fatalf("still asking: %q", console.text())
			}
			if c.want != "" && (len(w.browsed) != 1 || w.browsed[0].ConnectionToken.Reveal() != c.want) {
				t.Errorf("opened %d screens", len(w.browsed))
			}
			after, err := term.GetState(int(console.tty.Fd()))
			if err != nil || *after != *before {
				t.Errorf("the terminal is changed: %v", err)
			}
			if strings.Contains(console.text(), "CANARY") {
				t.Errorf("shown: %q", console.text())
			}
		})
	}
}

func TestTheSystemKnowsTerminals(t *testing.T) {
	console, w := newConsole(t), newWorld()
	w.deps.Terminal = nil
	w.deps.In, w.deps.Out, w.deps.Err = console.tty, &w.out, nil
	p := newProgram(w.deps)
	if !p.Terminal(StreamIn) || p.Terminal(StreamOut) || p.Terminal(StreamErr) {
		t.Error("wrong")
	}
	pipe, other, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = pipe.Close(), other.Close() }()
	p.Out = other
	if p.Terminal(StreamOut) {
		t.Error("a pipe is no terminal")
	}
}
