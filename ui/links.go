package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"attache/model"
)

// begin numbers a new request and gives it a context of its own.
func (m *Model) begin(urgency model.Urgency) (request, context.Context) {
	m.nums++
	ctx, cancel := context.WithCancel(m.ctx)
	return request{num: m.nums, cancel: cancel, urgency: urgency, state: model.CallState{Stage: model.StageQueued, Since: m.now, Try: 1}}, ctx
}

// askLink asks for a link of the attachment. A call under way is kept, unless it still waits for its
// turn with less urgency; one that waits for its next try is sent anew when a key asks.
func (m *Model) askLink(id string, urgency model.Urgency) tea.Cmd {
	r := m.row(id)
	if r.call == nil {
		r.asked++
	} else {
		waits := r.call.state.Stage == model.StageQueued && r.call.urgency < urgency
		again := r.call.state.Stage == model.StageRetrying && urgency == model.UrgencyAsked
		if !waits && !again {
			r.call.urgency = max(r.call.urgency, urgency) // what fails is now said aloud
			return nil
		}
		m.endCall(id, r)
	}
	req, ctx := m.begin(urgency)
	m.setCall(id, r, &req)
	r.fetched = true
	session, life, report, num := m.opts.Session, m.life, m.box.call(callKey{id, req.num}), req.num
	return func() tea.Msg {
		link, err := session.Link(ctx, id, life, urgency, report)
		return linkAnswered{id, num, link, err}
	}
}

// onLinkAnswered puts a link into its row, and does what was waiting for it.
func (m *Model) onLinkAnswered(msg linkAnswered) tea.Cmd {
	r := m.rows[msg.id]
	if r == nil || r.call == nil || r.call.num != msg.num {
		return nil
	}
	urgency := r.call.urgency
	m.endCall(msg.id, r)
	if msg.err == nil {
		m.denials, m.live.refusal, m.live.suspect = 0, nil, false
		m.takeLink(r, msg.link)
		m.linkCame(msg.id, r)
		return m.copyGoesOn(msg.id)
	}
	p := model.AsProblem(msg.err)
	show, announce := r.show, r.announce
	r.show, r.announce = false, false
	if p.Kind == model.KindCancelled {
		return m.copyGoesOn(msg.id)
	}
	p = p.IfEnded(m.ended)
	r.problem = p
	m.countDenial(p)
	aloud := show || announce || urgency == model.UrgencyAsked
	if r.renewal {
		m.keep(msg.id, r, false)
		aloud = true // it will die unseen otherwise
	}
	m.suspectToken(p, aloud)
	if m.nothingOpens(p) {
		m.pane = pane{kind: paneBroken, problem: p}
		return m.copyGoesOn(msg.id)
	}
	m.problemOfRow(msg.id, p, aloud)
	return m.copyGoesOn(msg.id)
}

// nothingOpens reports whether a token that was to open attachments known by their ID has been
// refused before it opened any: there is nothing to see but the reason.
func (m *Model) nothingOpens(p *model.Problem) bool {
	return len(m.opts.IDs) > 0 && p.Kind == model.KindDenied && !m.opened
}

// takeLink replaces the row's link.
func (m *Model) takeLink(r *row, link model.Link) {
	r.link, r.problem, r.warned = link, nil, false
	m.opened = true
	m.list.Invalidate()
}

// linkCame does what the user asked to be done when the link is there. A link to be shown is shown
// only where the user still is; elsewhere it would cover something else.
func (m *Model) linkCame(id string, r *row) {
	show, announce := r.show, r.announce
	r.show, r.announce = false, false
	switch {
	case !show && !announce:
	case r.link.URL.IsZero():
		m.problemOfRow(id, noLink(), true)
	case show && id == m.list.Cursor() && !m.pane.covers() && m.prompt == nil && m.asking == nil:
		m.cover(pane{kind: paneLink, id: id})
	default:
		m.say(toastGood, "New link for "+m.labelOf(id)+", good for "+model.FormatCountdown(r.link.Left(m.server())))
	}
}

// noLink is the problem of an answer with a size but without a pre-signed URL.
func noLink() *model.Problem { return &model.Problem{Kind: model.KindNoLink, Op: "GetAttachment"} }

// mayAsk reports whether a link of the attachment can be had, and says why where it cannot.
func (m *Model) mayAsk(id string) bool {
	a, ok := m.lib.ByID(id)
	if !ok {
		return false
	}
	p := m.barred(a)
	if p == nil {
		return true
	}
	m.problemOfRow(id, p, true)
	return false
}

// barred is why no link of the attachment can be had; nil where one can.
func (m *Model) barred(a model.Attachment) *model.Problem {
	return a.Barred(m.ended)
}
