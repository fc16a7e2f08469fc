package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"attache/model"
)

// tooManyDenials is how many refusals in a row end the asking for links without a key: the token is
// dead or the chat over, and the quota is shared with every agent.
const tooManyDenials = 3

// begin numbers a new request and gives it a context of its own.
func (m *Model) begin(urgency model.Urgency) (request, context.Context) {
	m.nums++
	ctx, cancel := context.WithCancel(m.ctx)
	return request{num: m.nums, cancel: cancel, urgency: urgency, state: model.CallState{Stage: model.StageQueued, Since: m.now, Try: 1}}, ctx
}

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

// askLink asks for a link of the attachment. A call under way is kept, unless it still waits for its
// turn with less urgency; one that waits for its next try is sent anew when a key asks.
func (m *Model) askLink(id string, urgency model.Urgency) tea.Cmd {
	r := m.row(id)
	if r.call != nil {
		waits := r.call.state.Stage == model.StageQueued && r.call.urgency < urgency
		again := r.call.state.Stage == model.StageRetrying && urgency == model.UrgencyAsked
		if !waits && !again {
			return nil
		}
		r.call.cancel()
	}
	req, ctx := m.begin(urgency)
	r.call, r.fetched = &req, true
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
	r.call.cancel()
	r.call = nil
	if msg.err == nil {
		m.denials = 0
		m.takeLink(r, msg.link)
		return tea.Batch(m.linkCame(msg.id, r), m.copyGoesOn(msg.id))
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
func (m *Model) linkCame(id string, r *row) tea.Cmd {
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
	return nil
}

// noLink is the problem of an answer with a size but without a pre-signed URL.
func noLink() *model.Problem { return &model.Problem{Kind: model.KindNoLink, Op: "GetAttachment"} }

// countDenial notes refusals that follow each other.
func (m *Model) countDenial(p *model.Problem) {
	if p.Kind != model.KindDenied {
		m.denials = 0
		return
	}
	m.denials++
}

// prefetch asks for the links of the rows that are on screen, each row once, the selected one first,
// and takes back what waits for rows that are on screen no more.
func (m *Model) prefetch() tea.Cmd {
	if m.opts.Prefetch == PrefetchNone || m.denials >= tooManyDenials || m.pane.kind == paneBroken || m.stop {
		return nil
	}
	var cmds []tea.Cmd
	here := m.list.Cursor()
	if m.opts.Prefetch == PrefetchVisible {
		for _, id := range m.list.Visible() {
			if id != here {
				cmds = append(cmds, m.prefetchRow(id, model.UrgencyVisible))
			}
		}
	}
	if here != "" {
		cmds = append(cmds, m.prefetchRow(here, model.UrgencySelected))
	}
	m.withdraw()
	return tea.Batch(cmds...)
}

// prefetchRow asks for a row's first link, or moves its waiting call forward.
func (m *Model) prefetchRow(id string, urgency model.Urgency) tea.Cmd {
	a, ok := m.lib.ByID(id)
	if !ok || a.Status == model.StatusInProgress || a.Status == model.StatusRejected {
		return nil
	}
	r := m.row(id)
	if r.call == nil && (r.fetched || r.save != nil) {
		return nil
	}
	return m.askLink(id, urgency)
}

// withdraw cancels the calls that nobody asked for, that still wait for their turn, and whose row is
// off screen. The row may ask again when it comes back.
func (m *Model) withdraw() {
	on := map[string]bool{m.list.Cursor(): true}
	for _, id := range m.list.Visible() {
		on[id] = true
	}
	for id, r := range m.waiting() {
		if !on[id] {
			r.call.cancel()
			r.call, r.fetched = nil, false
			r.asked--
		}
	}
}

// waiting yields the rows whose call nobody asked for and which still waits for its turn.
func (m *Model) waiting() func(func(string, *row) bool) {
	return func(yield func(string, *row) bool) {
		for id, r := range m.rows {
			if r.call != nil && r.call.state.Stage == model.StageQueued && r.call.urgency < model.UrgencyAsked {
				if !yield(id, r) {
					return
				}
			}
		}
	}
}

// renew asks for new links of the targets.
func (m *Model) renew() tea.Cmd {
	var cmds []tea.Cmd
	for _, id := range m.targets() {
		if !m.mayAsk(id) {
			continue
		}
		m.row(id).announce = true
		cmds = append(cmds, m.askLink(id, model.UrgencyAsked))
	}
	return tea.Batch(cmds...)
}

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

// autoRenewAhead is how long before its end a link that is kept alive is renewed.
const autoRenewAhead = 2 * model.UseMargin

// autoRenewMost bounds the links kept alive at once: each spends shared quota every few minutes.
const autoRenewMost = 10

// keepAlive renews the links that are kept alive and about to end.
func (m *Model) keepAlive() tea.Cmd {
	var cmds []tea.Cmd
	now := m.server()
	for id, r := range m.rows {
		left := r.link.Left(now)
		ahead := min(autoRenewAhead, r.link.Life()/2)
		if r.renewal && r.call == nil && r.problem == nil && !r.link.URL.IsZero() && left <= ahead {
			cmds = append(cmds, m.askLink(id, model.UrgencySelected))
		}
	}
	return tea.Batch(cmds...)
}

// warnOfEnds says once that a link ends soon, for rows that are selected, marked or were copied.
func (m *Model) warnOfEnds() {
	now := m.server()
	for id, r := range m.rows {
		if r.warned || r.renewal || r.link.Phase(now) != model.PhaseSoon {
			continue
		}
		r.warned = true
		if id == m.list.Cursor() || m.list.IsMarked(id) || !r.copied.IsZero() {
			m.say(toastWarn, "The link of "+m.labelOf(id)+" ends in "+seconds(r.link.Left(now))+"; "+first(m.opts.Keys.Act.Renew)+" renews it")
		}
	}
}

func seconds(d time.Duration) string { return model.FormatCountdown(d) }
