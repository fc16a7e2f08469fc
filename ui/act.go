package ui

import (
	tea "charm.land/bubbletea/v2"

	"attache/model"
)

// open is the main key: it asks for a link where there is none that is good, and opens the details
// where they are not on screen already.
func (m *Model) open() tea.Cmd {
	a, ok := m.selected()
	if !ok {
		return nil
	}
	r := m.row(a.ID)
	r.wanted = true
	var cmd tea.Cmd
	if !r.link.Usable(m.server()) && !m.keepsFor(model.WishLink, a.ID) && m.mayAsk(a.ID) {
		r.announce = true
		cmd = m.askLink(a.ID, model.UrgencyAsked)
	}
	if m.lay.DetailH == 0 && m.lay.SideW == 0 {
		m.pane = pane{kind: paneDetails}
	}
	return cmd
}

// showLink shows the pre-signed URL itself, renewed first when it is dead or nearly so.
func (m *Model) showLink() tea.Cmd {
	a, ok := m.selected()
	if !ok {
		return nil
	}
	r := m.row(a.ID)
	r.wanted = true
	if r.link.Usable(m.server()) {
		m.cover(pane{kind: paneLink, id: a.ID})
		return nil
	}
	if !m.mayAsk(a.ID) {
		return nil
	}
	r.show = true
	return m.askLink(a.ID, model.UrgencyAsked)
}

// reload reads the chat again, or asks again for the attachments that were named one by one. What has
// failed may be tried once more by itself.
func (m *Model) reload() tea.Cmd {
	m.denials = 0
	m.refill()
	named := len(m.opts.IDs) > 0
	now := m.server()
	for _, r := range m.rows {
		if r.call == nil && (r.problem != nil || named && !r.link.Usable(now)) {
			r.fetched = false
		}
	}
	if named {
		m.say(toastNote, "Asking again for what has no link")
		return nil
	}
	m.rereads = m.lib.Len()
	m.say(toastNote, "Reading the chat again")
	return m.readChat()
}

// back undoes one thing: the pane, then the filter, then the marks.
func (m *Model) back() {
	switch {
	case m.pane.covers():
		m.uncover()
	case m.list.Filter() != "":
		m.setFilter("")
	case m.list.Ranging():
		m.list.ToggleRange()
	default:
		m.list.ClearMarks()
	}
}
