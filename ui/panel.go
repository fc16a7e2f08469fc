package ui

import (
	"strconv"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/layout"
)

// Panel is what the screen may do to an emulator. Its methods may be called from any goroutine.
type Panel interface {
	// Actions returns what can be done now, always in the same order.
	Actions() []PanelAction
	// State returns the trouble that is on at the moment, by name.
	State() []string
	// Clock returns what time it is for the emulator, and how fast that passes: 1 as ever, 0 not at
	// all.
	Clock() (now time.Time, speed float64)
}

// PanelAction is one thing that can be done to an emulator.
type PanelAction struct {
	Name string
	Does string // in a few words
	// Do does it and says what is so now. The attachment is the one under the cursor; its ID is empty
	// where there is none.
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
	n, h := len(m.opts.Panel.Actions()), m.panelHeight()
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
	at := m.pane.pick + panelHead
	m.pane.top = max(min(m.pane.top, m.pane.pick), at-h+1)
	return true
}

// panelHeight is how many lines of the panel show at once.
func (m *Model) panelHeight() int {
	if m.lay.Kind == layout.Wide {
		return m.lay.ListH + 1
	}
	return m.paneHeight()
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
	m.done = model.Text(msg.said)
	m.say(toastGood, "Emulator: "+m.done)
}

// panelHead is how many lines stand above the actions.
const panelHead = 5

// panelLines are the emulator's clock, the trouble that is on, and what can be done. Where the panel is
// narrow, what an action does stands below them all.
func (m *Model) panelLines(w int) []string {
	k := &m.theme.Styles
	lines := []string{m.panelTitle(w), m.panelState(w), m.panelTarget(w), m.panelLast(w), ""}
	actions := m.opts.Panel.Actions()
	nameW := 0
	for _, a := range actions {
		nameW = max(nameW, m.theme.Width(a.Name))
	}
	besides := w >= nameW+panelRoom
	for i, a := range actions {
		bar, name := " ", k.Plain
		if i == m.pane.pick {
			bar, name = m.theme.Glyphs.Bar, k.Strong
		}
		line := []segment{{bar + " ", k.Brand}, {m.theme.Fit(m.theme.Own(model.Text(a.Name)), min(nameW, w-2), m.theme.Glyphs.Cut), name}}
		if besides {
			line = append(line, segment{"  " + m.theme.Own(model.Text(a.Does)), k.Dim})
		}
		lines = append(lines, m.cutLine(line, w))
	}
	if m.pane.pick < len(actions) && !besides {
		lines = append(lines, "")
		lines = append(lines, k.Dim.RenderAll(m.theme.Wrap(m.theme.Own(model.Text(actions[m.pane.pick].Does)), w))...)
	}
	return lines
}

// panelRoom is the least room that says what an action does.
const panelRoom = 30

// panelTitle is the emulator's clock, which is the one that links live by.
func (m *Model) panelTitle(w int) string {
	k := &m.theme.Styles
	now, speed := m.opts.Panel.Clock()
	return m.cutLine([]segment{
		{"Emulator", k.Brand}, {"  " + now.Local().Format(time.TimeOnly), k.Strong}, {speedWord(speed), k.Wait},
	}, w)
}

func speedWord(speed float64) string {
	switch speed {
	case 1:
		return ""
	case 0:
		return ", stands still"
	}
	return ", " + strconv.FormatFloat(speed, 'g', 3, 64) + " times as fast"
}

// panelState says what trouble is on.
func (m *Model) panelState(w int) string {
	k := &m.theme.Styles
	on := m.opts.Panel.State()
	if len(on) == 0 {
		return k.Dim.Render(m.theme.FitEnd("No trouble is on", w, m.theme.Glyphs.Cut))
	}
	return m.cutLine([]segment{{"On: ", k.Dim}, {m.theme.Own(model.Text(strings.Join(on, ", "))), k.Wait}}, w)
}

// panelTarget names the attachment that actions on one file or link are about.
func (m *Model) panelTarget(w int) string {
	k := &m.theme.Styles
	if m.pane.id == "" {
		return k.Dim.Render(m.theme.FitEnd("No file is selected", w, m.theme.Glyphs.Cut))
	}
	return m.cutLine([]segment{{"This file: ", k.Dim}, {m.labelOf(m.pane.id), k.Plain}}, w)
}

// panelLast is what was done last: the news it brings may have covered the line that said so.
func (m *Model) panelLast(w int) string {
	k := &m.theme.Styles
	if m.done == "" {
		return k.Dim.Render(m.theme.FitEnd("Nothing was done yet", w, m.theme.Glyphs.Cut))
	}
	return m.cutLine([]segment{{"Done: ", k.Dim}, {m.theme.Own(m.done), k.Plain}}, w)
}
