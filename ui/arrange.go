package ui

import (
	"slices"

	"attache/ui/layout"
	"attache/ui/part"
)

// resizeBare divides it where there is no list.
func (m *core) resizeBare(w, h int) { m.lay = layout.New(w, h, layout.Wants{}) }

// resize divides a terminal of w by h cells.
func (m *core) resize(w, h int) {
	m.lay = layout.New(w, h, m.wants)
	m.list.SetHeight(max(m.lay.ListH, 1))
}

// arrange divides the screen anew where what that depends on has changed; panel: the emulator's is in front. Names make room for themselves
// when they come into sight, and keep it: columns do not jump while the list is scrolled.
func (m *core) arrange(panel bool) {
	before := m.wants
	m.wants.Name, m.wants.Downloads, m.wants.Panel = m.widest(), 0, panel
	for _, id := range m.session.Downloads() {
		if !m.cleared[id] {
			m.wants.Downloads++
		}
	}
	if m.beside != nil {
		m.wants.Downloads += len(m.merged().of)
	}
	if m.wants.Name != before.Name || m.wants.Downloads != before.Downloads || m.wants.Panel != before.Panel {
		m.resize(m.lay.W, m.lay.H)
	}
}

// widest returns the cells of the widest name that was in sight. One that has no room in any case claims no
// more than others do.
func (m *core) widest() int {
	const most = 80
	widest, f := m.wants.Name, m.shared()
	for _, id := range m.list.Visible() {
		if a, ok := m.session.Library().ByID(id); ok {
			w := m.theme.Width(f.Label(a))
			if w > most {
				w = layout.EnoughName
			}
			widest = max(widest, w)
		}
	}
	return widest
}

// swapNames swaps names and IDs. What was in sight is no more.
func (m *core) swapNames() {
	m.swapped = !m.swapped
	m.wants.Name = 0
}

// switchColumn shows a column, or takes it away.
func (m *core) switchColumn(name string) {
	at := slices.IndexFunc(m.wants.Columns, func(c layout.Column) bool { return c.Name == name })
	if at < 0 {
		at = len(m.wants.Columns)
		m.wants.Columns = append(m.wants.Columns, part.Columns([]string{name})...)
		m.wants.Columns[at].From = layout.Never
	}
	c := &m.wants.Columns[at]
	if c.From > m.lay.W {
		c.From, c.Keep = 0, layout.Asked
	} else {
		c.From = layout.Never
	}
	m.resize(m.lay.W, m.lay.H)
}

// chooseColumns lists columns by their names, the usual ones where none is named.
func (m *core) chooseColumns(names []string) {
	m.wants.Columns, m.wants.Chosen = part.Columns(names), len(names) > 0
}
