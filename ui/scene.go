package ui

import (
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
