package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"attache/model/session"
)

// tellVisible tells the session which rows are on screen, where that has changed.
func (m *Model) tellVisible() tea.Cmd {
	now := session.RowsVisible{Selected: m.list.Cursor(), IDs: m.list.Visible(), Moved: m.moved}
	if m.behind { // nobody sees a row
		now.Selected, now.IDs = "", nil
	}
	if !m.moved && now.Selected == m.seen.Selected && slices.Equal(now.IDs, m.seen.IDs) {
		return nil
	}
	if now.Selected != m.seen.Selected && m.pane.side != paneLog {
		m.pane.sideTop = 0
	}
	m.moved = false
	m.seen = now
	return m.take(m.runner.Apply(now))
}

// tellMarks tells the session which files came into the selection or left it. It looks only where a key
// may have changed that.
func (m *Model) tellMarks() tea.Cmd {
	if !m.remark && !m.list.Ranging() {
		return nil
	}
	m.remark = false
	var on, off []string
	now := map[string]bool{}
	for _, id := range m.list.Marked() {
		if now[id] = true; !m.marked[id] {
			on = append(on, id)
		}
	}
	for id := range m.marked {
		if !now[id] {
			off = append(off, id)
		}
	}
	m.marked = now
	slices.Sort(off)
	var cmds []tea.Cmd
	for _, e := range []session.SelectionChanged{{IDs: on, On: true}, {IDs: off}} {
		if len(e.IDs) > 0 {
			cmds = append(cmds, m.take(m.runner.Apply(e)))
		}
	}
	return tea.Batch(cmds...)
}

// tellTyping tells the session whether keys go into something that is in front.
func (m *Model) tellTyping() tea.Cmd {
	typing := m.prompt != nil || m.asking != nil || m.sort || m.copyAs != nil
	if typing == m.typing {
		return nil
	}
	m.typing = typing
	return m.take(m.runner.Apply(session.TypingChanged{On: typing}))
}

// look notes whether somebody is looking. What was said meanwhile stays as long as it would have.
func (m *Model) look(looking bool) {
	if looking && m.blurred {
		m.news.restart(m.now)
	}
	m.blurred = !looking
	m.take(m.runner.Apply(session.FocusChanged{On: looking}))
}
