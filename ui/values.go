package ui

import (
	"time"

	"attache/model/session"
	"attache/ui/layout"
	"attache/ui/part"
)

// chatOf is what is known of the chat as a whole.
func (m *Model) chatOf(f *part.Frame) part.Chat {
	s := m.session
	c := part.Chat{
		Frame: f, Contact: s.Contact(), Region: m.opts.Region, Endpoint: m.opts.Host, Emulator: m.opts.Emulator, Ended: s.Ended(),
		Shut: m.pane.kind == paneBroken, Refusal: s.Refusal(), Known: !s.Read().IsZero(), Connection: m.status, Listing: &m.list,
	}
	c.Feed, _ = s.Feed()
	if call, running := s.Reading(); running {
		c.Reading = &call
	}
	return c
}

// shared is what the parts of one frame share.
func (m *Model) shared() *part.Frame {
	return &part.Frame{
		Theme: &m.theme, Layout: m.lay, Keys: &m.opts.Keys, Library: m.session.Library(), Hidden: m.session.NamesHidden(), Swapped: m.swapped,
		// The console of Linux would write the sequence out.
		Clicks: m.opts.Getenv("TERM") != "linux", Now: m.now, Server: m.server(), Folder: m.opts.Dir,
	}
}

// rowOf is what is known of a file, to be drawn.
func (m *Model) rowOf(id string) session.Row { return m.session.Row(id) }

// server is now on the service's clock, on which links expire.
func (m *Model) server() time.Time { return m.exact.Add(m.status.Skew) }

func (m *Model) tiny() bool { return m.lay.Kind == layout.Tiny }
