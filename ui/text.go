package ui

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// width returns the cells that s takes, which holds no escape sequence.
func width(s string) int {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return ansi.StringWidth(s)
		}
	}
	return len(s)
}

// fit returns s in exactly w cells: cut in the middle, so that a file's extension stays, or padded
// on the right.
func fit(s string, w int, cut string) string {
	if w <= 0 {
		return ""
	}
	n := width(s)
	if n > w {
		s = cutMiddle(s, w, cut)
		n = width(s)
	}
	return s + spaces(w-n)
}

// fitRight is fit with the padding on the left. What stands at the right are figures: one that has
// no room is cut at its end without a sign.
func fitRight(s string, w int) string {
	if w <= 0 {
		return ""
	}
	n := width(s)
	if n > w {
		return fitEnd(s, w, "")
	}
	return spaces(w-n) + s
}

// fitEnd returns s in exactly w cells, cut at its end.
func fitEnd(s string, w int, cut string) string {
	if w <= 0 {
		return ""
	}
	if width(s) > w {
		s = ansi.Truncate(s, w, cut)
	}
	return s + spaces(w-width(s))
}

// cutMiddle shortens s, wider than w cells, to at most w: two thirds of the beginning, one of the end.
func cutMiddle(s string, w int, cut string) string {
	c := width(cut)
	if w <= c+2 {
		return ansi.Truncate(s, w, "")
	}
	tail := (w - c) / 3
	head := ansi.Truncate(s, w-c-tail, "")
	gone := width(s) - tail
	end := ansi.TruncateLeft(s, gone, "")
	if width(end) > tail { // the cut fell into a wide character, which stays whole
		end = ansi.TruncateLeft(s, gone+1, "")
	}
	return head + cut + end
}

const blanks = "                                                                                "

// spaces returns n spaces, none for a negative n.
func spaces(n int) string {
	if n <= 0 {
		return ""
	}
	if n <= len(blanks) {
		return blanks[:n]
	}
	return strings.Repeat(" ", n)
}

// wrap breaks s into lines of at most w cells, at spaces where there are any.
func wrap(s string, w int) []string {
	if w <= 0 {
		return nil
	}
	return strings.Split(ansi.Wrap(s, w, ""), "\n")
}

// wrapHard breaks s into lines of exactly w cells but the last, wherever that falls.
func wrapHard(s string, w int) []string {
	if w <= 0 {
		return nil
	}
	return strings.Split(ansi.Hardwrap(s, w, true), "\n")
}
