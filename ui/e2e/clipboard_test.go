//go:build unix

package e2e_test

import (
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

func TestOverSSHTheTerminalGetsTheLink(t *testing.T) {
	t.Parallel()
	p := copying(t, terminal{env: []string{"SSH_CONNECTION=192.0.2.1 50000 192.0.2.2 22", "DISPLAY=:0"}})
	p.press("y", "Link to ", " sent to the terminal's clipboard (OSC 52)")
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
