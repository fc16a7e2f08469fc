//go:build unix

package system

import (
	"bytes"
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/creack/pty"
)

// seen tells when the prompt was written.
type seen struct {
	bytes.Buffer
	once chan struct{}
}

// Write implements io.Writer.
func (s *seen) Write(p []byte) (int, error) {
	n, err := s.Buffer.Write(p)
	if s.once != nil && strings.Contains(s.String(), "? ") {
		close(s.once)
		s.once = nil
	}
	return n, err
}

func TestAPromptThatIsGivenUpTakesNoKeysFromTheNextOne(t *testing.T) {
	master, tty, err := pty.Open()
	if err != nil && os.Getenv("ATTACHE_CI") == "" {
		t.Skip("left out: this test needs a pseudo-terminal: ", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = master.Close(), tty.Close() }()
	for range 5 {
		ctx, cancel := context.WithCancel(t.Context())
		first := &seen{once: make(chan struct{})}
		shown := first.once
		go func() { <-shown; cancel() }()
		if _, err := AskSecret(ctx, tty, first, "secret? "); !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		second := &seen{once: make(chan struct{})}
		shown = second.once
		go func() { <-shown; _, _ = master.WriteString("yes\r") }()
		if line, err := Ask(t.Context(), tty, second, "open? "); line != "yes" || err != nil {
			t.Fatalf("%q, %v", line, err)
		}
		if !strings.Contains(second.String(), "yes") {
			t.Errorf("what was typed is not seen: %q", second.String())
		}
	}
}
