package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/ui/acts"
	"attache/ui/part"
)

// acts is what the actions would act on now.
func (s *screen) acts() *acts.Now {
	m := s.m
	n := acts.Now{
		Files: m.session.Library().Len(), Shown: m.list.Len(), Marked: len(m.list.Marked()), Filtered: m.list.Filter() != "", Ranging: m.list.Ranging(),
		Ended: m.session.Ended(), Refused: m.session.Refusal() != nil, Hidden: m.session.NamesHidden(), Running: m.session.Unfinished(), Sending: len(m.session.Sending()) > 0,
		Parallel: m.session.Parallel(), Clipboard: len(m.opts.Clipboard.Routes()) > 0, Desktop: m.opts.Opener.Available(),
		Preview: m.viewer.decode != nil, Seen: m.viewer.shows(m.lay), Searched: m.viewer.find != "",
		Receipt: m.opts.Receipt != nil, Demo: m.opts.Panel != nil,
	}
	if a, ok := m.selected(); ok {
		n.Row, n.Some = m.session.Row(a.ID), true
		n.Usable = n.Row.Link.Usable(m.server())
	}
	if m.pane.kind == paneHelp || m.pane.kind == panePalette {
		for _, id := range m.session.Downloads() {
			if m.clearable(id) {
				n.Done++
			}
		}
	}
	return &n
}

// entries are the actions that the palette shows, those that are looked for first.
func (s *screen) entries() []acts.Entry {
	broken := s.m.pane.under != nil && s.m.pane.under.kind == paneBroken
	return acts.Find(s.acts().Entries(s.Keys, broken), s.m.pane.find)
}

// picked is the action that was chosen in the palette.
type picked acts.Entry

// browse takes the keys that move through what stands above the line being typed. It reports whether the key was one.
func browse(m *Model, msg tea.KeyPressMsg) bool {
	k := &m.opts.Keys
	var by int
	switch half := max(m.lay.PaneH()/2, 1); {
	case key.Matches(msg, k.Prompt.Older):
		by = -1
	case key.Matches(msg, k.Prompt.Newer):
		by = 1
	case msg.Text == "" && key.Matches(msg, k.Move.PageDown):
		by = half
	case msg.Text == "" && key.Matches(msg, k.Move.PageUp):
		by = -half
	default:
		return false
	}
	switch p := &m.pane; p.kind {
	case paneHelp:
		p.top = max(0, min(p.top+by, m.screen().paneLength()-m.lay.PaneH()))
	case panePalette:
		p.pick = max(0, min(p.pick+by, len(m.screen().entries())-1))
		p.top = max(min(p.top, p.pick), p.pick-m.lay.PaneH()+1+part.ReasonLines)
	default:
		return false
	}
	return true
}

// pick leaves the palette with what is picked in it. It is done when the palette is gone.
func pick(m *Model) tea.Cmd {
	entries := m.screen().entries()
	if m.pane.pick >= len(entries) {
		m.prompt.fault = "No command is called " + m.prompt.input.Value()
		return nil
	}
	picked := picked(entries[m.pane.pick])
	m.prompt = nil
	m.pane.uncover()
	return func() tea.Msg { return picked }
}
