package model

import (
	"maps"
	"slices"
)

// scrollMargin is how many rows stay visible beyond the cursor while it moves.
const scrollMargin = 2

// Cursor returns the ID of the attachment under the cursor, empty where no row is shown.
func (l *Listing) Cursor() string {
	l.sync()
	if len(l.shown) == 0 {
		return ""
	}
	return l.shown[l.cursor].record.ID
}

// CursorIndex returns the cursor's place among the rows that pass the filter, from 0.
func (l *Listing) CursorIndex() int {
	l.sync()
	return l.cursor
}

// WindowTop returns the place of the window's first row among the rows that pass the filter, from 0.
func (l *Listing) WindowTop() int {
	l.sync()
	return l.top
}

// Place returns the place of an attachment among the rows that pass the filter, from 0, and -1 for one that
// does not.
func (l *Listing) Place(id string) int {
	l.sync()
	if e, ok := l.entries[id]; ok {
		return e.pos
	}
	return -1
}

// Scroll moves the window, and the cursor no further than it takes to stay inside.
func (l *Listing) Scroll(rows int) {
	l.sync()
	if len(l.shown) == 0 {
		return
	}
	height := max(l.height, 1)
	l.top = max(min(l.top+rows, len(l.shown)-height), 0)
	first, last, margin := l.top, min(l.top+height, len(l.shown))-1, min(scrollMargin, (height-1)/2)
	if first > 0 {
		first += margin
	}
	if last < len(l.shown)-1 {
		last -= margin
	}
	l.move(min(max(l.cursor, first), last) - l.cursor)
}

// SetHeight tells the window's rows, at least 1.
func (l *Listing) SetHeight(rows int) {
	l.sync()
	l.height = max(rows, 1)
	l.keepInside(0)
}

// Visible returns the IDs of the rows in the window, from top to bottom. It costs a windowful,
// however long the list.
func (l *Listing) Visible() []string {
	l.sync()
	return ids(l.shown[l.top:min(l.top+max(l.height, 1), len(l.shown))])
}

// Select puts the cursor on an attachment. One that is filtered away gets it once it is shown.
func (l *Listing) Select(id string) {
	l.sync()
	if _, ok := l.entries[id]; !ok {
		return
	}
	l.wanted, l.cursor = id, l.near(id)
	l.keepInside(scrollMargin)
}

// Up moves the cursor one row up.
func (l *Listing) Up() { l.move(-1) }

// Down moves the cursor one row down.
func (l *Listing) Down() { l.move(1) }

// Top moves the cursor to the first row.
func (l *Listing) Top() { l.move(-l.Len()) }

// Bottom moves the cursor to the last row.
func (l *Listing) Bottom() { l.move(l.Len()) }

// HalfPageUp moves cursor and window half a window up.
func (l *Listing) HalfPageUp() { l.turn(-max(l.height/2, 1)) }

// HalfPageDown moves cursor and window half a window down.
func (l *Listing) HalfPageDown() { l.turn(max(l.height/2, 1)) }

// PageUp moves cursor and window a window up, less one row.
func (l *Listing) PageUp() { l.turn(-max(l.height-1, 1)) }

// PageDown moves cursor and window a window down, less one row.
func (l *Listing) PageDown() { l.turn(max(l.height-1, 1)) }

func (l *Listing) turn(rows int) {
	if l.Len() > 0 {
		l.top += rows
		l.move(rows)
	}
}

func (l *Listing) move(rows int) {
	l.sync()
	if len(l.shown) == 0 {
		return
	}
	l.cursor = min(max(l.cursor+rows, 0), len(l.shown)-1)
	l.wanted = l.shown[l.cursor].record.ID
	l.keepInside(scrollMargin)
}

// Similar reports whether no row matches the filter, and those shown have similar names, the most similar first.
func (l *Listing) Similar() bool {
	l.sync()
	return l.similar
}

// Types returns the types of all rows, sorted, for a filter that is being completed.
func (l *Listing) Types() []string {
	l.sync()
	seen := map[string]bool{}
	for _, e := range l.sorted {
		seen[e.words.Kind] = true
	}
	delete(seen, "")
	return slices.Sorted(maps.Keys(seen))
}

// Len returns the number of rows that pass the filter.
func (l *Listing) Len() int {
	l.sync()
	return len(l.shown)
}

// IDs returns the attachments that pass the filter, in order.
func (l *Listing) IDs() []string {
	l.sync()
	return ids(l.shown)
}
