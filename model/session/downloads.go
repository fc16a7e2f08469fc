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
	jobs    map[string]*saveJob
	spread  bool // more than one request has files in the batch
	sampled time.Time

	doneBytes int64 // of the files of the batch that have come to their end
}

func newDownloads(c *core, l *links) *downloads {
	d := &downloads{core: c, links: l, saving: map[string]*row{}, byNum: map[int]*row{}, jobs: map[string]*saveJob{}}
	d.list.SetParallel(c.opts.Parallel)
	return d
}

// transfer is one download under way.
type transfer struct {
	num      int
	meter    model.Meter
	rate     model.Rate
	state    model.CallState
	began    time.Time
	quarters int64 // of the file that were told
	stopping bool  // cancelled; its answer says what is left
	token    int   // the generation of the token it was begun with
}

// saveable parts files into those that can be saved now, those that are on their way, and those that
// cannot be had. A link that is good needs no new one.
func (d *downloads) saveable(ids []string) (can, underWay []string, missing []Missing) {
	for _, id := range ids {
		r := d.row(id)
		p := d.unavailable(id)
		switch {
		case r.save != nil || d.list.Waits(id):
			underWay = append(underWay, id)
		case p != nil && (p.Kind != model.KindEnded || d.scanStops(id) || !r.link.Usable(d.server())):
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
	return d.barred(id)
}

// scanStops reports whether a file was being scanned when the chat ended.
func (d *downloads) scanStops(id string) bool {
	a, _ := d.lib.ByID(id)
	return a.Status == model.StatusInProgress
}

// enqueue lets files wait for their turn, and notes those that cannot be had among what was to be
// saved.
func (d *downloads) enqueue(j *saveJob) {
	if d.list.Batch().Asked == 0 {
		d.spread, d.doneBytes = false, 0
	}
	d.spread = d.spread || d.list.Batch().Asked > 0
	for _, m := range j.missing {
		d.list.List(m.ID)
		if r := d.row(m.ID); r.saved == nil {
			r.saveProblem = m.Problem
		}
	}
	d.list.Enqueue(j.ids, len(j.missing))
	for _, id := range j.ids {
		d.jobs[id] = j
	}
	j.left = len(j.ids)
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
		if p := d.unavailable(id); known && p != nil && !r.link.Usable(d.server()) { // the chat has ended since
			d.list.Ended(p)
			d.fileEnded(r, SavedFile{ID: id, Problem: p})
			d.settle()
			continue
		}
		d.links.yield(r)
		t := &transfer{num: d.newNum(), began: d.now, token: d.tokens, state: model.CallState{Stage: model.StageQueued, Since: d.now, Try: 1}}
		if r.link.Usable(d.server()) {
			t.state.Stage = model.StageFetching
		}
		t.meter.SetTotal(r.size())
		r.save, r.saveProblem, r.linkProblem, r.fetched, r.left = t, nil, nil, true, nil
		d.saving[id], d.byNum[t.num] = r, r
		if d.sampled.IsZero() {
			d.sampled = d.now
		}
		o := d.order(a, r)
		o.Meter = &t.meter
		d.do(SaveFile{t.num, o})
	}
}

// order is what the transfer of a row is to do. A link that is dead or nearly so is left out: a new
// one is asked for.
func (d *downloads) order(a model.Attachment, r *row) model.Order {
	o := model.Order{Attachment: a, Name: cmp.Or(r.name, d.opts.Names.For(a)), OnExists: d.opts.OnExists, Life: d.ttl, Meter: new(model.Meter)}
	if r.link.Usable(d.server()) {
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
	if opens = d.fileEnded(r, f); p != nil && old {
		p = &model.Problem{Kind: model.KindCancelled}
	}
	return r, p, opens
}
