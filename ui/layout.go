package ui

// arrangement is how the parts of the screen stand to each other.
type arrangement int

const (
	tiny    arrangement = iota // no room for a list: one line says what is needed
	narrow                     // sign, name, size and timer; details replace the list
	stacked                    // details below the list
	wide                       // details beside the list
)

// Sizes at which the arrangement changes, in cells.
const (
	tinyWidth, tinyHeight     = 30, 6
	narrowWidth, narrowHeight = 60, 16
	wideWidth                 = 110
	idColumnWidth             = 140
	loadHeight, highHeight    = 30, 40 // from these on the downloads pane stands, and is larger
	detailLines               = 5
	footLines                 = 3
	wordWidth                 = 11 // of the state
)

// layout is where everything goes, for one size of the terminal.
type layout struct {
	w, h    int
	kind    arrangement
	listW   int // cells of a list row
	listH   int // rows of the list's window, without its heading
	sideW   int // cells of the pane beside the list, 0 when there is none
	detailH int // lines of the pane below the list, without its title
	loadH   int // lines of the downloads pane, with its title; 0 where a key shows it
	columns columns
}

// columns are the widths of the list's columns; 0 for one that is dropped.
type columns struct {
	word, name, kind, size, link, bar, from, age, id int
}

// newLayout divides a terminal of w by h cells.
func newLayout(w, h int) layout {
	l := layout{w: w, h: h, listW: w}
	switch {
	case w < tinyWidth || h < tinyHeight:
		l.kind = tiny
	case w < narrowWidth || h < narrowHeight:
		l.kind = narrow
		l.listH = h - 3
	case w < wideWidth:
		l.kind = stacked
		l.detailH = max(0, min(detailLines, h-narrowHeight))
		l.listH = h - 4 - footLines
		if l.detailH > 0 {
			l.listH -= l.detailH + 1
		}
	default:
		l.kind = wide
		l.sideW = min(max(w*36/100, 43), 64)
		l.listW = w - l.sideW
		l.listH = h - 4 - footLines
	}
	switch {
	case l.kind != wide && l.kind != stacked:
	case h >= highHeight:
		l.loadH = 8
	case h >= loadHeight:
		l.loadH = 5
	}
	l.listH = max(l.listH-l.loadH, 0)
	l.columns = newColumns(l)
	return l
}

// newColumns gives the name what the others leave. Narrowing drops age, then from, then type, then
// the bar, then the size.
func newColumns(l layout) columns {
	if l.kind == tiny {
		return columns{}
	}
	if l.kind == narrow {
		return narrowColumns(l.listW)
	}
	c := columns{word: wordWidth, kind: 5, size: 8, link: 5, bar: 8, from: 5, age: 4}
	if l.w >= idColumnWidth {
		c.id = min(max(l.listW-110, 14), 37)
	}
	const least = 20
	for _, drop := range []*int{&c.age, &c.from, &c.kind, &c.bar, &c.size} {
		if l.listW-c.fixed() >= least {
			break
		}
		*drop = 0
	}
	c.name = max(l.listW-c.fixed(), 0)
	return c
}

// fixed returns the cells that all columns but the name take with their gaps.
func (c columns) fixed() int {
	n := 5 + c.word + 1 + c.link // bar, mark, badge, sign and a gap, then the word and the timer
	for _, w := range []int{c.kind, c.size, c.id} {
		if w > 0 {
			n += w + 1
		}
	}
	return n + 2 + c.bar + c.from + c.age + 1
}

// narrowColumns is the small list: sign, name, size and timer.
func narrowColumns(w int) columns {
	c := columns{size: 6, link: 9}
	c.name = w - 5 - c.size - c.link
	return c
}
