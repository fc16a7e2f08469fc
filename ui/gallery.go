package ui

import (
	"attache/model"
	"attache/ui/layout"
	"attache/ui/part"
)

// gallery is the pictures of the chat in place of the list.
type gallery struct {
	open     bool
	ids      []string // of all pictures, in order of arrival
	revision int      // of the library that they were found in
	cursor   string   // the picture that keys act on
	top      int      // the first row of the grid shown
	size     part.Grid
	thumbs   part.Thumbs
}

// grid is what there is room for.
func (g *gallery) grid(l layout.Layout) part.Grid { return part.NewGrid(l.W, l.PaneH(), len(g.ids)) }

// show opens the gallery on a file, or on the first picture.
func (g *gallery) show(d *core, id string) {
	*g = gallery{open: true, cursor: id, revision: -1, thumbs: part.Thumbs{}}
	g.find(d)
}

// find lists the pictures anew where files have come or gone, and keeps the cursor in sight.
func (g *gallery) find(d *core) {
	lib := d.session.Library()
	if g.revision != lib.Revision() {
		g.revision, g.ids = lib.Revision(), nil
		for i := range lib.Len() {
			if a := lib.At(i); model.IsPicture(a) {
				g.ids = append(g.ids, a.ID)
			}
		}
	}
	size := g.grid(d.lay)
	if size != g.size {
		g.size, g.thumbs = size, part.Thumbs{}
	}
	g.move(0)
}

// at is the place of the cursor among the pictures.
func (g *gallery) at() int {
	for i, id := range g.ids {
		if id == g.cursor {
			return i
		}
	}
	return 0
}

// move moves the cursor by so many pictures.
func (g *gallery) move(by int) {
	if len(g.ids) == 0 {
		g.cursor = ""
		return
	}
	at := max(0, min(g.at()+by, len(g.ids)-1))
	g.cursor = g.ids[at]
	row := at / g.size.Columns
	g.top = max(min(g.top, row), row-g.size.Rows+1)
}

// visible are the pictures that are shown, the one under the cursor first.
func (g *gallery) visible(l layout.Layout) []string {
	size := g.grid(l)
	from := min(g.top*size.Columns, len(g.ids))
	shown := g.ids[from:min(from+size.Columns*size.Rows, len(g.ids))]
	all := make([]string, 0, len(shown)+1)
	if g.cursor != "" {
		all = append(all, g.cursor)
	}
	for _, id := range shown {
		if id != g.cursor {
			all = append(all, id)
		}
	}
	return all
}
