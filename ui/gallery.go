package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/model/session"
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
func (g *gallery) show(d *desk, id string) {
	*g = gallery{open: true, cursor: id, revision: -1, thumbs: part.Thumbs{}}
	g.find(d)
}

// find lists the pictures anew where files have come or gone, and keeps the cursor in sight.
func (g *gallery) find(d *desk) {
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

// here is the picture that keys act on.
func (g *gallery) here() session.Targets {
	if g.cursor == "" {
		return session.Targets{}
	}
	return session.Targets{IDs: []string{g.cursor}}
}

// press takes a key while the gallery is in front. Those of the screen as a whole go on to it.
func (g *gallery) press(m *Model, msg tea.KeyPressMsg) (cmd tea.Cmd, taken bool) {
	k := &m.opts.Keys
	columns, page := g.size.Columns, g.size.Columns*g.size.Rows
	for _, step := range []struct {
		key key.Binding
		by  int
	}{
		{k.View.Left, -1},
		{k.View.Right, 1},
		{k.Move.Up, -columns},
		{k.Move.Down, columns},
		{k.Move.Top, -len(g.ids)},
		{k.Move.Bottom, len(g.ids)},
		{k.Move.PageUp, -page},
		{k.Move.PageDown, page},
		{k.Move.HalfUp, -page},
		{k.Move.HalfDown, page},
	} {
		if key.Matches(msg, step.key) {
			g.move(step.by)
			return nil, true
		}
	}
	switch {
	case key.Matches(msg, k.Act.Open):
		g.choose(m)
	case key.Matches(msg, k.Act.Copy):
		cmd = m.do(session.Copy{Targets: g.here()})
	case key.Matches(msg, k.Act.Save):
		cmd = m.do(session.Save{Targets: g.here()})
	case key.Matches(msg, k.View.Gallery, k.List.Back, k.Screen.Quit):
		g.open = false
	case key.Matches(msg, k.List.HideNames):
		cmd = m.hideNames()
	case key.Matches(msg, k.Screen.Palette): // commands act on the list
		g.choose(m)
		return nil, false
	case key.Matches(msg, k.Screen.Help, k.Screen.Log, k.Screen.Suspend, k.Screen.QuitNow, k.Screen.Panel, k.Load.Pane):
		return nil, false
	}
	return cmd, true
}

// choose closes the gallery and puts the cursor of the list on the picture, whatever the list is filtered by.
func (g *gallery) choose(m *Model) {
	g.open = false
	if m.list.Select(g.cursor); g.cursor != "" && m.list.Cursor() != g.cursor {
		m.list.SetFilter("")
		m.list.Select(g.cursor)
	}
}
