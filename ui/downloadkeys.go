package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/model/session"
	"attache/ui/acts"
)

// pressDownloads moves through the downloads and acts on one, where the pane covers the list.
func (m *Model) pressDownloads(msg tea.KeyPressMsg) (cmd tea.Cmd, taken bool) {
	k := &m.opts.Keys
	ids := m.scene().shownDownloads()
	switch {
	case key.Matches(msg, k.Move.Up):
		m.pane.pick--
	case key.Matches(msg, k.Move.Down):
		m.pane.pick++
	case len(ids) > 0 && key.Matches(msg, k.Act.Save):
		cmd = m.do(session.Save{Targets: session.Targets{IDs: ids[m.pane.pick : m.pane.pick+1]}})
	case len(ids) > 0 && key.Matches(msg, k.Act.Cancel):
		cmd = m.do(session.Cancel{Targets: session.Targets{IDs: ids[m.pane.pick : m.pane.pick+1]}})
	case key.Matches(msg, k.Act.CancelAll):
		cmd = m.do(session.Cancel{All: true})
	case key.Matches(msg, k.Load.Pane):
		return nil, false // it closes the pane
	default:
		if cmd, taken = m.pressLoad(msg); !taken {
			return nil, false
		}
	}
	m.pane.pick = max(0, min(m.pane.pick, len(m.scene().shownDownloads())-1))
	if h := m.lay.PaneH() - 1; h > 0 { // below the title
		m.pane.top = max(min(m.pane.top, m.pane.pick), m.pane.pick-h+1)
	}
	return cmd, true
}

// actsOnDownload is what keys do in the pane of downloads.
func (s *scene) actsOnDownload() *acts.Now {
	n := s.acts()
	n.Marked, n.Some = 0, false
	if ids := s.shownDownloads(); s.m.pane.pick < len(ids) {
		n.Row, n.Some = s.m.session.Row(ids[s.m.pane.pick]), true
		n.Usable = n.Row.Link.Usable(s.m.server())
	}
	return n
}
