package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"attache/model/session"
	"attache/ui/runner"
)

// do gives the session what the user asks for.
func (m *Model) do(i session.Intent) tea.Cmd {
	m.list.Invalidate()
	m.acting = true
	defer func() { m.acting = false }()
	return m.take(m.runner.Apply(i))
}

// take tells what the session says, and does what belongs to whoever owns the terminal.
func (m *Model) take(res runner.Result) tea.Cmd {
	m.keepLog()
	var cmds []tea.Cmd
	for _, n := range res.Notices {
		cmds = append(cmds, m.hear(n))
	}
	for _, e := range res.Local {
		switch e := e.(type) {
		case session.Bell:
			cmds = append(cmds, tea.Raw("\a"))
		case session.Alert:
			cmds = append(cmds, func() tea.Msg { return e })
		case session.SendToTerminal:
			cmds = append(cmds, m.sendToTerminal(e.Text))
		}
	}
	return tea.Batch(cmds...)
}

// hear takes one notice.
func (m *Model) hear(n session.Notice) tea.Cmd {
	var after tea.Cmd
	switch f := n.Fact.(type) {
	case session.Question:
		m.ask(f, n.About)
		return nil
	case session.Leaving:
		return tea.Quit
	case session.LinksReady:
		if f.Show && m.showsLink(n.About) {
			m.pane.cover(pane{kind: paneLink, id: n.About[0]})
			return nil
		}
	case session.SaveStarted:
		for _, id := range slices.Concat(n.About, f.Deferred) {
			delete(m.cleared, id)
		}
	case session.ChatRead:
		after = m.opts.trim()
		if f.Again {
			m.viewer.retry()
		}
	case session.TokenTried:
		if f.Accepted {
			m.viewer.retry()
		}
	case session.PreviewReady:
		m.viewer.came(&m.core, n.About[0])
	case session.PreviewEnded:
		return m.viewer.ended(&m.core, n, f)
	case session.FilesArrived:
		n.About = append(m.news.arrived(), n.About...)
	}
	if !m.aloud(n) {
		return after
	}
	if severity, text := m.announcer().words(n); text != "" {
		m.news.add(message{n, severity, text}, m.now)
	}
	return after
}

// showsLink reports whether a link that has come is still wanted on screen: elsewhere it would cover
// something else.
func (m *Model) showsLink(about []string) bool {
	return len(about) == 1 && about[0] == m.list.Cursor() && !m.pane.covers() && m.prompt == nil && m.asking == nil
}

// ask puts a question in front: at once where it follows a key, else when nothing is being typed.
func (m *Model) ask(q session.Question, about []string) {
	asked := question{Question: q, about: about}
	if m.acting {
		m.asking = &asked
		return
	}
	m.questions = append(m.questions, asked)
}

// nextQuestion takes away a question whose matter has ended, and puts one in front that waits.
func (m *Model) nextQuestion() {
	if m.asking != nil && !m.session.Stands(m.asking.Question) {
		m.asking = nil
	}
	if len(m.questions) == 0 || m.asking != nil || m.prompt != nil || m.sort || m.copyAs != nil {
		return
	}
	m.asking, m.questions = &m.questions[0], m.questions[1:]
	m.asking.since = m.now
}
