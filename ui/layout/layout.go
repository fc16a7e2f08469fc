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
	TinyWidth                   = 30
	TinyHeight                  = 6
	NarrowWidth                 = 60
	NarrowHeight                = 16
	WideWidth                   = 110
	downloadsHeight, highHeight = 30, 40 // from these on the downloads pane stands, and may be larger
	detailLines                 = 5
	footLines                   = 3
	StateWidth                  = 11 // of the state
)

// Layout is where everything goes, for one size of the terminal.
type Layout struct {
	W, H       int
	Kind       Kind
	ListW      int      // cells of a list row
	ListH      int      // rows of the list's window, without its heading
	SideW      int      // cells of the pane beside the list, 0 when there is none
	DetailH    int      // lines of the pane below the list, without its title
	DownloadsH int      // lines of the downloads pane, with its title; 0 where a key shows it
	Folded     bool     // its title alone is there, and takes no line of the list: it is the divider above the foot
	Columns    []Column // in order, those that there is room for
	Preview    Rect     // of the preview; empty while none is open
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
		l.SideW = wants.sideW(w)
		l.ListW = w - l.SideW
		l.ListH = h - 4 - footLines
	}
	switch {
	case l.Kind != Wide && l.Kind != Stacked:
	case h >= highHeight:
		l.DownloadsH, l.Folded = min(8, 1+wants.Downloads), wants.Downloads == 0
	case h >= downloadsHeight:
		l.DownloadsH, l.Folded = min(5, 1+wants.Downloads), wants.Downloads == 0
	}
	if l.Folded {
		l.DownloadsH = 0
	}
	l.ListH = max(l.ListH-l.DownloadsH, 0)
	switch l.Kind {
	case Tiny:
	case Narrow:
		l.Columns = narrowColumns(w)
	case Stacked, Wide:
		l.Columns = wants.fit(wants.columns(w), l.ListW)
	}
	if wants.Preview {
		l.Preview = l.preview()
	}
	return l
}

// HeadH is how many lines stand above the list.
func (l *Layout) HeadH() int {
	if l.Kind == Narrow {
		return 1
	}
	return 2
}

// FootH is how many lines stand below the list.
func (l *Layout) FootH() int {
	if l.Kind == Narrow {
		return 2
	}
	return footLines + 1
}

// PaneH is how many lines a pane over the whole width shows.
func (l *Layout) PaneH() int { return max(l.H-l.HeadH()-l.FootH(), 0) }

const (
	leastPreview = 4  // lines, of which one is its title
	sideFacts    = 9  // lines of the details above the preview, with their heading
	wholeFacts   = 12 // the same where a preview has lines enough: an ID in two lines, and a long name
)

// preview is where a preview stands: beside the list, under the details, or over the list where nothing
// stands beside it. It is empty where there is no room for one.
func (l *Layout) preview() Rect {
	r := Rect{0, l.HeadH(), l.W, l.PaneH()}
	if l.Kind == Wide {
		h := l.PaneH() - l.DownloadsH
		above := min(max(min(sideFacts, h/2), h*3/8), wholeFacts)
		r = Rect{l.ListW + 2, l.HeadH() + above, l.SideW - 3, h - above}
	}
	if l.Kind == Tiny || r.H < leastPreview {
		return Rect{}
	}
	return r
}

// SideH is how many lines the details beside the list have.
func (l *Layout) SideH() int {
	h := l.PaneH() - l.DownloadsH
	if l.Kind == Wide {
		h -= l.Preview.H
	}
	return h
}

// Width returns the cells of a column, 0 for one that is not there.
func (l *Layout) Width(column string) int {
	for _, c := range l.Columns {
		if c.Name == column {
			return c.W
		}
	}
	return 0
}

// Rest returns the cells of a row of the list that are behind its columns.
func (l *Layout) Rest() int {
	n := l.ListW - leadW - max(len(l.Columns)-1, 0)
	for _, c := range l.Columns {
		n -= c.W
	}
	return max(n, 0)
}
