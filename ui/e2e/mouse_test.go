//go:build unix

package e2e_test

import (
	"fmt"
	"strings"
	"testing"

	"attache/ui/vt"
)

// sgrMouse is what a terminal sends for the left button at a cell.
func sgrMouse(x, y int) string {
	return fmt.Sprintf("\x1b[<0;%d;%dM\x1b[<0;%d;%dm", x+1, y+1, x+1, y+1)
}

// TestTheMouseIsTakenOnlyWhileItIsOn clicks as a terminal does that was asked to tell of clicks.
func TestTheMouseIsTakenOnlyWhileItIsOn(t *testing.T) {
	t.Parallel()
	long(t)
	p := start(t, terminal{w: 120, h: 40, args: []string{"demo", "--scenario", "still"}})
	p.sees("claim form.docx")
	const asks, gives = "\x1b[?1002h", "\x1b[?1002l"
	if strings.Contains(p.output(), asks) {
		t.Error("the terminal is asked for the mouse by itself")
	}
	p.press("m", "The mouse is on")
	if !strings.Contains(p.output(), asks) || !strings.Contains(p.output(), "\x1b[?1006h") {
		t.Error("the terminal is not asked for the mouse")
	}
	row := -1
	p.until("the row", func(s vt.Screen) bool {
		for y := range 30 {
			if strings.Contains(listed(s, y), "claim form") {
				row = y
			}
		}
		return row > 0
	})
	p.keys(sgrMouse(25, row))
	p.until("the cursor on the row", func(s vt.Screen) bool { return strings.HasPrefix(s.Line(row), "▌") })
	p.press("m", "the terminal's")
	p.keys("Q")
	if code := p.exits(patience); code != 0 {
		t.Errorf("exit code %d", code)
	}
	if out := p.output(); strings.LastIndex(out, gives) < strings.LastIndex(out, asks) {
		t.Error("the terminal is left with the mouse taken")
	}
}
