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
	tmux, err := exec.LookPath("tmux")
	if err != nil {
		t.Fatal("this test needs tmux: ", err)
	}
	socket := filepath.Join(shortDir(t), "s")
	t.Cleanup(func() { _ = exec.Command(tmux, "-S", socket, "kill-server").Run() }) //nolint:noctx // ends by itself
	p := copying(t, terminal{cmd: []string{tmux, "-S", socket, "-f", "/dev/null", "new-session"}, foreign: true})
	p.press("y", "Link sent by way of tmux")
	s := p.until("the clipboard", func(s vt.Screen) bool { return s.Clipboard() != "" })
	fetch(t, s.Clipboard())
}
