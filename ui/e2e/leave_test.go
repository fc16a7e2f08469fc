//go:build unix

package e2e_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"attache/ui/e2e/stub"
	"attache/ui/vt"
)

func TestSignalsLeaveTheTerminalAsItWasFound(t *testing.T) {
	t.Parallel()
	for _, s := range []syscall.Signal{
		syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGABRT,
		syscall.SIGALRM, syscall.SIGUSR1, syscall.SIGUSR2, syscall.SIGXCPU,
	} {
		t.Run(s.String(), func(t *testing.T) {
			t.Parallel()
			p := demo(t, terminal{})
			p.signal(s)
			if code := p.exits(patience); code != 130 {
				t.Errorf("exit code %d", code)
			}
		})
	}
}

// TestWhatWasIgnoredAtTheStartStaysIgnored is nohup, and a shell that runs the program in the
// background: neither it nor what it starts may hear those signals.
func TestWhatWasIgnoredAtTheStartStaysIgnored(t *testing.T) {
	t.Parallel()
	script := `trap "" HUP INT QUIT; exec "$0" demo --scenario still --clipboard osc52`
	dir := spies(t, "xdg-open")
	env := []string{"PATH=" + dir + ":/usr/bin:/bin", "DISPLAY=:9"}
	p := start(t, terminal{cmd: []string{"/bin/sh", "-c", script, "ATTACHE"}, env: env})
	p.until("a live link", func(s vt.Screen) bool { return strings.Contains(selected(s), "live") })
	p.press("o", "Opened")
	for _, s := range []syscall.Signal{syscall.SIGHUP, syscall.SIGINT, syscall.SIGQUIT} {
		p.signal(s)
	}
	p.press("?", "Files")
	p.keys("?q") // the help, then the screen
	if code := p.exits(patience); code != 0 {
		t.Errorf("exit code %d", code)
	}
	spied(t, dir, "xdg-open")
	line, err := os.ReadFile(filepath.Join(dir, "xdg-open.ign"))
	if err != nil || len(line) == 0 {
		return // only Linux tells what a process ignores
	}
	ignored, err := strconv.ParseUint(strings.TrimSpace(strings.TrimPrefix(string(line), "SigIgn:")), 16, 64)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []syscall.Signal{syscall.SIGHUP, syscall.SIGINT, syscall.SIGQUIT} {
		if ignored&(1<<(s-1)) == 0 {
			t.Errorf("what was opened hears %v", s)
		}
	}
}

func TestALostTerminalEndsTheProgram(t *testing.T) {
	t.Parallel()
	p := demo(t, terminal{})
	_ = p.tty.Close()
	select {
	case <-p.ended:
	case <-time.After(patience):
		t.Error("still running")
	}
}

func TestASignalWhileSavingLeavesNoBrokenFile(t *testing.T) {
	t.Parallel()
	long(t)
	o := stub.Options{Files: 1}
	o.Broken = func(stub.Get) *stub.Trouble { return &stub.Trouble{Delay: time.Hour} }
	server := chat(t, o)
	p := onChat(t, server, terminal{}, 1)
	p.until("a live link", func(s vt.Screen) bool { return strings.Contains(selected(s), "live") })
	p.press("s", "Saving")
	p.until("the request", func(vt.Screen) bool { return server.Gets(0) == 1 })
	p.signal(syscall.SIGTERM)
	p.exits(patience)
	if names := p.files(); len(names) > 0 {
		t.Errorf("left: %q", names)
	}
}

func TestQuittingWhileSavingAsks(t *testing.T) {
	t.Parallel()
	long(t)
	o := stub.Options{Files: 1}
	o.Broken = func(stub.Get) *stub.Trouble { return &stub.Trouble{Delay: time.Hour} }
	server := chat(t, o)
	p := onChat(t, server, terminal{}, 1)
	p.until("a live link", func(s vt.Screen) bool { return strings.Contains(selected(s), "live") })
	p.press("s", "Saving")
	p.until("the request", func(vt.Screen) bool { return server.Gets(0) == 1 })
	p.press("q", "Stop and quit?")
	p.keys("n")
	p.until("no question", func(s vt.Screen) bool { return !s.Contains("Stop and quit?") })
	p.press("q", "Stop and quit?")
	p.keys("y")
	p.exits(patience)
	if names := p.files(); len(names) > 0 {
		t.Errorf("left: %q", names)
	}
}

func TestSuspendingGivesTheTerminalBackAndResumingTakesIt(t *testing.T) {
	t.Parallel()
	script := `"$0" demo --clipboard osc52; echo suspended; read -r line; fg >/dev/null; echo gone $?`
	p := start(t, terminal{cmd: []string{"/bin/sh", "-m", "-c", script, "ATTACHE"}})
	p.sees("STATE", "EMULATOR")
	p.keys("\x1a")
	s := p.until("the shell", func(s vt.Screen) bool { return s.Contains("suspended") && !s.Mode(1049) })
	if _, _, visible := s.Cursor(); !visible || len(s.Modes()) > 0 || s.Title() != shellTitle {
		t.Errorf("suspended: cursor %v, modes %v, title %q", visible, s.Modes(), s.Title())
	}
	p.keys("\n")
	p.until("the screen again", func(s vt.Screen) bool { return s.Contains("STATE") && s.Mode(1049) })
	before := cursorRow(p.term.Screen())
	p.keys("j")
	p.until("the cursor to move", func(s vt.Screen) bool { return cursorRow(s) != before })
	p.keys("q")
	p.until("the shell again", func(s vt.Screen) bool { return s.Contains("gone 0") && !s.Mode(1049) })
	p.exits(patience)
}
