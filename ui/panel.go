package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/layout"
	"attache/ui/part"
	"attache/ui/style"
)

// panelActed says what became of an action of the panel.
type panelActed struct {
	said string
	err  error
}

// movesInPanel moves through the actions, and reports whether the key was one that does.
func (m *Model) movesInPanel(msg tea.KeyPressMsg) bool {
	k := &m.opts.Keys.Move
	n, h := len(m.opts.Panel.Actions()), panelHeight(m.lay)
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
	m.pane.pick = max(0, min(m.pane.pick, n-1))
	at := m.pane.pick + part.PanelHead
	m.pane.top = max(min(m.pane.top, m.pane.pick), at-h+1)
	return true
}

// actInPanel does what is picked. It may take its time: the emulator answers in a command.
func (m *Model) actInPanel() tea.Cmd {
	actions := m.opts.Panel.Actions()
	if m.pane.pick >= len(actions) {
		return nil
	}
	do, id := actions[m.pane.pick].Do, m.pane.id
	return func() tea.Msg {
		said, err := do(id)
		return panelActed{said, err}
	}
}

// onPanelActed says what is so now.
func (m *Model) onPanelActed(msg panelActed) {
	if msg.err != nil {
		m.say(style.Problem, "The emulator did not do it: "+model.Text(msg.err.Error()))
		return
	}
	m.done = model.Text(msg.said)
	m.say(style.Success, "Emulator: "+m.done)
}

// panelHeight is how many lines of the panel show at once.
func panelHeight(l layout.Layout) int {
	if l.Kind == layout.Wide {
		return l.ListH + 1
	}
	return l.PaneH()
}
