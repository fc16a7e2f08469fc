package ui

import (
	"maps"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"attache/model"
)

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

// autoRenewAhead is how long before its end a link that is kept alive is renewed.
const autoRenewAhead = 2 * model.UseMargin

// autoRenewMost bounds the links kept alive at once: each spends shared quota every few minutes.
const autoRenewMost = 10

// keepAlive renews the links that are kept alive and about to end.
func (m *Model) keepAlive() tea.Cmd {
	var cmds []tea.Cmd
	now := m.server()
	for id, r := range m.busy.alive {
		left := r.link.Left(now)
		ahead := min(autoRenewAhead, r.link.Life()/2)
		if r.call == nil && r.problem == nil && !r.link.URL.IsZero() && left <= ahead {
			cmds = append(cmds, m.askLink(id, model.UrgencySelected))
		}
	}
	return tea.Batch(cmds...)
}

// warnOfEnds says once that a link ends soon, for rows that are selected, marked or were copied.
func (m *Model) warnOfEnds() {
	now := m.server()
	near := slices.Concat(m.list.Visible(), m.list.Marked(), slices.Collect(maps.Keys(m.busy.copied)))
	for _, id := range near {
		r := m.row(id)
		if r.warned || r.renewal || r.link.Phase(now) != model.PhaseSoon {
			continue
		}
		r.warned = true
		if id == m.list.Cursor() || m.list.IsMarked(id) || m.busy.copied[id] != nil {
			m.say(toastWarn, "The link of "+m.labelOf(id)+" ends in "+seconds(r.link.Left(now))+"; "+first(m.opts.Keys.Act.Renew)+" renews it")
		}
	}
}

func seconds(d time.Duration) string { return model.FormatCountdown(d) }

// toggleRenewal keeps the links of the targets alive, or stops doing so.
func (m *Model) toggleRenewal() tea.Cmd {
	targets := m.targets()
	alive := len(m.busy.alive)
	on := false
	for _, id := range targets {
		on = on || !m.row(id).renewal
	}
	var cmds []tea.Cmd
	changed := 0
	for _, id := range targets {
		r := m.row(id)
		if r.renewal == on || on && (alive >= autoRenewMost || !m.mayAsk(id)) {
			continue
		}
		m.keep(id, r, on)
		changed++
		if on {
			alive++
			if !r.link.Usable(m.server()) {
				cmds = append(cmds, m.askLink(id, model.UrgencyAsked))
			}
		}
	}
	switch {
	case on && changed == 0:
		m.say(toastWarn, "At most "+plural(autoRenewMost, "link is", "links are")+" kept alive at once")
	case on:
		m.say(toastNote, plural(changed, "Link is", "links are")+" kept alive: renewed before "+plural(changed, "its end", "their ends"))
	case changed > 0:
		m.say(toastNote, plural(changed, "Link is", "links are")+" no longer kept alive")
	}
	return tea.Batch(cmds...)
}
