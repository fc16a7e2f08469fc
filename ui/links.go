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
	if r.call != nil {
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
	r.asked++
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
		m.denials = 0
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
	r.problem = p
	m.countDenial(p)
	m.problemOfRow(msg.id, p, show || announce || urgency == model.UrgencyAsked)
	return m.copyGoesOn(msg.id)
}

// takeLink replaces the row's link.
func (m *Model) takeLink(r *row, link model.Link) {
	r.link, r.problem, r.warned = link, nil, false
	m.list.Invalidate()
}

// linkCame does what the user asked to be done when the link is there.
func (m *Model) linkCame(id string, r *row) {
	if r.announce && !r.show && !r.link.URL.IsZero() {
		m.say(toastGood, "New link for "+m.labelOf(id)+", good for "+model.FormatCountdown(r.link.Left(m.server())))
	}
	if r.show && !r.link.URL.IsZero() {
		m.pane = pane{kind: paneLink, id: id}
	}
	if r.link.URL.IsZero() && (r.show || r.announce) {
		m.problemOfRow(id, noLink(), true)
	}
	r.show, r.announce = false, false
}

// noLink is the problem of an answer with a size but without a pre-signed URL.
func noLink() *model.Problem { return &model.Problem{Kind: model.KindNoLink, Op: "GetAttachment"} }

// mayAsk reports whether a link of the attachment can be had, and says why where it cannot.
func (m *Model) mayAsk(id string) bool {
	a, ok := m.lib.ByID(id)
	if !ok {
		return false
	}
	var kind model.Kind
	switch a.Status {
	case model.StatusRejected:
		kind = model.KindRejected
	case model.StatusInProgress:
		kind = model.KindScanning
	default:
		return true
	}
	m.problemOfRow(id, &model.Problem{Kind: kind, Op: "GetAttachment"}, true)
	return false
}
