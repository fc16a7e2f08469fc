package e2e_test

import (
	"os/exec"
	"path/filepath"
	"testing"

	"attache/ui/vt"
)

// TestInTmuxTheTerminalOutsideGetsTheLink runs a real tmux as it is set up by default, in which a
// bare OSC 52 of the program would be dropped.
func TestInTmuxTheTerminalOutsideGetsTheLink(t *testing.T) {
	t.Parallel()
	tmux := needs(t, "tmux")
	socket := filepath.Join(shortDir(t), "s")
	t.Cleanup(func() { _ = exec.Command(tmux, "-S", socket, "kill-server").Run() }) //nolint:noctx // ends by itself
	p := copying(t, terminal{cmd: []string{tmux, "-S", socket, "-f", "/dev/null", "new-session"}, foreign: true})
	p.press("y", "sent through tmux")
	s := p.until("the clipboard", func(s vt.Screen) bool { return s.Clipboard() != "" })
	fetch(t, s.Clipboard())
}

// TestATerminalStartedFromTmuxGetsTheLinkItself inherits TMUX from a server that really runs, but is
// drawn by none of its panes: tmux would give the link to another window.
func TestATerminalStartedFromTmuxGetsTheLinkItself(t *testing.T) {
	t.Parallel()
	tmux := needs(t, "tmux")
	socket := filepath.Join(shortDir(t), "s")
	t.Cleanup(func() { _ = exec.Command(tmux, "-S", socket, "kill-server").Run() })                                               //nolint:noctx // ends by itself
	if out, err := exec.Command(tmux, "-S", socket, "-f", "/dev/null", "new-session", "-d", "cat").CombinedOutput(); err != nil { //nolint:noctx // ends by itself
		t.Fatalf("%v: %s", err, out)
	}
	p := copying(t, terminal{env: []string{"TMUX=" + socket + ",1,0", "TMUX_PANE=%0", "TERM_PROGRAM=tmux"}})
	p.press("y", "sent to the terminal's clipboard (OSC 52)")
	s := p.until("the clipboard", func(s vt.Screen) bool { return s.Clipboard() != "" })
	fetch(t, s.Clipboard())
	p.keys("q")
	p.exits(patience)
}
