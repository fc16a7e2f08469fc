package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/model/session"
)

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
