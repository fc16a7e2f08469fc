package layout

// Rect is a part's room on the screen, in cells from the upper left corner.
type Rect struct{ X, Y, W, H int }

// Contains reports whether a cell is within.
func (r Rect) Contains(x, y int) bool {
	return x >= r.X && x < r.X+r.W && y >= r.Y && y < r.Y+r.H
}

// Empty reports whether there is no room.
func (r Rect) Empty() bool { return r.W <= 0 || r.H <= 0 }

const (
	leastPreview = 4 // lines, of which one is its title
	sideFacts    = 9 // lines of the details above the preview, with their heading
)

// preview is where a preview stands: beside the list, under the details, or over the list where nothing
// stands beside it. It is empty where there is no room for one.
func (l Layout) preview() Rect {
	r := Rect{0, l.HeadH(), l.W, l.PaneH()}
	if l.Kind == Wide {
		h := l.PaneH() - l.DownloadsH
		above := min(sideFacts, h/2)
		r = Rect{l.ListW + 2, l.HeadH() + above, l.SideW - 3, h - above}
	}
	if l.Kind == Tiny || r.H < leastPreview {
		return Rect{}
	}
	return r
}

// SideH is how many lines the details beside the list have.
func (l Layout) SideH() int {
	h := l.PaneH() - l.DownloadsH
	if l.Kind == Wide {
		h -= l.Preview.H
	}
	return h
}
