package ui

import (
	"strings"
	"testing"

	"attache/ui/tty"
	"attache/ui/vt"
)

// TestAWholeScreenIsDrawnWithinNoMarginsOfAnEarlierSize lets a frame for three lines reach a terminal that has five.
func TestAWholeScreenIsDrawnWithinNoMarginsOfAnEarlierSize(t *testing.T) {
	term := vt.New(10, 5)
	out := tty.New(term).Output()
	for _, frame := range []string{"\x1b[?1049h", "\x1b[2;3r\x1b[1;3r", "\x1b[H\x1b[2J1\r\n2\r\n3\r\n4\r\n5"} {
		if n, err := out.Write([]byte(frame)); n != len(frame) || err != nil {
			t.Fatalf("wrote %d of %d: %v", n, len(frame), err)
		}
	}
	if got := strings.Join(strings.Fields(term.Text()), ""); got != "12345" {
		t.Errorf("the screen is %q", got)
	}
}
