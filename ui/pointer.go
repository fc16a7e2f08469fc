package ui

import (
	tea "charm.land/bubbletea/v2"

	"attache/ui/style"
)

// toggleMouse turns the mouse on or off.
func (m *core) toggleMouse() {
	m.mouse = mouseState{on: !m.mouse.on}
	k := m.opts.Keys.Screen.Mouse.Help().Key
	if m.mouse.on {
		m.say(style.Info, "The mouse is on: click, double click, wheel; "+k+" gives it back to the terminal, to select text")
		return
	}
	m.say(style.Info, "The mouse is the terminal's: select text with it; "+k+" turns it on here")
}

func (m *core) mouseMode() tea.MouseMode {
	if m.mouse.on {
		return tea.MouseModeCellMotion
	}
	return tea.MouseModeNone
}
