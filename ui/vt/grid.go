package vt

// grid is one screen of cells with a cursor and a scrolling region. Every method keeps the cursor
// and the region on the screen.
type grid struct {
	lines       [][]Cell
	w, h        int
	x, y        int
	wrap        bool // the last column was printed to: the next character starts a new line
	top, bottom int  // the scrolling region, both lines included
	saved       saved
}

// saved is what DECSC keeps.
type saved struct {
	x, y  int
	style Style
}

func blankLine(w int, s Style) []Cell {
	line := make([]Cell, w)
	for i := range line {
		line[i] = blank(s)
	}
	return line
}

// blank is an erased cell: it keeps the background in force, as in xterm.
func blank(s Style) Cell { return Cell{Width: 1, Style: Style{Bg: s.Bg}} }

func newGrid(w, h int) *grid {
	g := &grid{w: w, h: h, bottom: h - 1}
	for range h {
		g.lines = append(g.lines, blankLine(w, Style{}))
	}
	return g
}

func (g *grid) resize(w, h int) {
	if drop := g.y - (h - 1); drop > 0 {
		g.lines = g.lines[drop:]
		g.y -= drop
	}
	for len(g.lines) < h {
		g.lines = append(g.lines, blankLine(w, Style{}))
	}
	g.lines = g.lines[:h]
	for i, line := range g.lines {
		fresh := blankLine(w, Style{})
		copy(fresh, line)
		g.lines[i] = fresh
		g.mend(i, w)
	}
	g.w, g.h = w, h
	g.top, g.bottom = 0, h-1
	g.move(g.x, g.y)
}

// move puts the cursor at x, y, held within the screen.
func (g *grid) move(x, y int) {
	g.x, g.y = min(max(x, 0), g.w-1), min(max(y, 0), g.h-1)
	g.wrap = false
}

// vertical moves the cursor n lines down, or up, stopping at the scrolling region it is in.
func (g *grid) vertical(n int) {
	low, high := 0, g.h-1
	if g.y >= g.top {
		low = g.top
	}
	if g.y <= g.bottom {
		high = g.bottom
	}
	g.move(g.x, min(max(g.y+n, low), high))
}

// feed moves one line down, scrolling at the end of the region.
func (g *grid) feed(s Style) {
	g.wrap = false
	if g.y == g.bottom {
		g.scroll(g.top, 1, s)
		return
	}
	g.move(g.x, g.y+1)
}

// back moves one line up, scrolling at the start of the region.
func (g *grid) back(s Style) {
	g.wrap = false
	if g.y == g.top {
		g.scroll(g.top, -1, s)
		return
	}
	g.move(g.x, g.y-1)
}

// scroll moves the lines from line from to the end of the region up by n, or down for a negative
// n, and blanks what becomes free.
func (g *grid) scroll(from, n int, s Style) {
	part := g.lines[from : g.bottom+1]
	n = min(max(n, -len(part)), len(part))
	if n >= 0 {
		copy(part, part[n:])
		for i := len(part) - n; i < len(part); i++ {
			part[i] = blankLine(g.w, s)
		}
		return
	}
	copy(part[-n:], part)
	for i := range -n {
		part[i] = blankLine(g.w, s)
	}
}

// insertLines inserts n lines at the cursor, or deletes for a negative n. Outside the region it
// does nothing.
func (g *grid) insertLines(n int, s Style) {
	if g.y < g.top || g.y > g.bottom {
		return
	}
	g.scroll(g.y, -n, s)
	g.move(0, g.y)
}

// insertCells inserts n blanks at the cursor, or deletes for a negative n.
func (g *grid) insertCells(n int, s Style) {
	rest := g.lines[g.y][g.x:]
	n = min(max(n, -len(rest)), len(rest))
	g.split(g.y, g.x)
	if n >= 0 {
		copy(rest[n:], rest)
		g.erase(g.y, g.x, g.x+n, s)
	} else {
		g.split(g.y, g.x-n)
		copy(rest, rest[-n:])
		g.erase(g.y, g.w+n, g.w, s)
	}
	g.mend(g.y, g.w)
	g.wrap = false
}

// erase blanks the columns from up to, not including, to of line y.
func (g *grid) erase(y, from, to int, s Style) {
	from, to = min(max(from, 0), g.w), min(max(to, 0), g.w)
	g.split(y, from)
	g.split(y, to)
	for x := from; x < to; x++ {
		g.lines[y][x] = blank(s)
	}
}

// split blanks both halves of a wide character that column x cuts in two.
func (g *grid) split(y, x int) {
	if x <= 0 || x >= len(g.lines[y]) || g.lines[y][x].Width != 0 {
		return
	}
	g.lines[y][x-1] = blank(g.lines[y][x-1].Style)
	g.lines[y][x] = blank(g.lines[y][x].Style)
}

// mend blanks a wide character that lost its second half at the end of a line of w columns.
func (g *grid) mend(y, w int) {
	if last := &g.lines[y][w-1]; last.Width == 2 {
		*last = blank(last.Style)
	}
}

// eraseLines blanks whole lines.
func (g *grid) eraseLines(from, to int, s Style) {
	for y := max(from, 0); y < min(to, g.h); y++ {
		g.lines[y] = blankLine(g.w, s)
	}
}

// region sets the scrolling region, both lines from 0; a region of less than two lines is ignored,
// as in xterm.
func (g *grid) region(top, bottom int) {
	bottom = min(bottom, g.h-1)
	if top < 0 || top >= bottom {
		return
	}
	g.top, g.bottom = top, bottom
	g.move(0, 0)
}
