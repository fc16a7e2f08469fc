package ui

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/model/session"
)

// cancel ends what is under way for the given attachments. A transfer is stopped, not thrown away: what
// it has stays, to go on from. Where nothing is under way but something was left, that is thrown
// away, after a question.
func (m *Model) cancel(targets []string) {
	n := 0
	which := ""
	for _, id := range targets {
		if k := m.cancelOne(id); k > 0 {
			n, which = n+k, id
		}
	}
	switch n {
	case 0:
		m.askDiscard(targets)
	case 1:
		m.say(toastNote, "Cancelled: "+m.labelOf(which))
	default:
		m.say(toastNote, strconv.Itoa(n)+" cancelled")
	}
}

// cancelOne ends what is under way for one attachment, and returns how many things that were.
func (m *Model) cancelOne(id string) int {
	r, n := m.row(id), 0
	if m.downloads.Withdraw(id) {
		r.opening = false
		m.tellBatch()
		n++
	}
	if m.wishes.Of(id) != 0 {
		m.dropWish(id, r, nil)
		n++
	}
	if r.call != nil {
		m.endCall(id, r)
		r.show, r.announce = false, false
		if m.copying != nil && m.copying.Waits(id) {
			m.copying = nil
		}
		n++
	}
	if r.save != nil && !r.save.stopping {
		r.save.stopping = true // its answer says what is left on the disk
		r.save.cancel()
		n++
	}
	return n
}

// cancelAll ends every transfer, those that wait included.
func (m *Model) cancelAll() {
	n := 0
	for _, id := range m.downloads.IDs() {
		if r := m.row(id); r.save != nil || m.downloads.Waits(id) || m.wishes.Of(id).Saves() {
			n += m.cancelOne(id)
		}
	}
	if n == 0 {
		m.say(toastNote, "No download is under way")
		return
	}
	m.say(toastNote, plural(n, "One download", "downloads")+" stopped; "+m.opts.Keys.Act.Save.Help().Key+" goes on")
}

// askDiscard offers to throw away what stopped transfers have left.
func (m *Model) askDiscard(targets []string) {
	var orders []model.Order
	var bytes int64
	for _, id := range targets {
		a, ok := m.lib.ByID(id)
		if r := m.row(id); ok && r.left != nil {
			orders = append(orders, m.order(a, r))
			bytes += r.left.done
		}
	}
	if len(orders) == 0 {
		m.say(toastNote, "Nothing is under way here")
		return
	}
	session := m.opts.Session
	m.asking = &question{
		text: "Throw away the " + model.FormatSize(bytes) + " that " + plural(len(orders), "a stopped download has", "stopped downloads have") + " left?",
		yes: func(*Model) tea.Cmd {
			return func() tea.Msg {
				var d discarded
				for _, o := range orders {
					d.ids = append(d.ids, o.Attachment.ID)
					if err := session.Discard(o); err != nil {
						d.err = err
					}
				}
				return d
			}
		},
	}
}

// onDiscarded notes that what stopped transfers had left is gone.
func (m *Model) onDiscarded(msg discarded) {
	for _, id := range msg.ids {
		m.row(id).left = nil
	}
	if msg.err != nil {
		m.problem(model.AsProblem(msg.err), "")
		return
	}
	m.say(toastNote, "Thrown away")
}

// clearDone takes downloads that are over and done with out of the pane. The files stay.
func (m *Model) clearDone() {
	m.hiddenDone = map[string]bool{}
	for _, id := range m.downloads.IDs() {
		switch m.downloadState(id) {
		case session.DownloadSaved, session.DownloadSkipped, session.DownloadCancelled:
			m.hiddenDone[id] = true
		}
	}
}
