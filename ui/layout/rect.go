package layout

// Rect is a part's room on the screen, in cells from the upper left corner.
type Rect struct{ X, Y, W, H int }

// Contains reports whether a cell is within.
func (r Rect) Contains(x, y int) bool {
	return x >= r.X && x < r.X+r.W && y >= r.Y && y < r.Y+r.H
}

// Empty reports whether there is no room.
func (r Rect) Empty() bool { return r.W <= 0 || r.H <= 0 }
