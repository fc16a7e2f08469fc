// Package cells measures and cuts texts by the cells they take on the terminal.
package cells

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Ruler is how the terminal at hand measures. The zero Ruler adds up the characters, as terminals do
// unless they have said otherwise; Graphemes is for those that have.
type Ruler struct{ method ansi.Method }

// Graphemes is the Ruler of a terminal with mode 2027, which gives what a reader takes for one
// character the cells of that one alone.
func Graphemes() Ruler { return Ruler{ansi.GraphemeWidth} }

// Width returns the cells that s takes, which holds no escape sequence.
func (r Ruler) Width(s string) int {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return r.method.StringWidth(s)
		}
	}
	return len(s)
}

// Drawn returns the cells that s takes, whatever escape sequences it holds.
func (r Ruler) Drawn(s string) int { return r.method.StringWidth(s) }

// Fit returns s in exactly w cells: cut in the middle, so that a file's extension stays, or padded
// on the right.
func (r Ruler) Fit(s string, w int, sign string) string {
	if w <= 0 {
		return ""
	}
	s = r.Middle(s, w, sign)
	return s + Spaces(w-r.Width(s))
}

// Pad returns s in w cells or more: padded on the right, and never cut.
func (r Ruler) Pad(s string, w int) string { return s + Spaces(w-r.Width(s)) }

// FitRight is Fit with the padding on the left. What stands at the right are figures: one that has
// no room is cut at its end without a sign.
func (r Ruler) FitRight(s string, w int) string {
	if w <= 0 {
		return ""
	}
	n := r.Width(s)
	if n > w {
		return r.FitEnd(s, w, "")
	}
	return Spaces(w-n) + s
}

// FitEnd returns s in exactly w cells, cut at its end.
func (r Ruler) FitEnd(s string, w int, sign string) string {
	if w <= 0 {
		return ""
	}
	s = r.End(s, w, sign)
	return s + Spaces(w-r.Width(s))
}

// Middle returns s in at most w cells: where it is wider, two thirds of its beginning, the sign, and
// one third of its end. Where there is no room for those, it is cut at its end without a sign.
func (r Ruler) Middle(s string, w int, sign string) string {
	head, tail, whole := r.Ends(s, w, sign)
	switch {
	case whole:
		return s
	case tail == "":
		return head
	}
	return head + sign + tail
}

// Ends returns what Middle leaves of the beginning and the end of s, and whether that is all of it. Where the end is
// empty, no sign follows the beginning.
func (r Ruler) Ends(s string, w int, sign string) (head, tail string, whole bool) {
	n := r.Width(s)
	if n <= w {
		return s, "", true
	}
	c := r.Width(sign)
	if w <= c+2 {
		return r.End(s, w, ""), "", false
	}
	last := (w - c) / 3
	return r.head(s, w-c-last), r.without(s, n-last), false
}

// End returns s in at most w cells: where it is wider, its beginning and the sign, or the beginning
// alone where the sign has no room.
func (r Ruler) End(s string, w int, sign string) string {
	if r.Width(s) <= w {
		return s
	}
	if c := r.Width(sign); c <= w {
		return r.head(s, w-c) + sign
	}
	return r.head(s, w)
}

// Tail returns s in at most w cells: where it is wider, its end alone.
func (r Ruler) Tail(s string, w int) string { return r.without(s, r.Width(s)-w) }

// head returns as much of the beginning of s as w cells hold. No character is parted: whoever cuts
// an accent off its letter shows another name.
func (r Ruler) head(s string, w int) string {
	end := 0
	for end < len(s) {
		size, n := r.first(s[end:])
		if w -= n; w < 0 {
			break
		}
		end += size
	}
	return s[:end]
}

// without returns s without its first n cells, and without what the cut would have parted.
func (r Ruler) without(s string, n int) string {
	start := 0
	for start < len(s) && n > 0 {
		size, w := r.first(s[start:])
		n -= w
		start += size
	}
	return s[start:]
}

// first returns the bytes and the cells of the first character of s as a reader sees it.
func (r Ruler) first(s string) (size, w int) {
	if s[0] < utf8.RuneSelf && (len(s) == 1 || s[1] < utf8.RuneSelf) {
		return 1, 1
	}
	cluster, w := ansi.FirstGraphemeCluster(s, r.method)
	return len(cluster), w
}

// Wrap breaks s into lines of at most w cells, at spaces where there are any.
func (r Ruler) Wrap(s string, w int) []string {
	if w <= 0 {
		return nil
	}
	return strings.Split(r.method.Wrap(s, w, ""), "\n")
}

// Break returns how many bytes of s stand in its first line of w cells: up to its last space, where there is
// one, and one character in any case.
func (r Ruler) Break(s string, w int) int {
	end := len(r.head(s, w))
	if end == len(s) {
		return end
	}
	if space := strings.LastIndexByte(s[:end], ' '); space > 0 && strings.TrimLeft(s[:space], " ") != "" {
		return space + 1
	}
	if end == 0 {
		end, _ = r.first(s)
	}
	return end
}

// WrapHard breaks s into lines of exactly w cells but the last, wherever that falls.
func (r Ruler) WrapHard(s string, w int) []string {
	if w <= 0 {
		return nil
	}
	return strings.Split(r.method.Hardwrap(s, w, true), "\n")
}

const blanks = "                                                                                "

// Spaces returns n spaces, none for a negative n.
func Spaces(n int) string {
	if n <= 0 {
		return ""
	}
	if n <= len(blanks) {
		return blanks[:n]
	}
	return strings.Repeat(" ", n)
}
