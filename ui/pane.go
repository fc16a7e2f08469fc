package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/model/session"
	"attache/ui/keys"
	"attache/ui/style"
)

// pressPane scrolls and closes what covers the list. Keys that act on the attachment go on acting on
// it in the details.
func (m *Model) pressPane(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	k := &m.opts.Keys
	if m.pane.kind == paneDetails {
		switch {
		case key.Matches(msg, k.Act.Open):
			m.pane.uncover()
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
	case m.pane.kind == panePanel && (key.Matches(msg, k.Panel.Do) || m.pane.pickLetter(msg.String(), panelLetters(m.opts.Panel.Actions(), k), m.lay)):
		return m.actInPanel(), true
	case m.scroll(msg):
	case m.pane.find != "" && key.Matches(msg, k.List.Back):
		m.pane.find = ""
	case key.Matches(msg, k.List.Back, k.Screen.Quit), closesAgain(m.pane.kind, k, msg):
		m.pane.uncover()
	case key.Matches(msg, k.Screen.QuitNow):
		return m.leave(), true
	case key.Matches(msg, k.Screen.Suspend):
		return tea.Suspend, true
	case key.Matches(msg, k.Screen.Help):
		return m.openPrompt(promptHelp), true
	case key.Matches(msg, k.Screen.Palette):
		return m.openPrompt(promptPalette), true
	case m.pane.kind == paneExplain && key.Matches(msg, k.Screen.Token):
		return m.openPrompt(promptToken), true
	case m.pane.kind == paneHelp && key.Matches(msg, k.List.Filter):
		return m.openPrompt(promptHelp), true
	case key.Matches(msg, k.Screen.Details, k.Screen.Log, k.Screen.Panel, k.Load.Pane):
		return m.switchPane(msg), true
	case m.pane.kind == paneLink && key.Matches(msg, k.Act.Copy):
		return m.do(session.Copy{Targets: session.Targets{IDs: []string{m.pane.id}}}), true
	case m.pane.kind == paneLink && key.Matches(msg, k.Act.CopyAs):
		m.copyAs = &session.Targets{IDs: []string{m.pane.id}}
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
	by, ok := steps(&m.opts.Keys.Move, msg, max(m.lay.PaneH(), 1))
	if ok {
		m.pane.scrollBy(by, m.scene().paneLength()-m.lay.PaneH())
	}
	return ok
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
			m.pane.top = max(0, m.scene().paneLength()-m.lay.PaneH())
		}
	case key.Matches(msg, k.Help):
		return m.openPrompt(promptHelp)
	case key.Matches(msg, k.Palette):
		return m.openPrompt(promptPalette)
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
	r := m.session.Row(a.ID)
	p := r.Problem
	if p == nil {
		p = a.NoLink(m.session.Ended())
	}
	switch {
	case p != nil, r.Saved != nil && len(r.Saved.Warnings) > 0:
	case r.State == model.StateNoURL:
		p = &model.Problem{Kind: model.KindNoLink, Op: "GetAttachment"}
	case m.session.Refusal() != nil:
		p = m.session.Refusal()
	case m.session.Ended():
		p = &model.Problem{Kind: model.KindEnded, Op: "GetAttachment"}
	default:
		m.say(style.Info, "Nothing went wrong with "+m.shared().NameOf(a.ID))
		return
	}
	m.pane.cover(pane{kind: paneExplain, id: a.ID, problem: p})
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

// closesAgain reports whether the key that opened the pane was pressed once more.
func closesAgain(kind paneKind, k *keys.Map, msg tea.KeyPressMsg) bool {
	opened := map[paneKind]key.Binding{
		paneHelp: k.Screen.Help, paneLog: k.Screen.Log, paneLink: k.Act.ShowLink, paneExplain: k.Act.Explain, paneDownloads: k.Load.Pane, panePanel: k.Screen.Panel,
	}
	b, ok := opened[kind]
	return ok && (key.Matches(msg, b) || key.Matches(msg, k.Act.Open))
}
