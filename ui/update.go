package ui

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"attache/ui/cells"
)

// reported says that the runner has something to collect.
type reported struct{}

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
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.resize(msg.Width, msg.Height)
	case tea.KeyPressMsg:
		return m.onKey(msg)
	case tea.KeyboardEnhancementsMsg:
		m.keyboard.reports = msg.SupportsKeyDisambiguation()
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
	case ticked:
		return m.onTick(msg)
	case panelActed:
		m.onPanelActed(msg)
	}
	return nil
}

// wait is the command that tells when calls have reported, or when an instant has come that the session
// waits for.
func (m *Model) wait() tea.Cmd {
	ready, ctx := m.runner.Ready(), m.ctx
	return func() tea.Msg {
		select {
		case <-ctx.Done():
			return nil
		case <-ready:
			return reported{}
		}
	}
}

// settle tells the session what is seen after any change, and sets the next point in time to draw at.
func (m *Model) settle() tea.Cmd {
	m.nextQuestion()
	m.followShut()
	cmd := tea.Batch(m.tellMarks(), m.tellVisible(), m.tellTyping())
	return tea.Batch(cmd, m.keepTicking())
}

// onModeReport measures by graphemes from when the terminal says that it can: at the same report the
// renderer switches that on and measures so itself.
func (m *Model) onModeReport(msg tea.ModeReportMsg) {
	if msg.Mode != ansi.ModeUnicodeCore {
		return
	}
	switch msg.Value { //nolint:exhaustive // not known, or for ever off
	case ansi.ModeSet, ansi.ModeReset, ansi.ModePermanentlySet:
		m.theme.Ruler = cells.Graphemes()
	}
}
