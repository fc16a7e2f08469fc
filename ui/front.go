package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/model/session"
	"attache/ui/layout"
)

// pressLoad is about all downloads.
func (m *Model) pressLoad(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	k := &m.opts.Keys.Load
	switch {
	case key.Matches(msg, k.Pane):
		m.pane.cover(pane{kind: paneDownloads})
	case key.Matches(msg, k.More):
		return m.do(session.SetParallel{Parallel: m.session.Parallel() + 1}), true
	case key.Matches(msg, k.Fewer):
		return m.do(session.SetParallel{Parallel: m.session.Parallel() - 1}), true
	case key.Matches(msg, k.Clear):
		m.clearDone()
	case key.Matches(msg, k.Receipt):
		return m.openPrompt(promptReceipt), true
	default:
		return nil, false
	}
	return nil, true
}

// pressScreen changes what is shown, or leaves.
func (m *Model) pressScreen(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	k := &m.opts.Keys.Screen
	switch {
	case key.Matches(msg, k.Details):
		m.pane = pane{kind: paneNone, side: paneDetails}
		if m.lay.Kind != layout.Wide {
			m.pane = pane{kind: paneDetails}
		}
	case key.Matches(msg, k.Log):
		m.pane = pane{kind: paneNone, side: paneLog}
		if m.lay.Kind != layout.Wide {
			m.pane = pane{kind: paneLog, top: newest}
		}
	case key.Matches(msg, k.Token):
		return m.openPrompt(promptToken), true
	case key.Matches(msg, k.Mouse):
		m.toggleMouse()
	case key.Matches(msg, k.Panel):
		p := pane{kind: panePanel, id: m.list.Cursor()}
		if g := &m.viewer.gallery; g.open {
			p.id, p.whole = g.cursor, true
		}
		m.pane.cover(p)
	case key.Matches(msg, k.Help):
		return m.openPrompt(promptHelp), true
	case key.Matches(msg, k.Palette):
		return m.openPrompt(promptPalette), true
	case key.Matches(msg, k.Send):
		return m.openPrompt(promptSend), true
	case key.Matches(msg, k.Suspend):
		return tea.Suspend, true
	case key.Matches(msg, k.Quit):
		return m.do(session.Quit{}), true
	case key.Matches(msg, k.QuitNow):
		return m.leave(), true
	default:
		return nil, false
	}
	return nil, true
}
