//go:build unix

package system

import (
	"bytes"
	"os"
	"testing"

	"github.com/creack/pty"
)

func TestTheSystemKnowsTerminals(t *testing.T) {
	master, tty, err := pty.Open()
	if err != nil && os.Getenv("ATTACHE_CI") == "" {
		t.Skip("left out: this test needs a pseudo-terminal: ", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = master.Close(), tty.Close() }()
	if err := pty.Setsize(tty, &pty.Winsize{Rows: 24, Cols: 132}); err != nil {
		t.Fatal(err)
	}
	if !IsTerminal(tty) || Columns(tty) != 132 {
		t.Errorf("a terminal is one: %v, %d columns", IsTerminal(tty), Columns(tty))
	}
	pipe, other, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = pipe.Close(), other.Close() }()
	for _, stream := range []any{other, &bytes.Buffer{}, (*os.File)(nil), nil} {
		if IsTerminal(stream) || Columns(stream) != 80 {
			t.Errorf("%T is no terminal", stream)
		}
	}
}
