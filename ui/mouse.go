package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"attache/ui/layout"
	"attache/ui/part"
)

// doubleClick is the longest time between the clicks of a double one.
const doubleClick = 400 * time.Millisecond

// wheelLines is how far a step of the wheel scrolls.
const wheelLines = 3

// take acts on what the mouse does.
func (s *mouseState) take(m *Model, msg tea.MouseMsg) tea.Cmd {
	if !s.on {
		return nil
	}
	m.interrupted, m.moved, m.follows = false, true, false
	at := msg.Mouse()
	switch msg.(type) {
	case tea.MouseReleaseMsg:
		s.dragging = false
	case tea.MouseMotionMsg:
		if s.dragging {
			m.wants.Side = max(m.lay.W-at.X, 1)
			m.resize(m.lay.W, m.lay.H)
		}
	case tea.MouseWheelMsg:
		switch at.Button { //nolint:exhaustive // a wheel turns
		case tea.MouseWheelUp:
			s.wheel(m, part.TargetAt(m.scene().hits(), at.X, at.Y), -wheelLines)
		case tea.MouseWheelDown:
			s.wheel(m, part.TargetAt(m.scene().hits(), at.X, at.Y), wheelLines)
		}
	case tea.MouseClickMsg:
		if at.Button == tea.MouseLeft {
			return s.click(m, part.TargetAt(m.scene().hits(), at.X, at.Y))
		}
	}
	return nil
}

// wheel scrolls what is under the mouse, unless something waits for an answer.
func (s *mouseState) wheel(m *Model, on part.Target, by int) {
	if m.asking != nil || m.sort || m.copyAs != nil {
		return
	}
	switch on.Kind { //nolint:exhaustive // the others do not scroll
	case part.OnList, part.OnRow:
		if m.prompt == nil || m.prompt.kind == promptFilter {
			m.list.Scroll(by)
		}
	case part.OnDownload:
		m.loadTop = max(0, min(m.loadTop+by/wheelLines, m.wants.Downloads-m.lay.DownloadsH+1))
	case part.OnPreview:
		m.viewer.turn(m, by)
	case part.OnTile:
		m.viewer.gallery.move(by / wheelLines * m.viewer.gallery.size.Columns)
	case part.OnPane, part.OnLine:
		switch {
		case m.pane.kind == panePanel:
			m.pane.movePick(by, len(m.opts.Panel.Actions()), m.lay)
			return
		case !m.pane.covers() && m.viewer.gallery.open:
			m.viewer.gallery.move(by / wheelLines * m.viewer.gallery.size.Columns)
			return
		}
		m.pane.scrollBy(by, m.scene().paneLength()-m.lay.PaneH())
	case part.OnSide:
		if m.lay.Kind == layout.Wide {
			m.pane.scrollBeside(by, m.scene().sideRest())
		}
	}
}

// click acts on what is under the mouse. While something waits for an answer, only its answers act; a
// menu is left by a click elsewhere.
func (s *mouseState) click(m *Model, on part.Target) tea.Cmd {
	double := on == s.last && m.now.Sub(s.at) <= doubleClick
	s.last, s.at = on, m.now
	if double {
		s.last = part.Target{} // a third click begins anew
	}
	switch {
	case on.Kind == part.OnKey:
		return m.onKey(tea.KeyPressMsg{Text: on.Key})
	case m.asking != nil:
		return nil
	case m.sort || m.copyAs != nil:
		m.sort, m.copyAs = false, nil
		return nil
	case m.prompt != nil && (on.Kind != part.OnLine || m.pane.kind != panePalette):
		return nil
	}
	m.viewer.focus = on.Kind == part.OnPreview
	switch on.Kind { //nolint:exhaustive // the others do nothing
	case part.OnTile:
		m.viewer.gallery.cursor = m.viewer.gallery.ids[on.Index]
		if double {
			m.viewer.gallery.choose(m)
		}
	case part.OnSplit:
		s.dragging = true
	case part.OnNews:
		m.news.next(m.now)
	case part.OnNew:
		m.selectNew()
	case part.OnRow, part.OnDownload:
		m.list.Select(on.ID)
		if double && m.list.Cursor() == on.ID {
			return m.open()
		}
	case part.OnLine:
		return s.clickLine(m, on.Index, double)
	}
	return nil
}

// clickLine picks a line of a pane; a double click does what enter does there.
func (s *mouseState) clickLine(m *Model, index int, double bool) tea.Cmd {
	m.pane.pick = index
	switch {
	case !double:
	case m.pane.kind == panePanel:
		return m.actInPanel()
	case m.pane.kind == panePalette && m.prompt != nil:
		return m.accept()
	}
	return nil
}
