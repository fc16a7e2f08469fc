package vt

import "github.com/charmbracelet/x/ansi"

// print puts one character on the screen.
func (t *state) print(r rune) {
	if r >= 0x80 && t.combine(r) {
		return
	}
	width := 1
	if r >= 0x80 {
		width = t.width(string(r))
	}
	if width == 0 {
		return // combines with nothing: a terminal drops it
	}
	t.put(string(r), min(width, 2))
}

// width measures by grapheme when the program asked for it (mode 2027), else by character.
func (t *state) width(s string) int {
	if t.modes.get(modeUnicode) {
		return ansi.GraphemeWidth.StringWidth(s)
	}
	return ansi.WcWidth.StringWidth(s)
}

// combine adds r to the character before the cursor if it belongs there, and reports whether it
// did.
func (t *state) combine(r rune) bool {
	g := t.grid
	x := g.x - 1
	if g.wrap {
		x = g.x
	}
	if x < 0 || t.last == "" {
		return false
	}
	if g.lines[g.y][x].Width == 0 && x > 0 {
		x--
	}
	cell := &g.lines[g.y][x]
	if cell.Text != t.last {
		return false // the cursor was moved in between
	}
	if t.modes.get(modeUnicode) {
		joined := cell.Text + string(r)
		if first, _ := ansi.FirstGraphemeCluster(joined, ansi.GraphemeWidth); first != joined {
			return false
		}
		t.widen(x, min(t.width(joined), 2))
	} else if t.width(string(r)) != 0 {
		return false
	}
	const longest = 64 // bytes: hostile text stacks marks without end
	if len(cell.Text) < longest {
		cell.Text += string(r)
	}
	t.last = cell.Text
	return true
}

// widen gives the character in column x a second cell, when what combined with it made it wide.
func (t *state) widen(x, width int) {
	g := t.grid
	cell := &g.lines[g.y][x]
	if width != 2 || cell.Width != 1 || x+1 >= g.w {
		return
	}
	g.erase(g.y, x+1, x+2, t.style)
	cell.Width = 2
	g.lines[g.y][x+1] = Cell{Style: cell.Style}
	t.step(x + 2)
}

// put places text of a width of 1 or 2 at the cursor and moves on.
func (t *state) put(text string, width int) {
	g := t.grid
	if width > g.w {
		return
	}
	if g.wrap && t.modes.get(modeWrap) {
		t.facts.wraps++
		g.move(0, g.y)
		g.feed(t.style)
	}
	if g.x+width > g.w {
		if !t.modes.get(modeWrap) {
			return
		}
		t.facts.wraps++
		g.move(0, g.y)
		g.feed(t.style)
	}
	if t.modes.insert {
		g.insertCells(width, t.style)
	}
	g.split(g.y, g.x)
	g.split(g.y, g.x+width)
	g.lines[g.y][g.x] = Cell{Text: text, Width: width, Style: t.style}
	if width == 2 {
		g.lines[g.y][g.x+1] = Cell{Style: t.style}
	}
	t.last = text
	t.step(g.x + width)
}

// step moves the cursor to column x, or leaves it on the last one with the wrap pending.
func (t *state) step(x int) {
	g := t.grid
	g.move(x, g.y)
	g.wrap = x >= g.w
}

// execute obeys a control character.
func (t *state) execute(b byte) {
	g := t.grid
	switch b {
	case ansi.BEL:
		t.facts.bells++
	case ansi.BS:
		g.move(g.x-1, g.y)
	case ansi.HT:
		t.tab(1)
	case ansi.LF, ansi.VT, ansi.FF:
		if t.onlcr {
			g.move(0, g.y)
		}
		g.feed(t.style)
	case ansi.CR:
		g.move(0, g.y)
	case ansi.IND:
		g.feed(t.style)
	case ansi.NEL:
		g.move(0, g.y)
		g.feed(t.style)
	case ansi.RI:
		g.back(t.style)
	case ansi.NUL, ansi.SO, ansi.SI, ansi.DEL, ansi.ESC, ansi.CAN, ansi.SUB, ansi.ST:
	default:
		t.strange("control", []byte{b})
	}
}

// tab moves n tab stops on, or back for a negative n. The stops stand at every eighth column.
func (t *state) tab(n int) {
	g := t.grid
	x := g.x / 8 * 8
	if n < 0 && g.x%8 != 0 {
		n++
	}
	g.move(x+8*min(max(n, -g.w), g.w), g.y)
}
