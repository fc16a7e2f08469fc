package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"attache/ui/style"
)

// onPicked does what was chosen by its name, or says why that does nothing now.
func (m *Model) onPicked(p picked) tea.Cmd {
	if p.Why != "" {
		m.say(style.Info, p.Does+": "+p.Why)
		return nil
	}
	for m.pane.covers() && m.pane.kind != paneDetails && m.pane.kind != paneBroken {
		m.pane.uncover() // the action is one of the list
	}
	typed := tea.KeyPressMsg{Code: tea.KeyExtended, Text: p.Name}
	switch scope, _, _ := strings.Cut(p.Name, "."); scope {
	case "sort":
		m.pressSort(typed)
		return nil
	case "form":
		t := m.targets()
		m.copyAs = &t
		return m.pressForm(typed)
	}
	return m.press(typed)
}
