package ui

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"attache/ui/cells"
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
		return tea.Batch(m.takeReports(m.box.take()), m.box.wait(m.ctx))
	case ticked:
		return m.onTick(msg)
	case chatRead:
		return m.onChatRead(msg)
	case watchEnded:
		return m.onWatchEnded(msg)
	case panelActed:
		m.onPanelActed(msg)
	case linkAnswered:
		return m.onLinkAnswered(msg)
	case saveEnded:
		return m.onSaveEnded(msg)
	case textCopied:
		return m.onTextCopied(msg)
	case discarded:
		m.onDiscarded(msg)
	case fileOpened:
		m.onFileOpened(msg)
	}
	return nil
}

// settle does what follows from any change: links for rows that came into view, transfers that may
// start, and the next point in time to wake up at.
func (m *Model) settle() tea.Cmd {
	if m.asking != nil && m.asking.hard && m.unfinished() == 0 {
		m.asking = nil // what the question was about has ended
	}
	return tea.Batch(m.wantToken(), m.prefetch(), m.pump(), m.sound(), m.keepTicking())
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
