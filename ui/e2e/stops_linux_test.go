package e2e_test

import (
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"attache/ui/vt"
)

// Started by a terminal itself, as an icon does it, the program is stopped by nobody: the system refuses.
func TestSuspendingWithoutAShellGoesOn(t *testing.T) {
	t.Parallel()
	p := demo(t, terminal{})
	p.keys("\x1a")
	p.until("the screen again", func(s vt.Screen) bool { return strings.Count(p.output(), "\x1b[?1049h") == 2 && s.Contains("STATE") })
	p.moves()
}

// A shell has the terminal meanwhile, and leaves it in its own way.
func TestWhoeverStopsItFindsTheScreenDrawnAndKeysHeardAgain(t *testing.T) {
	t.Parallel()
	p := demo(t, terminal{})
	p.signal(syscall.SIGSTOP)
	lines := func() *unix.Termios {
		state, err := unix.IoctlGetTermios(int(p.tty.Fd()), unix.TCGETS)
		if err != nil {
			t.Fatal(err)
		}
		return state
	}
	shells := lines()
	shells.Lflag |= unix.ICANON | unix.ECHO | unix.ISIG
	if err := unix.IoctlSetTermios(int(p.tty.Fd()), unix.TCSETS, shells); err != nil {
		t.Fatal(err)
	}
	p.signal(syscall.SIGCONT)
	p.until("keys to be heard", func(vt.Screen) bool { return lines().Lflag&(unix.ICANON|unix.ECHO) == 0 })
	p.until("the screen", func(s vt.Screen) bool { return s.Contains("STATE") && s.Mode(1049) })
	p.moves()
}

// moves moves the cursor.
func (p *program) moves() {
	before := cursorRow(p.term.Screen())
	p.keys("j")
	p.until("the cursor to move", func(s vt.Screen) bool { return cursorRow(s) != before })
}
