package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// pressDownloads moves through the downloads and acts on one, where the pane covers the list.
func (m *Model) pressDownloads(msg tea.KeyPressMsg) bool {
	k := &m.opts.Keys
	ids := m.shownDownloads()
	switch {
	case key.Matches(msg, k.Move.Up):
		m.pane.pick--
	case key.Matches(msg, k.Move.Down):
		m.pane.pick++
	case len(ids) > 0 && key.Matches(msg, k.Act.Save):
		m.save(ids[m.pane.pick : m.pane.pick+1])
	case len(ids) > 0 && key.Matches(msg, k.Act.Cancel):
		m.cancel(ids[m.pane.pick : m.pane.pick+1])
	case key.Matches(msg, k.Act.CancelAll):
		m.cancelAll()
	case key.Matches(msg, k.Load.Pane):
		return false // it closes the pane
	default:
		if _, taken := m.pressLoad(msg); !taken {
			return false
		}
	}
	m.pane.pick = max(0, min(m.pane.pick, len(m.shownDownloads())-1))
	if h := m.lay.PaneH() - 1; h > 0 { // below the title
		m.pane.top = max(min(m.pane.top, m.pane.pick), m.pane.pick-h+1)
	}
	return true
}

// shownDownloads are the downloads in the pane.
func (m *Model) shownDownloads() []string {
	d := m.screen().downloads()
	return d.Shown()
}
