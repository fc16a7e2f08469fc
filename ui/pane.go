package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/model/session"
	"attache/ui/layout"
	"attache/ui/style"
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
	if m.pane.kind == paneDownloads {
		if cmd, taken := m.pressDownloads(msg); taken {
			return cmd, true
		}
	}
	switch {
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
	case key.Matches(msg, k.Screen.Details, k.Screen.Log, k.Screen.Panel, k.Load.Pane):
		return m.switchPane(msg), true
	case m.pane.kind == paneLink && key.Matches(msg, k.Act.Copy):
		return m.do(session.Copy{Targets: session.Targets{IDs: []string{m.pane.id}}}), true
	case m.pane.kind == paneLink && key.Matches(msg, k.Act.CopyAs):
		m.openForms(session.Targets{IDs: []string{m.pane.id}})
	}
	return nil, true
}

// switchPane puts another pane in the place of the one in front.
func (m *Model) switchPane(msg tea.KeyPressMsg) tea.Cmd {
	m.pane = pane{side: m.pane.side}
	if cmd, taken := m.pressScreen(msg); taken {
		return cmd
	}
	cmd, _ := m.pressLoad(msg)
	return cmd
}

// followShut puts in front why there is nothing to see of the chat, as long as that is so.
func (m *Model) followShut() {
	shut := m.session.Shut()
	for p := &m.pane; p != nil; p = p.under {
		switch {
		case p.kind == paneBroken && shut == nil:
			m.pane = pane{}
			return
		case p.kind == paneBroken:
			p.problem = shut
			return
		}
	}
	if shut != nil {
		m.pane = pane{kind: paneBroken, problem: shut}
	}
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
		m.say(style.Info, "Trying again")
		return m.do(session.Reload{})
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

// explain opens the pane on the problem of the selected attachment.
func (m *Model) explain() {
	a, ok := m.selected()
	if !ok {
		return
	}
	r := m.rowOf(a.ID)
	p := r.Problem
	if p == nil {
		p = a.Barred(m.session.Ended())
	}
	switch {
	case p != nil, r.Saved != nil && len(r.Saved.Doubts) > 0:
	case r.State == model.StateNoURL:
		p = &model.Problem{Kind: model.KindNoLink, Op: "GetAttachment"}
	case m.session.Refusal() != nil:
		p = m.session.Refusal()
	default:
		m.say(style.Info, "Nothing went wrong with "+m.labelOf(a.ID))
		return
	}
	m.cover(pane{kind: paneExplain, id: a.ID, problem: p})
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
	return m.do(session.Quit{})
}
