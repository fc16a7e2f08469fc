package ui

import (
	"attache/ui/acts"
	"attache/ui/layout"
)

// acts is what the actions would act on now.
func (s *scene) acts() *acts.Now {
	m := s.m
	n := acts.Now{
		Files: m.session.Library().Len(), Shown: m.list.Len(), Marked: len(m.list.Marked()), Filtered: m.list.Filter() != "", Ranging: m.list.Ranging(),
		Ended: m.session.Ended(), Refused: m.session.Refusal() != nil, Hidden: m.session.NamesHidden(), Running: m.session.Unfinished(), Sending: len(m.session.Sending()) > 0,
		Parallel: m.session.Parallel(), Clipboard: len(m.opts.Clipboard.Routes()) > 0, Desktop: m.opts.Opener.Available(),
		Preview: m.viewer.decode != nil, Seen: m.viewer.shows(m.lay), Beside: s.Layout.Kind == layout.Wide && s.sideRest() > 0, Searched: m.viewer.find != "",
		Receipt: m.opts.Receipt != nil, Demo: m.opts.Panel != nil,
	}
	if a, ok := m.selected(); ok {
		n.Row, n.Some = m.session.Row(a.ID), true
		n.Usable = n.Row.Link.Usable(m.server())
	}
	if m.pane.kind == paneHelp || m.pane.kind == panePalette || m.pane.kind == paneDownloads {
		for _, id := range m.session.Downloads() {
			if m.clearable(id) {
				n.Done++
			}
		}
	}
	return &n
}

// entries are the actions that the palette shows, those that are looked for first.
func (s *scene) entries() []acts.Entry {
	broken := s.m.pane.under != nil && s.m.pane.under.kind == paneBroken
	return acts.Find(s.acts().Entries(s.Keys, broken), s.m.pane.find)
}
