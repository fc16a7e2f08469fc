package ui

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"attache/model"
)

// save queues the given attachments for download. What was stopped goes on from where it was.
func (m *Model) save(targets []string) {
	ids, refused := m.savable(m.later(model.WishSave, targets))
	if len(ids) == 0 {
		return
	}
	go4it := func(m *Model) tea.Cmd { m.enqueue(ids, refused); return nil }
	var bytes int64
	some := "" // said before a sum that lacks sizes nobody knows yet
	for _, id := range ids {
		size := m.row(id).link.Size
		bytes += size
		if size == 0 {
			some = "at least "
		}
	}
	switch {
	case len(ids) == 1 && m.row(ids[0]).saved != nil:
		m.asking = &question{text: "Saved already. Save it once more?", yes: go4it}
	case len(ids) > 1 && (bytes > model.AskAbove || some != ""):
		m.asking = &question{text: "Save " + strconv.Itoa(len(ids)) + " files, " + some + model.FormatSize(bytes) + "?", yes: go4it}
	default:
		m.enqueue(ids, refused)
	}
}

// savable returns those of ids that can be saved and are not on their way, and the number of those
// that cannot.
func (m *Model) savable(ids []string) (can []string, refused int) {
	for _, id := range ids {
		r := m.row(id)
		switch {
		case r.save != nil || m.downloads.Waits(id):
		case !m.mayAsk(id):
			refused++
		default:
			can = append(can, id)
		}
	}
	return can, refused
}

// saveAs queues one attachment under a name of the user's.
func (m *Model) saveAs(id, name string) {
	if m.keepsFor(model.WishSave, id) {
		m.row(id).name = name
		return
	}
	ids, refused := m.savable([]string{id})
	if len(ids) == 1 {
		m.row(id).name = name
		m.enqueue(ids, refused)
	}
}

// enqueue lets attachments wait for their turn to be saved.
func (m *Model) enqueue(ids []string, refused int) {
	m.downloads.Enqueue(ids, refused)
	for _, id := range ids {
		delete(m.hiddenDone, id)
	}
	if len(ids) == 1 && m.downloads.Waiting() == 1 {
		m.say(toastNote, "Saving "+m.labelOf(ids[0])+" to "+m.opts.Dir)
	}
}

// running counts the transfers under way.
func (m *Model) running() int { return len(m.busy.saving) }

// setParallel changes how many transfers run at once. Those that run go on.
func (m *Model) setParallel(n int) {
	m.downloads.SetParallel(n)
	m.say(toastNote, plural(m.downloads.Parallel(), "One download", "downloads")+" at a time")
}

// pump starts queued transfers as long as there is room.
func (m *Model) pump() tea.Cmd {
	var cmds []tea.Cmd
	for !m.stop {
		id, ok := m.downloads.Next(m.running())
		if !ok {
			break
		}
		cmds = append(cmds, m.startSave(id))
	}
	return tea.Batch(cmds...)
}

// startSave starts one transfer.
func (m *Model) startSave(id string) tea.Cmd {
	a, ok := m.lib.ByID(id)
	if !ok {
		return nil
	}
	r := m.row(id)
	if r.call != nil && r.call.urgency < model.UrgencyAsked {
		m.endCall(id, r) // the transfer asks for what it needs itself
	}
	req, ctx := m.begin(model.UrgencyAsked)
	t := &transfer{request: req}
	if r.link.Usable(m.server()) {
		t.state.Stage = model.StageFetching // it needs no other
	}
	t.meter.SetTotal(r.link.Size)
	m.setSave(id, r, t)
	r.problem, r.fetched, r.left = nil, true, nil
	session, report, num, work := m.opts.Session, m.box.call(callKey{id, req.num}), req.num, m.work
	order := m.order(a, r)
	order.Meter = &t.meter
	return func() tea.Msg {
		if !work.begin() {
			return nil // the screen is gone, and nobody would wait for its part file to be tidied
		}
		msg := saveEnded{id: id, num: num}
		defer func() { work.end(msg) }()
		if msg.saved, msg.err = session.Save(ctx, order, report); msg.err != nil {
			msg.left = leftOf(session, id)
		}
		return msg
	}
}

// order is what the transfer of a row is to do.
func (m *Model) order(a model.Attachment, r *row) model.Order {
	return model.Order{Attachment: a, Name: r.name, OnExists: m.opts.OnExists, Link: r.link, Life: m.life, Meter: new(model.Meter)}
}

// left is what a stopped transfer has left on the disk.
type left struct{ done, total int64 }

// leftOf asks the disk, so it belongs into a command.
func leftOf(s Session, id string) *left {
	done, total, ok := s.Stopped(id)
	if !ok {
		return nil
	}
	return &left{done, total}
}

// sample notes how far the transfers have come.
func (m *Model) sample() {
	for _, r := range m.busy.saving {
		done, _ := r.save.meter.Read()
		r.save.rate.Add(m.now, done)
	}
}
