package ui

import (
	"strconv"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/model"
)

// Panel is what the screen may do to an emulator. Its methods may be called from any goroutine.
type Panel interface {
	// Actions returns what can be done now, always in the same order.
	Actions() []PanelAction
	// Clock returns what time it is for the emulator, and how fast that passes: 1 as ever, 0 not at
	// all.
	Clock() (now time.Time, speed float64)
}

// PanelAction is one thing that can be done to an emulator.
type PanelAction struct {
	Name string
	Does string // in a few words
	On   bool   // it holds at the moment
	// Do does it, or undoes it where it holds, and says what is so now. The attachment is the one
	// under the cursor; its ID is empty where there is none.
	Do func(attachmentID string) (said string, err error)
}

// panelActed says what became of an action of the panel.
type panelActed struct {
	said string
	err  error
}

// movesInPanel moves through the actions, and reports whether the key was one that does.
func (m *Model) movesInPanel(msg tea.KeyPressMsg) bool {
	k := &m.opts.Keys.Move
	n := len(m.opts.Panel.Actions())
	page := max(m.paneHeight()-panelHead-1, 1)
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
		m.pane.pick += page
	case key.Matches(msg, k.PageUp, k.HalfUp):
		m.pane.pick -= page
	default:
		return false
	}
	m.pane.pick = max(0, min(m.pane.pick, n-1))
	at := m.pane.pick + panelHead
	m.pane.top = max(min(m.pane.top, m.pane.pick), at-m.paneHeight()+1)
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
		m.say(toastBad, "The emulator did not do it: "+model.Text(msg.err.Error()))
		return
	}
	m.say(toastGood, "Emulator: "+model.Text(msg.said))
}

// panelHead is how many lines stand above the actions.
const panelHead = 3

// panelLines are the emulator's clock and what can be done to it.
func (m *Model) panelLines(w int) []string {
	k := &m.st.row
	lines := []string{m.panelTitle(w), m.panelTarget(w), ""}
	nameW := 8
	actions := m.opts.Panel.Actions()
	for _, a := range actions {
		nameW = max(nameW, width(a.Name))
	}
	nameW = min(nameW, w/2)
	for i, a := range actions {
		bar, name, on := " ", k.plain, "  "
		if i == m.pane.pick {
			bar, name = m.gl.bar, k.strong
		}
		if a.On {
			on = m.gl.ok + " "
		}
		lines = append(lines, m.cutLine([]segment{
			{bar + " ", k.brand}, {on, k.soon}, {fit(model.Text(a.Name), nameW, m.gl.cut), name}, {"  " + model.Text(a.Does), k.dim},
		}, w))
	}
	return lines
}

// panelTitle is the emulator's clock, which is the one that links live by.
func (m *Model) panelTitle(w int) string {
	k := &m.st.row
	now, speed := m.opts.Panel.Clock()
	return m.cutLine([]segment{
		{" Emulator", k.brand}, {"  " + now.Local().Format(time.TimeOnly), k.strong}, {speedWord(speed), k.wait},
	}, w)
}

func speedWord(speed float64) string {
	switch speed {
	case 1:
		return ""
	case 0:
		return ", the clock stands still"
	}
	return ", the clock runs x" + strconv.FormatFloat(speed, 'g', 3, 64)
}

// panelTarget names the attachment that actions on one file or link are about.
func (m *Model) panelTarget(w int) string {
	k := &m.st.row
	if m.pane.id == "" {
		return k.dim.paint(fitEnd(" No file is selected for what is about one file.", w, m.gl.cut))
	}
	return m.cutLine([]segment{{" This file is ", k.dim}, {m.labelOf(m.pane.id), k.plain}}, w)
}
