package ui

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"attache/model"
)

// readChat walks the transcript. A walk under way is replaced.
func (m *Model) readChat() tea.Cmd {
	if m.walk.running() {
		m.walk.cancel()
	}
	req, ctx := m.begin(model.UrgencySelected)
	m.walk, m.live.sawEnd = req, false
	session, box, num := m.opts.Session, m.box, req.num
	return func() tea.Msg {
		err := session.Attachments(ctx, box.call(callKey{num: num}), box.page(num))
		return chatRead{num, err}
	}
}

// onChatRead ends the walk. Pages that arrived before a failure stay.
func (m *Model) onChatRead(msg chatRead) tea.Cmd {
	cmd := m.takeReports(m.box.takeAll()) // the last pages may still be in the box
	if msg.num != m.walk.num {
		return cmd
	}
	m.walk.cancel()
	m.walk = request{num: m.walk.num}
	if msg.err == nil {
		m.walked, m.read = true, m.now
		m.ended, m.live.refusal = m.live.sawEnd, nil
		if m.rereads > 0 {
			m.say(toastNote, m.newWords(m.lib.Len()-m.rereads))
		}
		m.rereads = 0
		if m.pane.kind == paneBroken {
			m.pane = pane{}
		}
		return tea.Batch(cmd, m.startWatch())
	}
	p := model.AsProblem(msg.err)
	switch {
	case p.Kind == model.KindCancelled:
	case p.Kind == model.KindDenied && m.lib.Len() > 0:
		m.tokenRefused(p)
	default:
		m.problemOfChat(p)
	}
	return cmd
}

// takeReports applies what running calls said: pages and news to the list, stages to their rows.
func (m *Model) takeReports(r reports) tea.Cmd {
	var cmds []tea.Cmd
	for _, p := range r.pages {
		if p.num != m.walk.num {
			continue
		}
		if p.page.ContactID != "" {
			m.chat = p.page.ContactID
		}
		cmds = append(cmds, m.takeChanges(m.merge(p.page.Attachments), m.walked, false))
		if p.page.Ended {
			m.live.sawEnd = true
			m.endChat(m.walked)
		}
		m.refill()
		if m.pane.kind == paneBroken && m.lib.Len() > 0 {
			m.pane = pane{}
		}
	}
	for k, s := range r.calls {
		m.takeStage(k, s)
	}
	return tea.Batch(append(cmds, m.takeNews(&r.news))...)
}

// takeStage notes what a running call is doing. One that has ended or was replaced says nothing more.
func (m *Model) takeStage(k callKey, s model.CallState) {
	if k.id == "" {
		if k.num == m.walk.num && m.walk.running() {
			m.walk.state = s
		}
		return
	}
	r := m.rows[k.id]
	switch {
	case r == nil:
	case r.call != nil && r.call.num == k.num:
		r.call.state = s
	case r.save != nil && r.save.num == k.num:
		r.save.state = s
	}
}

// newWords says what reading the chat again has brought.
func (m *Model) newWords(n int) string {
	switch n {
	case 0:
		return "The chat was read again: nothing new"
	case 1:
		return "The chat was read again: one new file"
	}
	return "The chat was read again: " + strconv.Itoa(n) + " new files"
}
