package layout

import (
	"math"
	"slices"
)

// Column is one of the list's columns, as the part that draws it describes it.
type Column struct {
	Name  string
	W     int  // cells
	Least int  // to which it shrinks where room is short, and no further; 0: it goes
	Rest  bool // it has what the others leave
	Keep  int  // how much it is worth where room is short: the lowest gives way first; 0: it stays
	From  int  // width of the screen from which it is there unasked
}

// Wants are what the arrangement depends on besides the size.
type Wants struct {
	Preview   bool     // one is open
	Panel     bool     // the emulator's is
	Columns   []Column // in order
	Chosen    bool     // a person chose the columns
	Name      int      // cells of the widest text in the column that has the rest
	Side      int      // cells of the pane beside the list, as a person set them; 0: as usual
	Downloads int      // how many there are to show
}

// Worth is the Keep from which on a column gives way only to the least of a name. What is worth less
// gives way to a name of up to EnoughName cells, or nearly half of a wide list. Asked is that of a column
// which somebody just asked for.
const (
	Worth = 5
	Asked = 9
)

// IDWidth is the width of the screen from which IDs have a column.
const IDWidth = 140

// EnoughName is the width of a name that lesser columns give way to.
const EnoughName = 40

// Never is the From of a column that is there only where somebody asks for it.
const Never = 1 << 20

const (
	leadW, endW          = 5, 1 // bar, mark, badge, sign and a gap before the columns; a margin after them
	leastName, leastList = 20, 60

	narrowSide, usualSide, mostSide = 34, 43, 64
	wholeSide                       = 48 // holds an ID in one line of the details
)

// columns returns those that are there at a width of the screen.
func (w Wants) columns(screen int) []Column {
	return slices.DeleteFunc(slices.Clone(w.Columns), func(c Column) bool { return screen < c.From })
}

// sideW is as wide as it usually is, and narrower where names would be cut beside it.
func (w Wants) sideW(screen int) int {
	least, usual := narrowSide, min(max(screen*36/100, usualSide), mostSide)
	switch {
	case w.Side > 0:
		return min(max(w.Side, least), screen-leastList)
	case screen >= IDWidth:
		least = wholeSide
	case w.Preview || w.Panel:
		return usual
	}
	return max(least, min(usual, screen-taken(w.columns(screen))-max(w.Name, leastName)))
}

// taken are the cells of all columns but the one that has the rest, with their gaps.
func taken(columns []Column) int {
	n := leadW + endW + max(len(columns)-1, 0)
	for _, c := range columns {
		if !c.Rest {
			n += c.W
		}
	}
	return n
}

// fit gives the columns their widths in a list of room cells. What has the rest gets what the others
// leave; for it, they shrink or go.
func (w Wants) fit(columns []Column, room int) []Column {
	least, enough := 0, 0
	if slices.ContainsFunc(columns, isRest) {
		least, enough = leastName, leastName
		if !w.Chosen {
			enough = min(max(w.Name, leastName), max(EnoughName, room*45/100))
		}
	}
	for {
		left, below := room-taken(columns), 0
		switch {
		case left < least:
			below = math.MaxInt
		case left < enough:
			below = Worth
		}
		at := cheapest(columns, below)
		if at < 0 {
			break
		}
		if c := &columns[at]; c.Least > 0 {
			c.W = max(c.Least, c.W-enough+left)
		} else {
			columns = slices.Delete(columns, at, at+1)
		}
	}
	if at := slices.IndexFunc(columns, isRest); at >= 0 {
		columns[at].W = max(room-taken(columns), 0)
	}
	return columns
}

func isRest(c Column) bool { return c.Rest }

// cheapest finds the column that gives way first of those worth less than that, -1: none can.
func cheapest(columns []Column, below int) int {
	at := -1
	for i, c := range columns {
		if c.Keep == 0 || c.Keep >= below || c.Least > 0 && c.W <= c.Least || at >= 0 && c.Keep >= columns[at].Keep {
			continue
		}
		at = i
	}
	return at
}

// narrowColumns are those of the small list: sign, name, size and timer.
func narrowColumns(w int) []Column {
	const size, link = 6, 9
	return []Column{{Name: "name", W: w - leadW - size - link - endW}, {Name: "size", W: size}, {Name: "link", W: link}}
}
