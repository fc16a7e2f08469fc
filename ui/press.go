package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/model/session"
)

// press gives a key to whatever is in front: a question, a line being typed, the sort menu, a pane,
// the list.
func (m *Model) press(msg tea.KeyPressMsg) tea.Cmd {
	if key.Matches(msg, m.opts.Keys.Screen.Interrupt) {
		return m.interrupt()
	}
	m.interrupted, m.moved, m.follows = false, true, false
	switch {
	case m.asking != nil:
		return m.pressQuestion(msg)
	case m.prompt != nil:
		return m.pressPrompt(msg)
	}
	m.news.dismiss(m.now)
	switch {
	case m.sort:
		m.sort = false
		m.pressSort(msg)
		return nil
	case m.copyAs != nil:
		return m.pressForm(msg)
	case m.pane.kind == paneBroken:
		return m.pressBroken(msg)
	case m.pane.covers():
		if cmd, taken := m.pressPane(msg); taken {
			return cmd
		}
	case m.viewer.gallery.open:
		if cmd, taken := m.viewer.gallery.press(m, msg); taken {
			return cmd
		}
	case m.viewer.takes(m.lay):
		if cmd, taken := m.viewer.pressInside(m, msg); taken {
			return cmd
		}
	case m.scene().takesBeside() && m.pane.pressBeside(m.scene(), msg):
		return nil
	case m.viewer.over(m.lay) && key.Matches(msg, m.opts.Keys.Move.HalfDown, m.opts.Keys.Move.HalfUp):
		m.viewer.scroll(m, msg)
		return nil
	}
	view := func(msg tea.KeyPressMsg) (tea.Cmd, bool) { return m.viewer.press(m, msg) }
	for _, try := range []func(tea.KeyPressMsg) (tea.Cmd, bool){m.pressMove, m.pressAct, m.pressList, m.pressMark, m.pressLoad, view, m.pressScreen} {
		if cmd, taken := try(msg); taken {
			return cmd
		}
	}
	return nil
}

// pressMove moves the cursor; a range being marked follows it.
func (m *Model) pressMove(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	k, l := &m.opts.Keys.Move, &m.list
	switch {
	case key.Matches(msg, k.Up):
		l.Up()
	case key.Matches(msg, k.Down):
		l.Down()
	case key.Matches(msg, k.Top):
		l.Top()
	case key.Matches(msg, k.Bottom):
		l.Bottom()
	case key.Matches(msg, k.HalfDown):
		l.HalfPageDown()
	case key.Matches(msg, k.HalfUp):
		l.HalfPageUp()
	case key.Matches(msg, k.PageDown):
		l.PageDown()
	case key.Matches(msg, k.PageUp):
		l.PageUp()
	case key.Matches(msg, k.New):
		m.selectNew()
	default:
		return nil, false
	}
	return nil, true
}

// pressAct acts on the selected attachment or the marked ones.
func (m *Model) pressAct(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	k := &m.opts.Keys.Act
	switch {
	case key.Matches(msg, k.Open):
		return m.open(), true
	case key.Matches(msg, k.Copy):
		return m.do(session.Copy{Targets: m.targets()}), true
	case key.Matches(msg, k.CopyAs):
		if t := m.targets(); len(t.IDs) > 0 {
			m.copyAs = &t
		}
		return nil, true
	case key.Matches(msg, k.Save):
		return m.do(session.Save{Targets: m.targets()}), true
	case key.Matches(msg, k.SaveAs):
		return m.openPrompt(promptSaveAs), true
	case key.Matches(msg, k.OpenFile):
		return m.do(session.OpenFile{Targets: m.here()}), true
	case key.Matches(msg, k.CancelAll):
		return m.do(session.Cancel{All: true}), true
	case key.Matches(msg, k.Renew):
		return m.do(session.Renew{Targets: m.targets()}), true
	case key.Matches(msg, k.AutoRenew):
		return m.do(session.KeepAlive{Targets: m.targets()}), true
	case key.Matches(msg, k.Cancel):
		return m.do(session.Cancel{Targets: m.targets()}), true
	case key.Matches(msg, k.ShowLink):
		return m.showLink(), true
	case key.Matches(msg, k.Explain):
		m.explain()
		return nil, true
	}
	return nil, false
}

// pressList changes what is listed and how.
func (m *Model) pressList(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	k := &m.opts.Keys.List
	switch {
	case key.Matches(msg, k.Reload):
		return m.do(session.Reload{}), true
	case key.Matches(msg, k.Filter):
		return m.openPrompt(promptFilter), true
	case key.Matches(msg, k.Sort):
		m.sort = true
	case key.Matches(msg, k.SwapID):
		m.swapNames()
	case key.Matches(msg, k.Sender):
		m.switchColumn("sender")
	case key.Matches(msg, k.HideNames):
		return m.hideNames(), true
	case key.Matches(msg, k.Life):
		return m.openPrompt(promptLife), true
	case key.Matches(msg, k.TypeID):
		return m.openPrompt(promptID), true
	case key.Matches(msg, k.RemoveID):
		return m.do(session.RemoveIDs{Targets: m.targets()}), true
	case key.Matches(msg, k.Back):
		m.back()
	default:
		return nil, false
	}
	return nil, true
}

// pressMark marks attachments.
func (m *Model) pressMark(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	k := &m.opts.Keys.Mark
	switch {
	case key.Matches(msg, k.Toggle):
		if m.list.Ranging() {
			m.list.ToggleRange() // the range stays marked, its last row too
			break
		}
		m.list.ToggleMark()
		m.list.Down()
	case key.Matches(msg, k.Range):
		m.list.ToggleRange()
	case key.Matches(msg, k.All):
		m.list.MarkAll()
	default:
		return nil, false
	}
	m.remark = true
	return nil, true
}

// pressForm takes the letter after the copy-as key. Any other key leaves the menu.
func (m *Model) pressForm(msg tea.KeyPressMsg) tea.Cmd {
	targets := *m.copyAs
	m.copyAs = nil
	k := &m.opts.Keys.Form
	for _, f := range []struct {
		key  key.Binding
		form model.Form
	}{
		{k.ID, model.FormID},
		{k.Name, model.FormName},
		{k.Curl, model.FormCurl},
		{k.Markdown, model.FormMarkdown},
		{k.JSON, model.FormJSON},
		{k.Link, model.FormLink},
	} {
		if key.Matches(msg, f.key) {
			return m.do(session.Copy{Targets: targets, Form: f.form})
		}
	}
	return nil
}

// pressQuestion answers the question.
func (m *Model) pressQuestion(msg tea.KeyPressMsg) tea.Cmd {
	q, k := m.asking, &m.opts.Keys
	if !q.since.IsZero() && m.now.Sub(q.since) < unread {
		return nil
	}
	m.asking = nil
	if q.offer != nil {
		said := answered{*q.offer, key.Matches(msg, k.Ask.Yes)}
		return func() tea.Msg { return said }
	}
	if key.Matches(msg, k.Ask.Yes) || q.Kind == session.QuestionQuit && key.Matches(msg, k.Screen.QuitNow) {
		return m.do(q.Yes)
	}
	return m.do(session.Decline{Question: q.Question})
}
