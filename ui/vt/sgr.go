package vt

import (
	"fmt"

	"github.com/charmbracelet/x/ansi"
)

// sgr changes the current style (CSI … m).
func (t *state) sgr(p ansi.Params) {
	if len(p) == 0 {
		t.style = Style{Link: t.style.Link}
		return
	}
	for i := 0; i < len(p); {
		i += t.sgrOne(p[i:])
	}
}

// sgrOne obeys the first attribute in p and returns how many parameters it took.
func (t *state) sgrOne(p ansi.Params) int {
	n, more, _ := p.Param(0, 0)
	switch {
	case n == 38 || n == 48 || n == 58:
		colour, used := sgrColour(p)
		switch n {
		case 38:
			t.style.Fg = colour
		case 48:
			t.style.Bg = colour
		}
		return used
	case more: // 4:3 and its like: the kind of underline
		t.style.Attr |= Underline
		if kind, _, _ := p.Param(1, 1); n != 4 || kind == 0 {
			t.style.Attr &^= Underline
		}
		return subparams(p)
	}
	t.sgrPlain(n)
	return 1
}

// sgrPlain obeys an attribute that is a single number.
func (t *state) sgrPlain(n int) {
	s := &t.style
	switch {
	case n == 0:
		*s = Style{Link: s.Link}
	case n >= 1 && n <= 5:
		s.Attr |= 1 << (n - 1)
	case n >= 7 && n <= 9:
		s.Attr |= 1 << (n - 2)
	case n == 21:
		s.Attr |= Underline
	case n == 22:
		s.Attr &^= Bold | Faint
	case n >= 23 && n <= 25:
		s.Attr &^= 1 << (n - 21)
	case n >= 27 && n <= 29:
		s.Attr &^= 1 << (n - 22)
	case n >= 30 && n <= 37:
		s.Fg = fmt.Sprint(n - 30)
	case n == 39:
		s.Fg = ""
	case n >= 40 && n <= 47:
		s.Bg = fmt.Sprint(n - 40)
	case n == 49:
		s.Bg = ""
	case n >= 90 && n <= 97:
		s.Fg = fmt.Sprint(n - 82)
	case n >= 100 && n <= 107:
		s.Bg = fmt.Sprint(n - 92)
	case n == 59:
	default:
		t.strange("SGR", fmt.Append(nil, n))
	}
}

// subparams returns how many parameters belong together by colons.
func subparams(p ansi.Params) int {
	for i := range p {
		if !p[i].HasMore() {
			return i + 1
		}
	}
	return len(p)
}

// sgrColour reads 38;5;n, 38;2;r;g;b and both with colons (38:2::r:g:b too), and returns how many
// parameters that took.
func sgrColour(p ansi.Params) (colour string, used int) {
	colons := subparams(p)
	kind, _, _ := p.Param(1, 0)
	at := func(i int) int { v, _, _ := p.Param(i, 0); return min(v, 255) }
	switch {
	case kind == 5:
		colour, used = fmt.Sprint(at(2)), 3
	case kind == 2 && colons >= 6: // with a colour space
		colour, used = fmt.Sprintf("#%02x%02x%02x", at(3), at(4), at(5)), 6
	case kind == 2:
		colour, used = fmt.Sprintf("#%02x%02x%02x", at(2), at(3), at(4)), 5
	default:
		used = 2
	}
	return colour, min(max(used, colons), len(p))
}
