package ui

import (
	"attache/ui/part"
)

// screen is one frame under construction.
type screen struct {
	*part.Frame

	m    *Model
	chat part.Chat
}

func (m *Model) screen() *screen {
	f := m.shared()
	return &screen{Frame: f, m: m, chat: newChat(m, f)}
}

// newChat is what is known of the chat as a whole.
func newChat(m *Model, f *part.Frame) part.Chat {
	s := m.session
	c := part.Chat{
		Frame: f, Contact: s.Contact(), Region: m.opts.Region, Endpoint: m.opts.Host, Emulator: m.opts.Emulator, Ended: s.Ended(),
		Shut: m.pane.kind == paneBroken, Refusal: s.Refusal(), Known: !s.Read().IsZero(), Connection: m.status, Listing: &m.list, Unseen: m.unseen,
	}
	c.Feed, _ = s.Feed()
	if call, running := s.Reading(); running {
		c.Reading = &call
	}
	return c
}
