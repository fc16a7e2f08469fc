package ui

import (
	tea "charm.land/bubbletea/v2"

	"attache/model/session"
	"attache/ui/tour"
)

// Update takes one message. It names it and calls its handler; the clock is read here and nowhere
// else.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	before := m.status
	m.readClock()
	m.status = m.opts.Session.Status()
	m.noteRenewal(before)
	cmd := m.handle(msg)
	return m, tea.Batch(cmd, m.settle())
}

func (m *Model) handle(msg tea.Msg) tea.Cmd {
	m.viewer.hear(msg)
	if m.tour.interrupts(m, msg) {
		return nil
	}
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.resize(msg.Width, msg.Height)
		m.moved = true
	case tea.KeyPressMsg:
		return m.onKey(msg)
	case picked:
		return m.onPicked(msg)
	case tea.KeyboardEnhancementsMsg:
		m.keyboard.reports = msg.SupportsKeyDisambiguation()
	case tea.MouseMsg:
		return m.mouse.take(m, msg)
	case tea.PasteMsg:
		return m.paste(msg)
	case tea.BackgroundColorMsg:
		m.dark = msg.IsDark()
		m.restyle()
	case tea.ColorProfileMsg:
		m.profile = msg.Profile
		m.restyle()
	case tea.ModeReportMsg:
		m.onModeReport(msg)
	case tea.FocusMsg:
		m.look(true)
	case tea.BlurMsg:
		m.look(false)
	case reported:
		m.list.Invalidate()
		return tea.Batch(m.take(m.runner.Collect()), m.wait())
	case rested:
		return m.viewer.onRest(&m.core, msg)
	case pageRead:
		return m.viewer.onPage(&m.core, msg)
	case ticked:
		return m.onTick(msg)
	case panelActed:
		m.onPanelActed(msg)
	}
	return nil
}

// settle tells the session what is seen after any change, and sets the next point in time to draw at.
func (m *Model) settle() tea.Cmd {
	m.nextQuestion()
	m.followShut()
	m.followNewest()
	m.arrange(m.pane.kind == panePanel)
	m.countUnseen()
	cmd := tea.Batch(m.tellMarks(), m.tellVisible(), m.tellTyping(), m.viewer.follow(&m.core))
	return tea.Batch(cmd, m.keepTicking())
}

// Init starts reading the chat.
func (m *Model) Init() tea.Cmd {
	if m.opts.Tour {
		m.tour = tourPlayer{steps: tour.Story(), begun: m.now}
	}
	return tea.Batch(tea.RequestBackgroundColor, m.wait(), m.do(session.Start{}), m.settle())
}
