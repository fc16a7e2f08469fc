package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/ui/layout"
)

// paneKind is what covers the list, or stands beside it.
type paneKind int

const (
	paneNone paneKind = iota
	paneDetails
	paneLog
	paneHelp
	paneLink
	paneExplain
	paneBroken
	paneDownloads
	panePanel
)

// pane is what covers the list, and how far it is scrolled.
type pane struct {
	kind    paneKind
	side    paneKind       // what the pane beside the list shows: details unless paneLog
	id      string         // paneLink, paneExplain, panePanel: the attachment
	problem *model.Problem // paneExplain, paneBroken
	raw     bool           // paneBroken: show the raw answer too
	top     int            // the first line shown
	pick    int            // paneDownloads, panePanel: the line that keys act on
	find    string         // paneHelp: what is looked for
	under   *pane          // what it covers beside the list
}

// covers reports whether the list is hidden.
func (p pane) covers() bool { return p.kind != paneNone }

// covered reports whether the list is hidden now: the emulator's panel stands beside it where there is
// room, so that one sees what it does.
func (m *Model) covered() bool {
	return m.pane.covers() && (m.pane.kind != panePanel || m.lay.Kind != layout.Wide)
}

// cover puts a pane in front; what it covers comes back when it is left.
func (m *Model) cover(p pane) {
	under := m.pane
	p.side = under.side
	if under.covers() {
		p.under = &under
	}
	m.pane = p
}

// uncover leaves the pane in front.
func (m *Model) uncover() {
	if under := m.pane.under; under != nil {
		m.pane = *under
		return
	}
	m.pane = pane{side: m.pane.side}
}

// pressPane scrolls and closes what covers the list. Keys that act on the attachment go on acting on
// it in the details.
func (m *Model) pressPane(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	k := &m.opts.Keys
	if m.pane.kind == paneDetails {
		switch {
		case key.Matches(msg, k.Act.Open):
			m.uncover()
		case key.Matches(msg, k.Move.HalfDown, k.Move.HalfUp):
			m.scroll(msg)
		default:
			return nil, false
		}
		return nil, true
	}
	switch {
	case m.pane.kind == paneDownloads && m.pressDownloads(msg):
	case m.pane.kind == panePanel && m.movesInPanel(msg):
	case m.pane.kind == panePanel && key.Matches(msg, k.Panel.Do):
		return m.actInPanel(), true
	case m.scroll(msg):
	case m.pane.find != "" && key.Matches(msg, k.List.Back):
		m.pane.find = ""
	case key.Matches(msg, k.List.Back, k.Screen.Quit), m.closesAgain(msg):
		m.uncover()
	case key.Matches(msg, k.Screen.QuitNow):
		return m.leave(), true
	case key.Matches(msg, k.Screen.Suspend):
		return tea.Suspend, true
	case key.Matches(msg, k.Screen.Help):
		m.cover(pane{kind: paneHelp})
	case m.pane.kind == paneHelp && key.Matches(msg, k.List.Filter):
		return m.openPrompt(promptHelp), true
	case m.pane.kind == paneLink && key.Matches(msg, k.Act.Copy):
		return m.copyLinks([]string{m.pane.id}, model.FormLink), true
	case m.pane.kind == paneLink && key.Matches(msg, k.Act.CopyAs):
		m.openForms([]string{m.pane.id})
	}
	return nil, true
}

// scroll moves the text of the pane, and reports whether the key was one that does.
func (m *Model) scroll(msg tea.KeyPressMsg) bool {
	k := &m.opts.Keys.Move
	half := max(m.lay.PaneH()/2, 1)
	switch {
	case key.Matches(msg, k.Up):
		m.pane.top--
	case key.Matches(msg, k.Down):
		m.pane.top++
	case key.Matches(msg, k.Top):
		m.pane.top = 0
	case key.Matches(msg, k.Bottom):
		m.pane.top = m.paneLength()
	case key.Matches(msg, k.HalfDown, k.PageDown):
		m.pane.top += half
	case key.Matches(msg, k.HalfUp, k.PageUp):
		m.pane.top -= half
	default:
		return false
	}
	m.pane.top = max(0, min(m.pane.top, m.paneLength()-m.lay.PaneH()))
	return true
}

// paneLength is how many lines the pane has.
func (m *Model) paneLength() int {
	_, n := m.screen().pane(0, 0)
	return n
}

// closesAgain reports whether the key that opened the pane was pressed once more.
func (m *Model) closesAgain(msg tea.KeyPressMsg) bool {
	k := &m.opts.Keys
	opened := map[paneKind]key.Binding{
		paneHelp: k.Screen.Help, paneLog: k.Screen.Log, paneLink: k.Act.ShowLink, paneExplain: k.Act.Explain, paneDownloads: k.Load.Pane, panePanel: k.Screen.Panel,
	}
	b, ok := opened[m.pane.kind]
	return ok && (key.Matches(msg, b) || key.Matches(msg, k.Act.Open))
}

// pressBroken acts on the pane that says why the chat could not be read.
func (m *Model) pressBroken(msg tea.KeyPressMsg) tea.Cmd {
	k := &m.opts.Keys.Broken
	switch {
	case m.scroll(msg):
	case key.Matches(msg, k.Token):
		return m.openPrompt(promptToken)
	case key.Matches(msg, k.Again):
		m.say(toastNote, "Trying again")
		return m.again()
	case key.Matches(msg, k.Explain):
		m.pane.raw = !m.pane.raw
		if m.pane.raw {
			m.pane.top = max(0, m.paneLength()-m.lay.PaneH())
		}
	case key.Matches(msg, k.Help):
		m.cover(pane{kind: paneHelp})
	case key.Matches(msg, k.Suspend):
		return tea.Suspend
	case key.Matches(msg, k.Quit), key.Matches(msg, k.QuitNow):
		return m.leave()
	}
	return nil
}

// again starts over after a problem that left nothing to show.
func (m *Model) again() tea.Cmd {
	m.denials = 0
	if len(m.opts.IDs) == 0 {
		return m.readChat()
	}
	m.pane = pane{}
	for _, r := range m.rows {
		r.fetched, r.problem = false, nil
	}
	return nil
}

// explain opens the pane on the problem of the selected attachment.
func (m *Model) explain() {
	a, ok := m.selected()
	if !ok {
		return
	}
	p := m.row(a.ID).problem
	if p == nil {
		p = m.barred(a)
	}
	saved := m.row(a.ID).saved
	switch {
	case p != nil, saved != nil && len(saved.Doubts) > 0:
	case m.row(a.ID).link.URL.IsZero() && m.row(a.ID).link.Size > 0:
		p = noLink()
	case m.live.refusal != nil:
		p = m.live.refusal
	default:
		m.say(toastNote, "Nothing went wrong with "+m.labelOf(a.ID))
		return
	}
	m.cover(pane{kind: paneExplain, id: a.ID, problem: p})
}

// quit leaves, but asks first while files are being saved.
func (m *Model) quit() tea.Cmd {
	if m.unfinished() == 0 {
		return m.leave()
	}
	m.asking = &question{
		text: m.quitWords(),
		yes:  func(m *Model) tea.Cmd { return m.leave() },
		hard: true,
	}
	return nil
}

// interrupt is what the interrupt key does wherever it is pressed: it leaves what is being typed or
// asked, else it quits as the quit key does; pressed twice, it leaves whatever is in front.
func (m *Model) interrupt() tea.Cmd {
	if m.interrupted {
		return m.leave()
	}
	m.interrupted = true
	switch {
	case m.prompt != nil:
		m.abandon()
		return nil
	case m.asking != nil:
		return nil
	}
	return m.quit()
}

// leave ends the screen.
func (m *Model) leave() tea.Cmd {
	m.stop = true
	return tea.Quit
}
