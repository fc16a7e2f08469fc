//go:build unix

package tty

import (
	"io"
	"os"
	"testing"

	"github.com/creack/pty"
	"golang.org/x/term"
)

func TestAnswersThatCameTooLateAreDropped(t *testing.T) {
	master, in, err := pty.Open()
	if err != nil && os.Getenv("ATTACHE_CI") == "" {
		t.Skip("left out: this test needs a pseudo-terminal: ", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = master.Close(), in.Close() }()
	if _, err = term.MakeRaw(int(in.Fd())); err != nil {
		t.Fatal(err)
	}
	at := New(io.Discard)
	at.in = in
	typed := func(text string) string {
		_, _ = master.WriteString(text)
		at.Drop()
		_, _ = master.WriteString("q")
		got := make([]byte, 80)
		n, err := in.Read(got)
		if err != nil {
			t.Fatal(err)
		}
		return string(got[:n])
	}
	if at.late = true; typed("\x1b[?62c") != "q" {
		t.Error("a late answer is read")
	}
	if at.late = false; typed("l") == "q" {
		t.Error("what a person has typed is dropped")
	}
}
