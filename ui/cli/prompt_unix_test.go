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
	if err != nil && os.Getenv("ATTACHE_CI") == "" {
		t.Skip("left out: this test needs a pseudo-terminal: ", err)
	}
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
	c.awaitTimes(t, text, 1)
}

// awaitTimes waits until text is seen for the nth time.
func (c *console) awaitTimes(t *testing.T, text string, n int) {
	t.Helper()
	late := time.After(soon)
	for strings.Count(c.text(), text) < n {
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

// typing is what a person does at the prompt, and what comes of it.
type typing struct {
	keys   string
	signal bool // the program is interrupted from outside after the keys
	code   int
	token  string
}

func TestTheHiddenPromptShowsNothingAndLeavesTheTerminalAsItWas(t *testing.T) {
	for name, c := range map[string]typing{
		"typed":        {keys: canary + "\r", token: canary},
		"corrected":    {keys: "x\x7f" + canary + "\r", token: canary},
		"line feed":    {keys: canary + "\n", token: canary},
		"ctrl+c":       {keys: canary + "\x03", code: 130},
		"ctrl+d":       {keys: "\x04", code: 2},
		"interrupted":  {signal: true, code: 130},
		"an SDK's":     {keys: "{\r\n  \"ConnectionCredentials\": {\r\n    \"ConnectionToken\": \"" + canary + "\"\r\n  }\r\n}\n", token: canary},
		"empty, again": {keys: "\r" + canary + "\r", token: canary},
	} {
		t.Run(name, func(t *testing.T) {
			console := newConsole(t)
			before, err := term.GetState(int(console.tty.Fd()))
			if err != nil {
				t.Fatal(err)
			}
			c.at(t, console)
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

// at does the typing at a console where the program runs.
func (c typing) at(t *testing.T, console *console) {
	t.Helper()
	w := newWorld()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	done := console.at(ctx, w, "--", "an-id")
	parts := []string{c.keys}
	if !strings.Contains(c.keys, "{") {
		parts = strings.SplitAfter(strings.TrimSuffix(c.keys, "\r"), "\r")
	}
	for i, part := range parts {
		if i > 0 {
			console.await(t, "is empty")
		}
		console.awaitTimes(t, "Connection token (not shown): ", i+1)
		if _, err := console.master.WriteString(part); err != nil {
			t.Fatal(err)
		}
	}
	if strings.HasSuffix(c.keys, "\r") {
		_, _ = console.master.WriteString("\r")
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
	if c.token != "" && (len(w.browsed) != 1 || w.browsed[0].ConnectionToken.Reveal() != c.token) {
		t.Errorf("opened %d screens", len(w.browsed))
	}
}

func TestTheStreamsAreTheProgramsOwn(t *testing.T) {
	console, w := newConsole(t), newWorld()
	w.deps.Terminal = nil
	w.deps.In, w.deps.Out, w.deps.Err = console.tty, &w.out, nil
	p := newCommandLine(w.deps)
	if !p.Terminal(StreamIn) || p.Terminal(StreamOut) || p.Terminal(StreamErr) {
		t.Error("wrong")
	}
}
