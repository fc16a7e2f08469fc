//go:build unix

package e2e_test

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"attache/ui/vt"
)

// copying is the sample chat with the clipboard route left to the program.
func copying(t *testing.T, in terminal) *program {
	t.Helper()
	in.cmd = append(in.cmd, "ATTACHE", "demo")
	in.cmd = append(in.cmd, in.args...)
	p := start(t, in)
	p.until("a live link", func(s vt.Screen) bool {
		return strings.Contains(s.Text(), "EMULATOR") && strings.Contains(selected(s), "live")
	})
	return p
}

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

func TestOverSSHTheTerminalGetsTheLink(t *testing.T) {
	t.Parallel()
	p := copying(t, terminal{env: []string{"SSH_CONNECTION=192.0.2.1 50000 192.0.2.2 22", "DISPLAY=:0"}})
	p.press("y", "Link sent to the terminal's clipboard (OSC 52)")
	s := p.until("the clipboard", func(s vt.Screen) bool { return s.Clipboard() != "" })
	fetch(t, s.Clipboard())
	p.keys("q")
	p.exits(patience)
}

func TestAClipboardThatIsOffGetsNothing(t *testing.T) {
	t.Parallel()
	p := copying(t, terminal{args: []string{"--clipboard", "off"}})
	p.press("y", "switched off")
	p.keys("q")
	p.exits(patience)
	if got := p.term.Clipboard(); got != "" {
		t.Errorf("the terminal's clipboard got %d bytes", len(got))
	}
}
