package ui

import (
	tea "charm.land/bubbletea/v2"

	"attache/model/session"
)

// targets are what a key acts on: the marked attachments in list order, else the one under the cursor,
// and how many of them are not on the list at the moment.
func (m *Model) targets() session.Targets {
	marked := m.list.Marked()
	if len(marked) == 0 {
		return m.here()
	}
	t := session.Targets{IDs: marked, Unseen: m.list.HiddenMarks()}
	if m.pane.kind == paneDetails { // one file stands in place of the list
		t.Unseen = len(marked)
		if m.list.IsMarked(m.list.Cursor()) {
			t.Unseen--
		}
	}
	return t
}

// open is the main key: it asks for a link where there is none that is good, and opens the details
// where they are not on screen already.
func (m *Model) open() tea.Cmd {
	a, ok := m.selected()
	if !ok {
		return nil
	}
	m.clicks[a.ID] = true
	if m.lay.DetailH == 0 && m.lay.SideW == 0 {
		m.pane = pane{kind: paneDetails}
	}
	return m.do(session.GetLink{Targets: m.here()})
}

// showLink shows the pre-signed URL itself, renewed first when it is dead or nearly so.
func (m *Model) showLink() tea.Cmd {
	a, ok := m.selected()
	if !ok {
		return nil
	}
	m.clicks[a.ID] = true
	return m.do(session.GetLink{Targets: m.here(), Show: true})
}

// hideNames hides names, or shows them again. What was said may hold one.
func (m *Model) hideNames() tea.Cmd {
	cmd := m.do(session.HideNames{On: !m.session.NamesHidden()})
	m.news = news{}
	if m.session.NamesHidden() && m.pane.kind == paneLink {
		m.pane.uncover()
	}
	return cmd
}

// back undoes one thing: the pane, then the filter, then the marks.
func (m *Model) back() {
	switch {
	case m.pane.covers():
		m.pane.uncover()
	case m.viewer.shows(m.lay):
		m.viewer.toggle(m, false)
	case m.list.Filter() != "":
		m.list.SetFilter("")
	case m.list.Ranging():
		m.list.ToggleRange()
		m.remark = true
	default:
		m.list.ClearMarks()
		m.remark = true
	}
}

// leave ends the screen, whatever is under way.
func (m *Model) leave() tea.Cmd { return m.do(session.Quit{Confirmed: true}) }
