package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/ui/acts"
	"attache/ui/part"
)

// picked is the action that was chosen in the palette.
type picked acts.Entry

// browse takes the keys that move through what stands above the line being typed. It reports whether the key was one.
func (p *pane) browse(s *scene, msg tea.KeyPressMsg) bool {
	k, h := s.Keys, s.Layout.PaneH()
	var by int
	switch page := max(h, 1); {
	case key.Matches(msg, k.Prompt.Older):
		by = -1
	case key.Matches(msg, k.Prompt.Newer):
		by = 1
	case msg.Text == "" && key.Matches(msg, k.Move.PageDown):
		by = page
	case msg.Text == "" && key.Matches(msg, k.Move.PageUp):
		by = -page
	default:
		return false
	}
	switch p.kind {
	case paneHelp:
		p.scrollBy(by, s.paneLength()-h)
	case panePalette:
		p.pick = max(0, min(p.pick+by, len(s.entries())-1))
		p.top = max(min(p.top, p.pick), p.pick-h+1+part.ReasonLines)
	default:
		return false
	}
	return true
}

// pick leaves the palette with what is picked in it. It is done when the palette is gone.
func (p *prompt) pick(m *Model) tea.Cmd {
	entries := m.scene().entries()
	if m.pane.pick >= len(entries) {
		p.fault = "No command is called " + p.input.Value()
		return nil
	}
	picked := picked(entries[m.pane.pick])
	m.prompt = nil
	m.pane.uncover()
	return func() tea.Msg { return picked }
}
