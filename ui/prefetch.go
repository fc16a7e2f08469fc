package ui

import (
	tea "charm.land/bubbletea/v2"

	"attache/model"
)

// tooManyDenials is how many refusals in a row end the asking for links without a key: the token is
// dead or the chat over, and the quota is shared with every agent.
const tooManyDenials = 3

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
	if m.opts.Prefetch == PrefetchNone || m.denials >= tooManyDenials || m.ended || m.live.refusal != nil || m.pane.kind == paneBroken || m.stop {
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

// refill lets one screenful of links be asked for without a key. Only what the user does and new
// attachments refill it: a filter or an order that looks at links would otherwise pull in row after
// row as their links come, until every link of the chat was asked for.
func (m *Model) refill() { m.budget = m.lay.ListH + 1 }

// prefetchRow asks for a row's first link, or moves its waiting call forward.
func (m *Model) prefetchRow(id string, urgency model.Urgency) tea.Cmd {
	a, ok := m.lib.ByID(id)
	if !ok || a.Status == model.StatusInProgress || a.Status == model.StatusRejected {
		return nil
	}
	r := m.row(id)
	if r.call == nil {
		if r.fetched || r.save != nil || m.budget <= 0 {
			return nil
		}
		m.budget--
	}
	return m.askLink(id, urgency)
}

// withdraw cancels the calls that nobody asked for, that still wait for their turn, and whose row is
// off screen. The row may ask again when it comes back.
func (m *Model) withdraw() {
	if len(m.busy.calling) == 0 {
		return
	}
	on := map[string]bool{m.list.Cursor(): true}
	for _, id := range m.list.Visible() {
		on[id] = true
	}
	for id, r := range m.busy.calling {
		waits := r.call.state.Stage == model.StageQueued && r.call.urgency < model.UrgencyAsked
		if waits && !on[id] && !r.renewal {
			m.endCall(id, r)
			r.fetched = false
			r.asked--
		}
	}
}
