// Package layout divides the terminal among the parts of the screen.
package layout

// Kind is how the parts of the screen stand to each other.
type Kind int

// The kinds, smallest first.
const (
	Tiny    Kind = iota // no room for a list: one line says what is needed
	Narrow              // sign, name, size and timer; details replace the list
	Stacked             // details below the list
	Wide                // details beside the list
)

// Sizes at which the arrangement changes, in cells.
const (
	TinyWidth    = 30
	TinyHeight   = 6
	NarrowWidth  = 60
	NarrowHeight = 16
	WideWidth    = 110

	idColumnWidth               = 140
	downloadsHeight, highHeight = 30, 40 // from these on the downloads pane stands, and is larger
	detailLines                 = 5
	footLines                   = 3
	StateWidth                  = 11 // of the state
)

// Layout is where everything goes, for one size of the terminal.
type Layout struct {
	W, H       int
	Kind       Kind
	ListW      int // cells of a list row
	ListH      int // rows of the list's window, without its heading
	SideW      int // cells of the pane beside the list, 0 when there is none
	DetailH    int // lines of the pane below the list, without its title
	DownloadsH int // lines of the downloads pane, with its title; 0 where a key shows it
	Columns    Columns
	Preview    Rect // of the preview; empty while none is open
}

// Wants are what the arrangement depends on besides the size.
type Wants struct {
	Preview bool // one is open
}

// Columns are the widths of the list's columns; 0 for one that is dropped.
type Columns struct {
	State, Name, Type, Size, Link, Bar, From, Age, ID int
}

// New divides a terminal of w by h cells.
func New(w, h int, wants Wants) Layout {
	l := Layout{W: w, H: h, ListW: w}
	switch {
	case w < TinyWidth || h < TinyHeight:
		l.Kind = Tiny
	case w < NarrowWidth || h < NarrowHeight:
		l.Kind = Narrow
		l.ListH = h - 3
	case w < WideWidth:
		l.Kind = Stacked
		l.DetailH = max(0, min(detailLines, h-NarrowHeight))
		l.ListH = h - 4 - footLines
		if l.DetailH > 0 {
			l.ListH -= l.DetailH + 1
		}
	default:
		l.Kind = Wide
		l.SideW = min(max(w*36/100, 43), 64)
		l.ListW = w - l.SideW
		l.ListH = h - 4 - footLines
	}
	switch {
	case l.Kind != Wide && l.Kind != Stacked:
	case h >= highHeight:
		l.DownloadsH = 8
	case h >= downloadsHeight:
		l.DownloadsH = 5
	}
	l.ListH = max(l.ListH-l.DownloadsH, 0)
	l.Columns = newColumns(l)
	if wants.Preview {
		l.Preview = l.preview()
	}
	return l
}

// newColumns gives the name what the others leave. Narrowing drops age, then from, then type, then
// the bar, then the size.
func newColumns(l Layout) Columns {
	if l.Kind == Tiny {
		return Columns{}
	}
	if l.Kind == Narrow {
		return narrowColumns(l.ListW)
	}
	c := Columns{State: StateWidth, Type: 5, Size: 8, Link: 5, Bar: 8, From: 5, Age: 4}
	if l.W >= idColumnWidth {
		c.ID = min(max(l.ListW-110, 14), 37)
	}
	const least = 20
	for _, drop := range []*int{&c.Age, &c.From, &c.Type, &c.Bar, &c.Size} {
		if l.ListW-c.fixed() >= least {
			break
		}
		*drop = 0
	}
	c.Name = max(l.ListW-c.fixed(), 0)
	return c
}

// fixed returns the cells that all columns but the name take with their gaps.
func (c Columns) fixed() int {
	n := 5 + c.State + 1 + c.Link // bar, mark, badge, sign and a gap, then the word and the timer
	for _, w := range []int{c.Type, c.Size, c.ID} {
		if w > 0 {
			n += w + 1
		}
	}
	return n + 2 + c.Bar + c.From + c.Age + 1
}

// narrowColumns is the small list: sign, name, size and timer.
func narrowColumns(w int) Columns {
	c := Columns{Size: 6, Link: 9}
	c.Name = w - 5 - c.Size - c.Link
	return c
}

// HeadH is how many lines stand above the list.
func (l Layout) HeadH() int {
	if l.Kind == Narrow {
		return 1
	}
	return 2
}

// FootH is how many lines stand below the list.
func (l Layout) FootH() int {
	if l.Kind == Narrow {
		return 2
	}
	return footLines + 1
}

// PaneH is how many lines a pane over the whole width shows.
func (l Layout) PaneH() int { return max(l.H-l.HeadH()-l.FootH(), 0) }
