//go:build unix

package e2e_test

import (
	"strings"
	"testing"

	"attache/ui/vt"
)

// linked returns the text that a click opens something by, and what it opens.
func linked(s vt.Screen) (text, address string) {
	w, h := s.Size()
	for y := range h {
		for x := range w {
			if c := s.Cell(x, y); c.Link != "" {
				text, address = text+c.Text, c.Link
			}
		}
	}
	return text, address
}

// TestTheLinkAskedForCanBeClicked looks at what a terminal was really sent: a label that opens the
// file, sent once and not with every second of the countdown.
func TestTheLinkAskedForCanBeClicked(t *testing.T) {
	t.Parallel()
	for name, size := range map[string]terminal{"beside the list": {w: 120, h: 40}, "below it": {w: 80, h: 24}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			canBeClicked(t, size)
		})
	}
}

func canBeClicked(t *testing.T, in terminal) {
	t.Helper()
	in.link = true
	p := demo(t, in)
	s := p.until("a live link", func(s vt.Screen) bool { return strings.Contains(selected(s), "live") })
	if text, address := linked(s); address != "" || strings.Contains(p.output(), "X-Amz-") {
		t.Errorf("%q opens %q, and no key asked for it", text, address)
	}
	p.keys("\r")
	s = p.until("the label", func(s vt.Screen) bool { return s.Contains("open link") })
	text, address := linked(s)
	if text != "open link" {
		t.Fatalf("%q opens %q", text, address)
	}
	fetch(t, address)
	before := selected(s)
	for range 3 {
		s = p.until("another second", func(s vt.Screen) bool { return selected(s) != before })
		before = selected(s)
	}
	if n := strings.Count(p.output(), "]8;;http"); n != 1 {
		t.Errorf("the URL was sent %d times", n)
	}
	p.press("z", "attachment 1")
	if text, address := linked(p.term.Screen()); address != "" {
		t.Errorf("%q opens %q where names are hidden", text, address)
	}
	p.keys("q")
	p.exits(patience)
}
