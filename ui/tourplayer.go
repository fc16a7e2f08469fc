package ui

import (
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/ui/style"
	"attache/ui/tour"
)

// tourRhythm is how often the tour acts.
const tourRhythm = 250 * time.Millisecond

// play does what is due.
func (t *tourPlayer) play(m *Model) tea.Cmd {
	if !t.on() {
		return nil
	}
	since := m.now.Sub(t.begun)
	if since >= tour.Length {
		return t.end(m)
	}
	var act tea.Cmd
	if len(t.keys) == 0 && len(t.steps) > 0 && since >= t.steps[0].At {
		act = t.step(m, t.steps[0])
		t.steps = t.steps[1:]
	}
	if len(t.keys) == 0 {
		return act
	}
	next := t.keys[0]
	t.keys = t.keys[1:]
	return tea.Batch(act, m.press(next))
}

func (t *tourPlayer) step(m *Model, s tour.Step) tea.Cmd {
	if s.Caption != "" {
		t.caption = s.Caption
	}
	for _, a := range m.session.Library().All() {
		if s.File != "" && strings.HasPrefix(a.FileName, s.File) {
			m.list.Select(a.ID)
			m.moved = true
			break
		}
	}
	for _, action := range s.Do {
		t.keys = append(t.keys, tea.KeyPressMsg{Code: tea.KeyExtended, Text: action})
	}
	for _, r := range s.Type {
		t.keys = append(t.keys, tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	return m.emulate(s.Emulate)
}

// end leaves the user in the demo, with the list in front.
func (t *tourPlayer) end(m *Model) tea.Cmd {
	*t = tourPlayer{}
	if m.prompt != nil {
		m.abandon()
	}
	m.sort, m.copyAs, m.pane = false, nil, pane{side: m.pane.side}
	k := &m.opts.Keys.Screen
	m.say(style.Info, "The tour is over: "+k.Help.Help().Key+" shows every key, "+k.Panel.Help().Key+" simulates failures")
	return nil
}

// interrupts reports whether a message ends the tour and means nothing else. The interrupt key leaves as ever.
func (t *tourPlayer) interrupts(m *Model, msg tea.Msg) bool {
	if !t.on() {
		return false
	}
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if isModifier(msg.Code) {
			return false
		}
		t.end(m)
		return !key.Matches(msg, m.opts.Keys.Screen.Interrupt)
	case tea.PasteMsg, tea.MouseClickMsg:
		t.end(m)
		return true
	}
	return false
}

// emulate does what the panel does by a letter.
func (m *core) emulate(letter string) tea.Cmd {
	if letter == "" || m.opts.Panel == nil {
		return nil
	}
	for _, a := range m.opts.Panel.Actions() {
		if a.Key == letter {
			return func() tea.Msg {
				said, err := a.Do("")
				return panelActed{said: said, err: err}
			}
		}
	}
	return nil
}
