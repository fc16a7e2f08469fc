package ui

import (
	"maps"
	"slices"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"attache/model"
)

// renew asks for new links of the targets.
func (m *Model) renew() tea.Cmd {
	targets := m.targets()
	if len(targets) > model.ManyLinks {
		m.asking = &question{
			text: "Renew " + strconv.Itoa(len(targets)) + " links? Each is a call out of the quota all agents share.",
			yes:  func(m *Model) tea.Cmd { return m.renewNow(targets) },
		}
		return nil
	}
	return m.renewNow(targets)
}

func (m *Model) renewNow(targets []string) tea.Cmd {
	var cmds []tea.Cmd
	for _, id := range targets {
		if !m.mayAsk(id) {
			continue
		}
		m.row(id).announce = true
		cmds = append(cmds, m.askLink(id, model.UrgencyAsked))
	}
	return tea.Batch(cmds...)
}

// autoRenewMost bounds the links kept alive at once: each spends shared quota every few minutes.
const autoRenewMost = 10

// keepAlive renews the links that are kept alive and about to end.
func (m *Model) keepAlive() tea.Cmd {
	var cmds []tea.Cmd
	now := m.server()
	for id, r := range m.busy.alive {
		if r.call == nil && r.problem == nil && r.link.RenewalDue(now) {
			cmds = append(cmds, m.askLink(id, model.UrgencySelected))
		}
	}
	return tea.Batch(cmds...)
}

// warnOfEnds says once that a link ends soon, for rows that are selected, marked or were copied.
func (m *Model) warnOfEnds() {
	if m.toast.text != "" {
		return // what the user has just been told matters more: the next tick will do
	}
	now := m.server()
	near := slices.Concat(m.list.Visible(), m.list.Marked(), slices.Collect(maps.Keys(m.busy.copied)))
	for _, id := range near {
		r := m.row(id)
		if r.warned || r.renewal || r.link.Phase(now) != model.PhaseSoon {
			continue
		}
		r.warned = true
		if id == m.list.Cursor() || m.list.IsMarked(id) || m.busy.copied[id] != nil {
			m.ringBell()
			m.say(toastWarn, "The link of "+m.labelOf(id)+" ends in "+seconds(r.link.Left(now))+"; "+m.opts.Keys.Act.Renew.Help().Key+" renews it")
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
	changed, full := 0, false
	for _, id := range targets {
		r := m.row(id)
		if on && alive >= autoRenewMost {
			full = true
			break
		}
		if r.renewal == on || on && !m.mayAsk(id) {
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
	m.sayKept(on, full, changed)
	return tea.Batch(cmds...)
}

// sayKept says how many links are kept alive now, or are no longer.
func (m *Model) sayKept(on, full bool, changed int) {
	switch {
	case full:
		m.say(toastWarn, "At most "+strconv.Itoa(autoRenewMost)+" links are kept alive at once; "+strconv.Itoa(changed)+" added")
	case changed == 0:
	case on && changed == 1:
		m.say(toastNote, "The link is kept alive: renewed before its end")
	case on:
		m.say(toastNote, strconv.Itoa(changed)+" links are kept alive: renewed before their end")
	default:
		m.say(toastNote, "No longer kept alive")
	}
}
