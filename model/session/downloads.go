package session

import (
	"cmp"
	"time"

	"attache/model"
)

// downloads are the files that were ever to be saved: the queue, the transfers, and the requests that
// wait for them.
type downloads struct {
	*core
	links *links

	list    model.Downloads
	saving  map[string]*row // transfers under way
	byNum   map[int]*row    // the same, by the number of the call
	jobs    saveJobs
	spread  bool // more than one request has files in the batch
	sampled time.Time
}

// saveable parts files into those that can be saved now, those that are on their way, and those that
// cannot be had. A link that is good needs no new one.
func (d *downloads) saveable(ids []string) (can, underWay []string, missing []Missing) {
	for _, id := range ids {
		a, _ := d.lib.ByID(id)
		r, p := d.row(id), d.unavailable(id)
		switch {
		case r.save != nil || d.list.Waits(id):
			underWay = append(underWay, id)
		case p != nil && (p.Kind != model.KindEnded || a.Status == model.StatusInProgress || !r.link.Usable(d.Server())):
			missing = append(missing, Missing{id, p})
		default:
			can = append(can, id)
		}
	}
	return can, underWay, missing
}

// unavailable is why a file cannot be saved; nil where it can, as far as is known. Of a command's files,
// whoever saves them says so.
func (d *downloads) unavailable(id string) *model.Problem {
	if d.opts.Command {
		return d.links.hopeless()
	}
	return d.noLink(id)
}

// enqueue lets files wait for their turn, and notes those that cannot be had among what was to be
// saved.
func (d *downloads) enqueue(j *saveJob) {
	if d.spread = d.list.Batch().Asked > 0; !d.spread {
		d.jobs.bytes = 0
	}
	for _, m := range j.missing {
		d.list.List(m.ID)
		if r := d.row(m.ID); r.saved == nil {
			r.saveProblem = m.Problem
		}
	}
	d.list.Enqueue(j.ids, len(j.missing))
	d.jobs.add(j)
}

// startNext starts transfers as long as there is room.
func (d *downloads) startNext() {
	for d.links.worthAsking(len(d.saving)) {
		id, ok := d.list.Next(len(d.saving))
		if !ok {
			return
		}
		a, known := d.lib.ByID(id)
		r := d.row(id)
		if p := d.unavailable(id); known && p != nil && !r.link.Usable(d.Server()) { // the chat has ended since
			d.list.Ended(p)
			d.jobs.fileEnded(r, SavedFile{ID: id, Problem: p})
			d.settle()
			continue
		}
		d.links.yield(r)
		t := &transfer{num: d.newNum(), began: d.now, token: d.tokens, state: model.CallState{Stage: model.StageQueued, Since: d.now, Try: 1}}
		if r.link.Usable(d.Server()) {
			t.state.Stage = model.StageFetching
		}
		t.meter.SetTotal(r.size())
		r.save, r.saveProblem, r.linkProblem, r.fetched, r.left = t, nil, nil, true, nil
		d.saving[id], d.byNum[t.num] = r, r
		if d.sampled.IsZero() {
			d.sampled = d.now
		}
		o := d.request(a, r)
		o.Meter = &t.meter
		d.do(SaveFile{t.num, o})
	}
}

// request is what the transfer of a row is to do. A link that is dead or nearly so is left out: a new
// one is asked for.
func (d *downloads) request(a model.Attachment, r *row) model.DownloadRequest {
	o := model.DownloadRequest{Attachment: a, Name: cmp.Or(r.name, d.opts.Names.For(a)), OnExists: d.opts.OnExists, Life: d.ttl, Meter: new(model.Meter)}
	if r.link.Usable(d.Server()) {
		o.Link = r.link
	}
	return o
}

// answer takes the end of a transfer, and returns its row, what went wrong with the token that is used
// now, and the request that wants the file opened. r is nil where the transfer is not a current one.
func (d *downloads) answer(e SaveEnded) (r *row, p *model.Problem, opens int) {
	r = d.byNum[e.Num]
	if r == nil {
		return nil, nil, 0
	}
	old := r.save.token != d.tokens
	d.logCall("save", r.id, r.save.began, r.save.state, e.Problem)
	r.save = nil
	delete(d.saving, r.id)
	delete(d.byNum, e.Num)
	if e.Saved.Link.Newer(r.link) {
		d.links.take(r, e.Saved.Link)
	}
	p = e.Problem
	d.list.Ended(p)
	if p != nil {
		p = p.IfEnded(d.ended)
	}
	f := SavedFile{ID: r.id, Saved: e.Saved, Left: e.Left, Problem: p}
	f.Saved.Link = model.Link{}
	if r.left = e.Left; p == nil {
		r.name, r.left = "", nil
		if f.Saved.Replaces(r.saved) {
			r.saved, r.savedAt = &f.Saved, d.now
		}
	}
	if opens = d.jobs.fileEnded(r, f); p != nil && old {
		p = &model.Problem{Kind: model.KindCancelled}
	}
	return r, p, opens
}

// withdraw takes a file out of the queue.
func (d *downloads) withdraw(r *row) bool {
	if !d.list.Withdraw(r.id) {
		return false
	}
	d.jobs.fileEnded(r, SavedFile{ID: r.id, Left: r.left, Problem: &model.Problem{Kind: model.KindCancelled, Op: "save"}})
	return true
}

// settle ends the batch once nothing runs or waits any more. Of several requests it sums up.
func (d *downloads) settle() {
	b, ended := d.list.Settle(len(d.saving))
	if !ended || b.Asked == 0 {
		return
	}
	d.sampled = time.Time{}
	if !d.spread {
		return
	}
	w := WeightNews
	if b.Failed+b.Refused > 0 {
		w = WeightProblem
	} else if b.Saved == 0 {
		w = WeightWarning
	}
	d.tell(w, nil, BatchEnded{b})
}
