package ui

import (
	tea "charm.land/bubbletea/v2"

	"attache/model"
)

// readChat walks the transcript. A walk under way is replaced.
func (m *Model) readChat() tea.Cmd {
	if m.walk.running() {
		m.walk.cancel()
	}
	req, ctx := m.begin(model.UrgencySelected)
	m.walk = req
	session, box, num := m.opts.Session, m.box, req.num
	return func() tea.Msg {
		err := session.Attachments(ctx, box.call(callKey{num: num}), box.page(num))
		return chatRead{num, err}
	}
}

// onChatRead ends the walk. Pages that arrived before a failure stay.
func (m *Model) onChatRead(msg chatRead) tea.Cmd {
	m.takeReports(m.box.take()) // the last pages may still be in the box
	if msg.num != m.walk.num {
		return nil
	}
	m.walk.cancel()
	m.walk = request{num: m.walk.num}
	if msg.err == nil {
		m.walked, m.read = true, m.now
		if m.pane.kind == paneBroken {
			m.pane = pane{}
		}
		return nil
	}
	p := model.AsProblem(msg.err)
	if p.Kind == model.KindCancelled {
		return nil
	}
	m.problemOfChat(p)
	return nil
}

// takeReports applies what running calls said: pages to the list, stages to their rows.
func (m *Model) takeReports(r reports) {
	for _, p := range r.pages {
		if p.num != m.walk.num {
			continue
		}
		if p.page.ContactID != "" {
			m.chat = p.page.ContactID
		}
		m.ended = m.ended || p.page.Ended
		m.merge(p.page.Attachments)
	}
	for k, s := range r.calls {
		if k.id == "" && k.num == m.walk.num && m.walk.running() {
			m.walk.state = s
			continue
		}
		row := m.rows[k.id]
		if row == nil {
			continue
		}
		if row.call != nil && row.call.num == k.num {
			row.call.state = s
		}
		if row.save != nil && row.save.num == k.num {
			row.save.state = s
		}
	}
}
