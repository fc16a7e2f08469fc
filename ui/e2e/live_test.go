//go:build unix

package e2e_test

import (
	"strings"
	"testing"

	"attache/ui/vt"
)

// act does something to the emulator of the demo on its panel, by the letter before it.
func (p *program) act(action string) {
	p.t.Helper()
	p.press("\x05", "Emulator")
	letter, picked := letterOf(p.term.Screen(), action)
	for letter == "" { // it may be further down
		p.keys("j")
		before := picked
		p.until("the action", func(s vt.Screen) bool {
			letter, picked = letterOf(s, action)
			return letter != "" || picked != before
		})
	}
	p.keys(letter)
	p.until("the action done", func(s vt.Screen) bool { return s.Contains("Done: ") })
	p.keys("\x1b")
	p.until("the panel gone", func(s vt.Screen) bool { return !s.Contains("Done: ") })
}

// letterOf is the letter before an action on the panel, "" where it is not in sight, and what is picked there.
func letterOf(s vt.Screen, action string) (letter, picked string) {
	_, h := s.Size()
	for y := range h {
		_, panel, _ := strings.Cut(s.Line(y), "│")
		if strings.HasPrefix(panel, " ▌") {
			picked = panel
		}
		if before, _, is := strings.Cut(panel, " "+action+" "); is {
			letter = before[len(before)-1:]
		}
	}
	return letter, picked
}

func TestAFileSavedDuringItsScanIsSavedWhenItHasPassed(t *testing.T) {
	t.Parallel()
	p := demo(t, terminal{w: 120, h: 40, args: []string{"--scenario", "still"}})
	p.until("a live link", func(s vt.Screen) bool { return strings.Contains(selected(s), "live") })
	p.moveTo("scanning")
	p.press("s", "will save", "if approved", "1 scanning")
	p.keys("g")
	p.act("pass running scans")
	p.until("the file saved", func(s vt.Screen) bool {
		return s.Contains("1 saved") && !s.Contains("will save") && strings.HasPrefix(s.Line(3), "▌")
	})
	if names := p.files(); len(names) != 1 {
		t.Errorf("saved %q", names)
	}
	p.keys("q")
	if code := p.exits(patience); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

func TestTheEndOfTheChatKeepsTheListAndItsLinks(t *testing.T) {
	t.Parallel()
	p := demo(t, terminal{w: 120, h: 40, args: []string{"--scenario", "still"}})
	p.until("a live link", func(s vt.Screen) bool { return strings.Contains(selected(s), "live") })
	p.act("end the chat")
	p.sees("chat ended", "the chat has ended: live links work on, new ones are refused", "STATE")
	p.press("y", "copied at")
	s := p.until("the clipboard", func(s vt.Screen) bool { return s.Clipboard() != "" })
	if len(fetch(t, s.Clipboard())) == 0 {
		t.Error("the link that was alive is dead")
	}
	p.press("r", "The chat has ended, so the service gives")
	p.keys("q")
	p.exits(patience)
}

func TestTheCountdownsFollowAHurriedClock(t *testing.T) {
	t.Parallel()
	long(t)
	p := demo(t, terminal{w: 120, h: 40, args: []string{"--scenario", "still"}})
	p.until("a live link", func(s vt.Screen) bool { return strings.Contains(selected(s), "live") })
	p.act("clock: 10 times as fast")
	// Within the test's patience only a hurried clock comes so far.
	p.until("a link that ends soon", func(s vt.Screen) bool { return strings.Contains(selected(s), " 2:") })
	p.keys("q")
	p.exits(patience)
}
