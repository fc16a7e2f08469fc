package ui

import (
	"strings"
	"testing"

	"attache/ui/vt"
)

// TestTheTerminalsOwnTitleComesBack plays the titles of a run: it starts, is suspended, goes on, ends.
func TestTheTerminalsOwnTitleComesBack(t *testing.T) {
	term := vt.New(20, 2)
	out := keepTitle(term)
	write := func(s string) {
		t.Helper()
		if n, err := out.Write([]byte(s)); n != len(s) || err != nil {
			t.Fatalf("wrote %d of %d: %v", n, len(s), err)
		}
	}
	want := func(title string) {
		t.Helper()
		if got := term.Title(); got != title {
			t.Errorf("the title is %q, want %q", got, title)
		}
	}
	_, _ = term.Write([]byte("\x1b]2;shell\a"))
	write("no title")
	want("shell")
	write("a\x1b]2;attache\ab\x1b]2;attache 1\ac")
	want("attache 1")
	write("\x1b]2;\a")
	want("shell")
	_, _ = term.Write([]byte("\x1b]2;shell 2\a")) // suspended, the shell goes on
	write("\x1b]2;attache 3\a")
	want("attache 3")
	write("end\x1b]2;\a")
	want("shell 2")
	write("\x1b]2;\a") // nothing is taken from the stack twice
	if got := term.Text(); !strings.Contains(strings.ReplaceAll(got, "\n", ""), "no titleabc") {
		t.Errorf("the text is %q", got)
	}
	if u := term.Unknown(); len(u) > 0 {
		t.Errorf("unknown sequences: %q", u)
	}
}
