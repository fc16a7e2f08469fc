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
func (v *viewer) focusNext(s *scene) bool {
	p, from := &s.m.pane, s.takesBeside()
	switch {
	case !v.focus && !from && v.shows(s.Layout):
		v.focus = true
	case !from && s.scrollsBeside():
		v.focus, p.beside = false, true
	case v.focus || from:
		v.focus, p.beside = false, false
	default:
		return false
	}
	return true
}

// pressBeside takes a key while keys go to the pane beside the list. Those that act on the file go on to the list.
func (p *pane) pressBeside(s *scene, msg tea.KeyPressMsg) bool {
	if key.Matches(msg, s.Keys.List.Back) {
		p.beside = false
		return true
	}
	by, ok := steps(&s.Keys.Move, msg, max(s.Layout.SideH()-1, 1))
	if ok {
		p.scrollBeside(by, s.sideRest())
	}
	return ok
}

// scrollBeside scrolls the pane beside the list by lines, where rest of them do not show.
func (p *pane) scrollBeside(by, rest int) {
	rest = max(rest, 0)
	if p.side == paneLog { // which stands at its end
		by = -by
	}
	p.sideTop = max(0, min(p.sideTop+max(-rest, min(by, rest)), rest))
}
