package ui

import (
	"path/filepath"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"attache/model"
)

// askAbove is the size of all files to be saved above which a key is not enough.
const askAbove = 50_000_000

// save queues the targets for download.
func (m *Model) save() {
	var ids []string
	var bytes int64
	for _, id := range m.targets() {
		r := m.row(id)
		if r.save != nil || r.queued || !m.mayAsk(id) {
			continue
		}
		ids = append(ids, id)
		bytes += r.link.Size
	}
	if len(ids) > 1 && bytes > askAbove {
		m.asking = &question{
			text: "Save " + strconv.Itoa(len(ids)) + " files, " + model.FormatSize(bytes) + "?",
			yes:  func(m *Model) tea.Cmd { m.enqueue(ids); return nil },
		}
		return
	}
	m.enqueue(ids)
	if len(ids) == 1 && len(m.queue) == 1 {
		m.say(toastNote, "Saving "+m.labelOf(ids[0])+" to "+m.opts.Dir)
	}
}

// enqueue lets attachments wait for their turn to be saved.
func (m *Model) enqueue(ids []string) {
	for _, id := range ids {
		m.row(id).queued = true
	}
	m.queue = append(m.queue, ids...)
}

// running counts the transfers under way.
func (m *Model) running() int {
	return len(m.busy.saving)
}

// pump starts queued transfers as long as there is room.
func (m *Model) pump() tea.Cmd {
	if len(m.queue) == 0 || m.stop {
		return nil
	}
	var cmds []tea.Cmd
	for n := m.running(); n < m.opts.Parallel && len(m.queue) > 0; n++ {
		id := m.queue[0]
		m.queue = m.queue[1:]
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
	r.queued = false
	if r.call != nil && r.call.urgency < model.UrgencyAsked {
		m.endCall(id, r) // the transfer asks for what it needs itself
	}
	req, ctx := m.begin(model.UrgencyAsked)
	t := &transfer{request: req, started: m.now}
	t.meter.SetTotal(r.link.Size)
	m.setSave(id, r, t)
	r.problem, r.fetched = nil, true
	session, report, num, work := m.opts.Session, m.box.call(callKey{id, req.num}), req.num, m.work
	order := model.Order{Attachment: a, Link: r.link, Meter: &t.meter, Life: m.life}
	work.Add(1)
	return func() tea.Msg {
		defer work.Done()
		saved, err := session.Save(ctx, order, report)
		return saveEnded{id, num, saved, err}
	}
}

// onSaveEnded notes what became of a transfer.
func (m *Model) onSaveEnded(msg saveEnded) tea.Cmd {
	r := m.rows[msg.id]
	if r == nil || r.save == nil || r.save.num != msg.num {
		return nil
	}
	m.endSave(msg.id, r)
	if !msg.saved.Link.URL.IsZero() {
		m.takeLink(r, msg.saved.Link)
	}
	if msg.err == nil {
		saved := msg.saved
		r.saved, r.savedAt, r.problem = &saved, m.now, nil
		m.list.Invalidate()
		m.say(toastGood, m.savedSentence(saved))
		return nil
	}
	p := model.AsProblem(msg.err)
	if p.Kind == model.KindCancelled {
		return nil
	}
	r.problem = p
	m.countDenial(p)
	m.problemOfRow(msg.id, p, true)
	return nil
}

// savedSentence says where a file is, its name first: the folder is what may be cut.
func (m *Model) savedSentence(saved model.Saved) string {
	text := "Saved"
	if !m.hidden {
		text += " as " + model.Text(filepath.Base(saved.Path))
	}
	if saved.Renamed {
		text += " (the name was taken)"
	}
	return text + ", " + model.FormatSize(saved.Size) + ", in " + model.Text(filepath.Dir(saved.Path))
}

// cancelTargets ends the calls and transfers of the targets at once, and says so.
func (m *Model) cancelTargets() {
	n := 0
	for _, id := range m.targets() {
		r := m.row(id)
		if i := slices.Index(m.queue, id); i >= 0 {
			m.queue = slices.Delete(m.queue, i, i+1)
			r.queued = false
			n++
		}
		if r.call != nil {
			m.endCall(id, r)
			r.show, r.announce = false, false
			n++
		}
		if r.save != nil {
			m.endSave(id, r)
			n++
		}
	}
	if m.copying != nil && n > 0 {
		m.copying = nil
	}
	if n > 0 {
		m.say(toastNote, "Cancelled")
	} else {
		m.say(toastNote, "Nothing is under way here")
	}
}

// sample notes how far the transfers have come.
func (m *Model) sample() {
	for _, r := range m.busy.saving {
		done, _ := r.save.meter.Read()
		r.save.rate.Add(m.now, done)
	}
}
