package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"attache/ui/part"
	"attache/ui/style"
)

// mouse is what is known of the mouse. While it is off, the terminal's own selection works.
type mouse struct {
	on       bool
	dragging bool        // the split between the panes
	last     part.Target // that was clicked on
	at       time.Time   // when
}

// toggleMouse turns the mouse on or off.
func (m *desk) toggleMouse() {
	m.mouse = mouse{on: !m.mouse.on}
	k := m.opts.Keys.Screen.Mouse.Help().Key
	if m.mouse.on {
		m.say(style.Info, "The mouse is on: click, double click, wheel; "+k+" gives it back to the terminal, to select text")
		return
	}
	m.say(style.Info, "The mouse is the terminal's: select text with it; "+k+" turns it on here")
}

func (m *desk) mouseMode() tea.MouseMode {
	if m.mouse.on {
		return tea.MouseModeCellMotion
	}
	return tea.MouseModeNone
}
