package ui

import (
	"attache/ui/acts"
	"attache/ui/part"
)

// scene is one frame under construction.
type scene struct {
	*part.Frame

	m    *Model
	chat part.Chat
}

func (m *Model) scene() *scene {
	s := &scene{Frame: m.shared(), m: m}
	s.chat = s.chatNow()
	return s
}

// chatNow is what is known of the chat as a whole.
func (s *scene) chatNow() part.Chat {
	m, known := s.m, s.m.session
	c := part.Chat{
		Frame: s.Frame, Contact: known.Contact(), Region: m.opts.Region, Endpoint: m.opts.Host, Emulator: m.opts.Emulator, Ended: known.Ended(),
		Shut: m.pane.kind == paneBroken, Refusal: known.Refusal(), Known: !known.Read().IsZero(), Connection: m.status, Listing: &m.list, Unseen: m.unseen,
	}
	c.Watch, _ = known.WatchState()
	if call, running := known.Reading(); running {
		c.Reading = &call
	}
	return c
}

// hidesList reports whether the list is hidden now.
func (s *scene) hidesList() bool {
	return s.m.pane.hidesList(s.Layout) || s.m.viewer.gallery.open
}

// acts is what the actions would act on now.
func (s *scene) acts() *acts.Now {
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
func (s *scene) entries() []acts.Entry {
	broken := s.m.pane.under != nil && s.m.pane.under.kind == paneBroken
	return acts.Find(s.acts().Entries(s.Keys, broken), s.m.pane.find)
}
