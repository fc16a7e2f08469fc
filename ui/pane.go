package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/model"
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
)

// pane is what covers the list, and how far it is scrolled.
type pane struct {
	kind    paneKind
	side    paneKind       // what the pane beside the list shows: details unless paneLog
	id      string         // paneLink, paneExplain: the attachment
	problem *model.Problem // paneExplain, paneBroken
	raw     bool           // paneBroken: show the raw answer too
	top     int            // the first line shown
	find    string         // paneHelp: what is looked for
}

// covers reports whether the list is hidden.
func (p pane) covers() bool { return p.kind != paneNone }

// pressPane scrolls and closes what covers the list. Keys that act on the attachment go on acting on
// it in the details.
func (m *Model) pressPane(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	k := &m.opts.Keys
	half := max(m.lay.h/2, 1)
	if m.pane.kind == paneDetails {
		if key.Matches(msg, k.Act.Open) {
			m.back()
			return nil, true
		}
		return nil, false
	}
	switch {
	case key.Matches(msg, k.List.Back), key.Matches(msg, k.Screen.Quit):
		m.back()
	case key.Matches(msg, k.Screen.QuitNow):
		return m.leave(), true
	case key.Matches(msg, k.Screen.Suspend):
		return tea.Suspend, true
	case key.Matches(msg, k.Move.Up):
		m.pane.top--
	case key.Matches(msg, k.Move.Down):
		m.pane.top++
	case key.Matches(msg, k.Move.Top):
		m.pane.top = 0
	case key.Matches(msg, k.Move.Bottom):
		m.pane.top = len(m.paneLines())
	case key.Matches(msg, k.Move.HalfDown), key.Matches(msg, k.Move.PageDown):
		m.pane.top += half
	case key.Matches(msg, k.Move.HalfUp), key.Matches(msg, k.Move.PageUp):
		m.pane.top -= half
	case m.pane.kind == paneHelp && key.Matches(msg, k.List.Filter):
		return m.openPrompt(promptHelp), true
	case m.pane.kind == paneLink && key.Matches(msg, k.Act.Copy):
		return m.copyLinks(), true
	case m.closesAgain(msg):
		m.back()
	}
	m.pane.top = max(0, min(m.pane.top, len(m.paneLines())-m.paneHeight()))
	return nil, true
}

// closesAgain reports whether the key that opened the pane was pressed once more.
func (m *Model) closesAgain(msg tea.KeyPressMsg) bool {
	k := &m.opts.Keys
	opened := map[paneKind]key.Binding{
		paneHelp: k.Screen.Help, paneLog: k.Screen.Log, paneLink: k.Act.ShowLink, paneExplain: k.Act.Explain,
	}
	b, ok := opened[m.pane.kind]
	return ok && (key.Matches(msg, b) || key.Matches(msg, k.Act.Open))
}

// pressBroken acts on the pane that says why the chat could not be read.
func (m *Model) pressBroken(msg tea.KeyPressMsg) tea.Cmd {
	k := &m.opts.Keys.Broken
	switch {
	case key.Matches(msg, k.Token):
		return m.openPrompt(promptToken)
	case key.Matches(msg, k.Again):
		m.say(toastNote, "Trying again")
		return m.again()
	case key.Matches(msg, k.Explain):
		m.pane.raw = !m.pane.raw
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
	switch {
	case p != nil:
	case a.Status == model.StatusRejected:
		p = &model.Problem{Kind: model.KindRejected, Op: "GetAttachment"}
	case a.Status == model.StatusInProgress:
		p = &model.Problem{Kind: model.KindScanning, Op: "GetAttachment"}
	default:
		m.say(toastNote, "Nothing went wrong with "+m.label(a))
		return
	}
	m.pane = pane{kind: paneExplain, id: a.ID, problem: p, side: m.pane.side}
}

// quit leaves, but asks first while files are being saved.
func (m *Model) quit() tea.Cmd {
	n := m.running() + len(m.queue)
	if n == 0 {
		return m.leave()
	}
	m.asking = &question{
		text: plural(n, "One download is", "downloads are") + " not finished. Stop and quit?",
		yes:  func(m *Model) tea.Cmd { return m.leave() },
		hard: true,
	}
	return nil
}

// leave ends the screen.
func (m *Model) leave() tea.Cmd {
	m.stop = true
	return tea.Quit
}
