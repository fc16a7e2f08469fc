//go:build unix

package e2e_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"attache/ui/e2e/stub"
	"attache/ui/vt"
)

// The marks by which a size's arrangement is known: something that stands on the screen at that
// size, and something that does not.
type arrangement struct {
	w, h      int
	see, miss string
}

func arrangements() []arrangement {
	return []arrangement{
		{120, 40, "Details", "needs 30x6"},
		{80, 24, "STATE", "Details"},
		{40, 10, "files", "STATE"},
		{1, 1, "n", "files"},
		{200, 60, "Details", "needs 30x6"},
		{29, 5, "needs 30x6", "files"},
		{100, 16, "STATE", "Details"},
		{120, 40, "Details", "needs 30x6"},
	}
}

func TestEverySizeStartsWithTheRightArrangement(t *testing.T) {
	t.Parallel()
	for _, a := range arrangements() {
		t.Run(strconv.Itoa(a.w)+"x"+strconv.Itoa(a.h), func(t *testing.T) {
			t.Parallel()
			long(t)
			p := start(t, terminal{w: a.w, h: a.h, args: []string{"demo"}})
			p.until(a.see, func(s vt.Screen) bool { return s.Contains(a.see) && !s.Contains(a.miss) })
			p.keys("Q")
			if code := p.exits(patience); code != 0 {
				t.Errorf("exit code %d", code)
			}
		})
	}
}

func TestARunningScreenFollowsEverySize(t *testing.T) {
	t.Parallel()
	long(t)
	p := demo(t, terminal{})
	for _, a := range arrangements() {
		p.resize(a.w, a.h)
		p.until(a.see+" at "+strconv.Itoa(a.w)+"x"+strconv.Itoa(a.h), func(s vt.Screen) bool {
			return s.Contains(a.see) && !s.Contains(a.miss)
		})
	}
	p.keys("q")
	if code := p.exits(patience); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

// colours finds every parameter of SGR that sets a colour.
func colours(out string) []string {
	var found []string
	for _, m := range regexp.MustCompile(`\x1b\[([0-9;:]*)m`).FindAllStringSubmatch(out, -1) {
		for _, part := range strings.FieldsFunc(m[1], func(r rune) bool { return r == ';' || r == ':' }) {
			n, _ := strconv.Atoi(part)
			if n >= 30 && n <= 48 && n != 39 || n >= 90 && n <= 107 {
				found = append(found, m[0])
			}
		}
	}
	return found
}

func TestNoColorLeavesNoColour(t *testing.T) {
	t.Parallel()
	long(t)
	p := demo(t, terminal{env: []string{"NO_COLOR=yes"}})
	p.until("a live link", func(s vt.Screen) bool { return strings.Contains(s.Text(), "live") })
	p.press("?", "the scanner has not finished")
	p.press("?", "STATE")
	p.keys("q")
	p.exits(patience)
	if found := colours(p.output()); len(found) > 0 {
		t.Errorf("%d colours, the first %q", len(found), found[0])
	}
	p = demo(t, terminal{})
	p.keys("q")
	p.exits(patience)
	if len(colours(p.output())) == 0 {
		t.Error("no colour without NO_COLOR either: this test sees none")
	}
}

func TestASCIIMeansNothingElseInTheChrome(t *testing.T) {
	t.Parallel()
	long(t)
	for name, in := range map[string]terminal{
		"asked for":              {args: []string{"--ascii"}},
		"a locale without UTF-8": {env: []string{"LANG=C"}},
		"one of a category":      {env: []string{"LC_CTYPE=POSIX"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			asciiOnly(t, in)
		})
	}
}

func asciiOnly(t *testing.T, in terminal) {
	t.Helper()
	server := chat(t, stub.Options{Files: 12})
	p := onChat(t, server, in, 12)
	p.until("a live link", func(s vt.Screen) bool { return strings.Contains(selected(s), "live") })
	p.press("?", "the scanner has not finished")
	p.press("?", "STATE")
	p.press("s", "Saved as")
	p.resize(40, 10)
	p.until("the small list", func(s vt.Screen) bool { return !s.Contains("STATE") })
	p.keys("q")
	p.exits(patience)
	for i, b := range []byte(p.output()) {
		if b >= 0x80 {
			t.Fatalf("byte %#x: …%q…", b, p.output()[max(i-40, 0):min(i+20, len(p.output()))])
		}
	}
}

func TestWithoutATerminalNothingIsDrawn(t *testing.T) {
	t.Parallel()
	p := start(t, terminal{cmd: []string{"/bin/sh", "-c", `"$0" demo </dev/null | cat; "$0" demo >/dev/null; echo code $?`, "ATTACHE"}})
	p.exits(patience)
	if out := p.output(); strings.Contains(out, "\x1b") || !strings.Contains(out, "code 2") || strings.Count(out, "attache:") != 2 {
		t.Errorf("no terminal: %q", out)
	}
}

func TestATerminalThatAnswersNothingIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	p := demo(t, terminal{mute: true})
	p.keys("q")
	p.exits(patience)
}
