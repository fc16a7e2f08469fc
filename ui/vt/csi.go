package vt

import (
	"fmt"
	"slices"

	"github.com/charmbracelet/x/ansi"
)

// csi obeys a control sequence.
func (t *state) csi(cmd ansi.Cmd, p ansi.Params) {
	known := false
	switch {
	case cmd.Prefix() == 0 && cmd.Intermediate() == 0:
		known = t.cursorMove(cmd.Final(), p) || t.edit(cmd.Final(), p) || t.manage(cmd.Final(), p)
	case cmd.Intermediate() != 0:
		known = t.intermediate(cmd, p)
	case cmd.Prefix() == '?':
		known = t.private(cmd.Final(), p)
	case cmd.Prefix() == '>' || cmd.Prefix() == '<' || cmd.Prefix() == '=':
		known = t.extended(cmd, p)
	}
	if !known {
		t.strange("CSI", cmdText(cmd, p))
	}
}

// cursorMove obeys what only moves the cursor.
func (t *state) cursorMove(final byte, p ansi.Params) bool {
	g, n := t.grid, count(p, 0)
	switch final {
	case 'A':
		g.vertical(-n)
	case 'B', 'e':
		g.vertical(n)
	case 'C', 'a':
		g.move(g.x+n, g.y)
	case 'D':
		g.move(g.x-n, g.y)
	case 'E':
		g.move(0, g.y)
		g.vertical(n)
	case 'F':
		g.move(0, g.y)
		g.vertical(-n)
	case 'G', '`':
		g.move(n-1, g.y)
	case 'd':
		g.move(g.x, n-1)
	case 'H', 'f':
		g.move(count(p, 1)-1, n-1)
	case 'I':
		t.tab(n)
	case 'Z':
		t.tab(-n)
	case 's':
		t.save()
	case 'u':
		t.restore()
	default:
		return false
	}
	return true
}

// edit obeys what changes cells.
func (t *state) edit(final byte, p ansi.Params) bool {
	g, n, s := t.grid, count(p, 0), t.style
	switch final {
	case 'J':
		return t.eraseScreen(number(p, 0, 0))
	case 'K':
		return t.eraseLine(number(p, 0, 0))
	case 'X':
		g.erase(g.y, g.x, g.x+n, s)
		g.wrap = false
	case '@':
		g.insertCells(n, s)
	case 'P':
		g.insertCells(-n, s)
	case 'L':
		g.insertLines(n, s)
	case 'M':
		g.insertLines(-n, s)
	case 'S':
		g.scroll(g.top, n, s)
	case 'T':
		g.scroll(g.top, -n, s)
	case 'b':
		t.repeat(n)
	default:
		return false
	}
	return true
}

// repeat prints the last character n times more, at most a screenful.
func (t *state) repeat(n int) {
	if t.last == "" {
		return
	}
	width := min(max(t.width(t.last), 1), 2)
	for range min(n, t.grid.w*t.grid.h) {
		t.put(t.last, width)
	}
}

func (t *state) eraseScreen(part int) bool {
	g := t.grid
	switch part {
	case 0:
		g.erase(g.y, g.x, g.w, t.style)
		g.eraseLines(g.y+1, g.h, t.style)
	case 1:
		g.eraseLines(0, g.y, t.style)
		g.erase(g.y, 0, g.x+1, t.style)
	case 2:
		g.eraseLines(0, g.h, t.style)
	case 3: // the lines scrolled away, of which none are kept
	default:
		return false
	}
	g.wrap = g.wrap && part == 3
	return true
}

func (t *state) eraseLine(part int) bool {
	g := t.grid
	switch part {
	case 0:
		g.erase(g.y, g.x, g.w, t.style)
	case 1:
		g.erase(g.y, 0, g.x+1, t.style)
	case 2:
		g.erase(g.y, 0, g.w, t.style)
	default:
		return false
	}
	g.wrap = false
	return true
}

// manage obeys what sets up the terminal or asks it something.
func (t *state) manage(final byte, p ansi.Params) bool {
	g := t.grid
	switch final {
	case 'm':
		t.sgr(p)
	case 'r':
		g.region(count(p, 0)-1, number(p, 1, g.h)-1)
	case 'h', 'l':
		if number(p, 0, 0) != 4 {
			return false
		}
		t.modes.insert = final == 'h'
	case 'c':
		t.answer("\x1b[?62;22c")
	case 'n':
		switch number(p, 0, 0) {
		case 5:
			t.answer("\x1b[0n")
		case 6:
			t.answer(fmt.Sprintf("\x1b[%d;%dR", g.y+1, g.x+1))
		default:
			return false
		}
	case 't':
		t.window(number(p, 0, 0))
	case 'g': // tab stops stay where they are
	default:
		return false
	}
	return true
}

// window obeys the window operations that keep the title; the others change nothing here.
func (t *state) window(op int) {
	const push, pop, most = 22, 23, 10
	f := &t.facts
	switch n := len(f.titles); {
	case op == push && n < most:
		f.titles = append(slices.Clip(f.titles), f.title)
	case op == pop && n > 0:
		f.title, f.titles = f.titles[n-1], f.titles[:n-1]
	}
}
