package ui

import (
	"charm.land/bubbles/v2/key"

	tea "charm.land/bubbletea/v2"
)

// movesInPanel moves through the actions, and reports whether the key was one that does.
func (m *Model) movesInPanel(msg tea.KeyPressMsg) bool {
	k := &m.opts.Keys.Move
	n, h := len(m.opts.Panel.Actions()), m.pane.panelHeight(m.lay)
	switch {
	case key.Matches(msg, k.Up):
		m.pane.pick--
	case key.Matches(msg, k.Down):
		m.pane.pick++
	case key.Matches(msg, k.Top):
		m.pane.pick = 0
	case key.Matches(msg, k.Bottom):
		m.pane.pick = n - 1
	case key.Matches(msg, k.PageDown, k.HalfDown):
		m.pane.pick += max(h/2, 1)
	case key.Matches(msg, k.PageUp, k.HalfUp):
		m.pane.pick -= max(h/2, 1)
	default:
		return false
	}
	m.pane.movePick(0, n, m.lay)
	return true
}

// actInPanel does what is picked. It may take its time: the emulator answers in a command.
func (m *Model) actInPanel() tea.Cmd {
	actions := m.opts.Panel.Actions()
	if m.pane.pick >= len(actions) {
		return nil
	}
	picked, id := actions[m.pane.pick], m.pane.id
	if picked.Asks != nil {
		cmd := m.openPrompt(promptPanel)
		m.prompt.asks, m.prompt.id = picked.Asks, id
		return cmd
	}
	return func() tea.Msg {
		said, err := picked.Do(id)
		return panelActed{said: said, err: err}
	}
}
