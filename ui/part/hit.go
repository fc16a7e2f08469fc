package part

import (
	"charm.land/bubbles/v2/key"

	"attache/ui/layout"
)

// Hit is a box on the screen that the mouse acts on. Of two that overlap, the later one counts.
type Hit struct {
	layout.Rect
	Target
}

// Target is what a box stands for.
type Target struct {
	Kind  TargetKind
	ID    string // OnRow, OnDownload: the attachment
	Index int    // OnLine: which one of the pane; OnTile: which picture
	Key   string // OnKey: what a click presses
}

// TargetKind tells the targets apart.
type TargetKind int

// The kinds.
const (
	OnNothing TargetKind = iota
	OnList               // the wheel scrolls it
	OnRow
	OnDownload // below the list
	OnPane     // the text of one, which the wheel scrolls
	OnLine     // one that can be picked in a pane
	OnPreview
	OnTile // of the gallery; Index: which picture
	OnSide // the details or the log beside the list or below it
	OnSplit
	OnNews // a message, which a click closes
	OnNew  // new files out of sight
	OnKey
	OnTab // of a chat; Index: which one
)

// TargetAt returns the target of the box that holds a cell.
func TargetAt(hits []Hit, x, y int) Target {
	for i := len(hits) - 1; i >= 0; i-- {
		if hits[i].Contains(x, y) {
			return hits[i].Target
		}
	}
	return Target{}
}

// HitOn is a hit of a kind alone.
func HitOn(kind TargetKind, r layout.Rect) Hit { return Hit{r, Target{Kind: kind}} }

// keyHit is the box of a key that is named somewhere.
func keyHit(r layout.Rect, b key.Binding) []Hit {
	if !b.Enabled() || len(b.Keys()) == 0 {
		return nil
	}
	return []Hit{{r, Target{Kind: OnKey, Key: b.Keys()[0]}}}
}

// layOut are the boxes of attachments, one a line from the top of a rectangle on.
func rowHits(ids []string, r layout.Rect) []Hit {
	var hits []Hit
	for i, id := range ids[:min(len(ids), max(r.H, 0))] {
		hits = append(hits, Hit{layout.Rect{X: r.X, Y: r.Y + i, W: r.W, H: 1}, Target{Kind: OnRow, ID: id}})
	}
	return hits
}

// Hits are the boxes of the list in a rectangle: the whole, and each row.
func (l *List) Hits(r layout.Rect) []Hit {
	hits := []Hit{HitOn(OnList, r)}
	if !l.narrow() { // below the heading
		r.Y, r.H = r.Y+1, r.H-1
	}
	return append(hits, rowHits(l.Listing.Visible(), r)...)
}

// Hits are the boxes of the downloads below the list, with their title.
func (d *Downloads) Hits(r layout.Rect) []Hit {
	r.Y, r.H = r.Y+1, r.H-1
	hits := rowHits(d.some(r.H), r)
	for i := range hits {
		hits[i].Kind = OnDownload
	}
	return hits
}

// LineHits are the boxes of n lines of a pane that can be picked, of which the first stands on line head of
// its text, in a rectangle that shows the text from line top on.
func LineHits(n, head, top int, r layout.Rect) []Hit {
	hits := []Hit{HitOn(OnPane, r)}
	for i := range n {
		if y := head + i - top; y >= 0 && y < r.H {
			hits = append(hits, Hit{layout.Rect{X: r.X, Y: r.Y + y, W: r.W, H: 1}, Target{Kind: OnLine, Index: i}})
		}
	}
	return hits
}

// Hits are the boxes of the commands: below the picked one may stand why it does nothing.
func (p *Palette) Hits(top int, r layout.Rect) []Hit {
	hits := []Hit{HitOn(OnPane, r)}
	reasons := len(p.Lines(r.W)) - len(p.Commands)
	for i := range p.Commands {
		y := i - top
		if i > p.Cursor {
			y += reasons
		}
		if y >= 0 && y < r.H {
			hits = append(hits, Hit{layout.Rect{X: r.X, Y: r.Y + y, W: r.W, H: 1}, Target{Kind: OnLine, Index: i}})
		}
	}
	return hits
}

// Hits are the boxes of the pictures on screen, in a rectangle.
func (g *Gallery) Hits(r layout.Rect) []Hit {
	hits := []Hit{HitOn(OnPane, r)}
	from := g.Top * g.Grid.Columns
	for i := from; i < min(from+g.Grid.Columns*g.Grid.Rows, g.Count); i++ {
		at := layout.Rect{X: r.X + i%g.Grid.Columns*g.Grid.W, Y: r.Y + 1 + (i-from)/g.Grid.Columns*g.Grid.H, W: g.Grid.W, H: g.Grid.H}
		at.H = min(at.H, r.Y+r.H-at.Y)
		hits = append(hits, Hit{at, Target{Kind: OnTile, Index: i}})
	}
	return hits
}

// Hits is the box of the new files out of sight in the status line at y.
func (s *Status) Hits(y int) []Hit {
	if w := s.measure(s.unseen(s.Unseen)); w > 0 {
		return []Hit{HitOn(OnNew, layout.Rect{X: 1, Y: y, W: w, H: 1})}
	}
	return nil
}
