package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/ui/layout"
)

// takesBeside reports whether keys go to the pane beside the list.
func (s *scene) takesBeside() bool { return s.m.pane.beside && s.scrollsBeside() }

// scrollsBeside reports whether the pane beside the list has more than shows.
func (s *scene) scrollsBeside() bool {
	return s.Layout.Kind == layout.Wide && !s.m.pane.covers() && !s.m.viewer.gallery.open && s.sideRest() > 0
}

// focusNext sends the keys on: from the list to the preview, to the pane beside the list, and back. It reports
// whether there was anywhere to go.
func focusNext(m *Model) bool {
	v := &m.viewer
	from := m.scene().takesBeside()
	switch {
	case !v.focus && !from && v.shows(m.lay):
		v.focus = true
	case !from && m.scene().scrollsBeside():
		v.focus, m.pane.beside = false, true
	case v.focus || from:
		v.focus, m.pane.beside = false, false
	default:
		return false
	}
	return true
}

// pressBeside takes a key while keys go to the pane beside the list. Those that act on the file go on to the list.
func pressBeside(m *Model, msg tea.KeyPressMsg) bool {
	k, h := &m.opts.Keys, max(m.lay.SideH()-1, 1)
	if key.Matches(msg, k.List.Back) {
		m.pane.beside = false
		return true
	}
	by, ok := steps(&k.Move, msg, h)
	if ok {
		scrollBeside(m, by)
	}
	return ok
}

// scrollBeside scrolls the pane beside the list by lines.
func scrollBeside(m *Model, by int) {
	rest := max(m.scene().sideRest(), 0)
	if m.pane.side == paneLog { // which stands at its end
		by = -by
	}
	m.pane.sideTop = max(0, min(m.pane.sideTop+max(-rest, min(by, rest)), rest))
}
