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
	some := "" // said before a sum that lacks sizes nobody knows yet
	refused := 0
	for _, id := range m.targets() {
		r := m.row(id)
		if r.save != nil || r.queued {
			continue
		}
		if !m.mayAsk(id) {
			refused++
			continue
		}
		ids = append(ids, id)
		bytes += r.link.Size
		if r.link.Size == 0 {
			some = "at least "
		}
	}
	if len(ids) == 0 {
		return
	}
	m.batch.refused += refused
	m.batch.asked += refused
	if len(ids) == 1 && m.row(ids[0]).saved != nil {
		m.asking = &question{
			text: "Saved already. Save it once more?",
			yes:  func(m *Model) tea.Cmd { m.enqueue(ids); return nil },
		}
		return
	}
	if len(ids) > 1 && (bytes > askAbove || some != "") {
		m.asking = &question{
			text: "Save " + strconv.Itoa(len(ids)) + " files, " + some + model.FormatSize(bytes) + "?",
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
	m.batch.asked += len(ids)
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
	return func() tea.Msg {
		if !work.begin() {
			return nil // the screen is gone, and nobody would wait for its part file to be tidied
		}
		defer work.end()
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
	if fresh := msg.saved.Link; !fresh.URL.IsZero() && fresh.Issued.After(r.link.Issued) {
		m.takeLink(r, msg.saved.Link)
	}
	if msg.err == nil {
		saved := msg.saved
		r.saved, r.savedAt, r.problem = &saved, m.now, nil
		m.list.Invalidate()
		m.batch.saved++
		m.tellSaved(m.savedSentence(saved))
		return nil
	}
	p := model.AsProblem(msg.err)
	if p.Kind == model.KindCancelled {
		m.batch.cancelled++
		m.tellBatch()
		return nil
	}
	p = m.ifEnded(p)
	r.problem = p
	m.countDenial(p)
	m.batch.failed++
	m.problemOfRow(msg.id, p, m.batch.asked == 1)
	m.tellBatch()
	return nil
}

// batch counts what became of the files that were asked to be saved since the last time nothing was
// under way.
type batch struct{ asked, refused, saved, failed, cancelled int }

// tellSaved says where a file is: aloud for one alone, in the log for one of many.
func (m *Model) tellSaved(text string) {
	if m.batch.asked == 1 {
		m.say(toastGood, text)
	} else {
		m.note(toastGood, text)
	}
	m.tellBatch()
}

// tellBatch sums up when the last of several has ended, so that no failure is lost among successes.
func (m *Model) tellBatch() {
	b := m.batch
	if len(m.busy.saving)+len(m.queue) > 0 {
		return
	}
	m.batch = batch{}
	if b.asked == 1 {
		return
	}
	t, text := toastGood, strconv.Itoa(b.saved)+" saved"
	for _, part := range []struct {
		n    int
		word string
	}{{b.failed, "failed"}, {b.refused, "not to be had"}, {b.cancelled, "cancelled"}} {
		if part.n > 0 {
			t, text = toastBad, text+", "+strconv.Itoa(part.n)+" "+part.word
		}
	}
	if t == toastBad {
		text += "; their rows say why, " + first(m.opts.Keys.Act.Explain) + " explains"
	}
	m.say(t, text+". In "+model.Text(m.opts.Dir))
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
			m.batch.cancelled++
			n++
		}
		if r.call != nil {
			m.endCall(id, r)
			r.show, r.announce = false, false
			if m.copying != nil && m.copying.waiting[id] {
				m.copying = nil
			}
			n++
		}
		if r.save != nil {
			m.endSave(id, r)
			m.batch.cancelled++
			n++
		}
	}
	switch a, _ := m.selected(); {
	case n == 0:
		m.say(toastNote, "Nothing is under way here")
	case n == 1:
		m.say(toastNote, "Cancelled: "+m.labelOf(a.ID))
	default:
		m.say(toastNote, strconv.Itoa(n)+" cancelled")
	}
	if len(m.busy.saving)+len(m.queue) == 0 {
		m.batch = batch{}
	}
}

// sample notes how far the transfers have come.
func (m *Model) sample() {
	for _, r := range m.busy.saving {
		done, _ := r.save.meter.Read()
		r.save.rate.Add(m.now, done)
	}
}
