package session

import "attache/model"

// saver does what is asked for of downloads.
type saver struct {
	*core

	downloads *downloads
	deferred  *deferred
	watch     *watch
}

// save answers Save: it asks where that is wanted, and else saves what can be saved now and defers what
// is being scanned. Before a yes, nothing is done.
func (v *saver) save(num int, i Save) {
	ids := v.known(i.IDs)
	if len(ids) == 0 {
		v.finish(num, WeightResult, nil, NothingToDo{})
		return
	}
	can, underWay, missing := v.downloads.saveable(ids)
	if len(can)+len(missing) == 0 {
		v.finish(num, WeightResult, ids, NothingToDo{UnderWay: underWay})
		return
	}
	if q, asks := v.saveQuestion(i, can, missing); asks && !i.Confirmed {
		yes := i
		yes.Confirmed = true
		q.Yes = yes
		if !v.ask(num, ids, q) {
			return
		}
	}
	deferred, others := v.deferred.keep(model.DeferredSave, idsOf(missing))
	v.downloads.list.List(ids...)
	if i.Name != "" {
		v.row(ids[0]).name = i.Name
	}
	v.saveNow(&saveJob{intent: num, ids: can, deferred: deferred, missing: only(missing, others)}, underWay)
}

// saveQuestion is what is to be asked before files are saved. Sizes that nobody knows yet are counted,
// not guessed.
func (v *saver) saveQuestion(i Save, can []string, missing []Missing) (q Question, asks bool) {
	q = Question{Kind: QuestionSave, Unseen: i.Unseen, Files: len(can), Folder: v.opts.Source.Folder}
	q.Scanning = v.deferred.scan(idsOf(missing))
	for _, id := range can {
		size := v.row(id).size()
		q.Bytes += size
		if size == 0 {
			q.Unknown++
		}
	}
	switch {
	case len(can) > 1 && q.Bytes > model.AskAbove, len(can) > askUnknown && q.Unknown > 0:
		return q, true
	case i.Unseen > 0:
		q.Kind = QuestionUnseen
		return q, true
	case len(can) == 1 && q.Scanning == 0 && i.Name == "":
		r := v.row(can[0])
		q.Kind = QuestionAgain
		return q, r.saved != nil && r.saved.State == model.SaveDone && r.left == nil
	}
	return q, false
}

// saveNow begins a request. What was deferred alone is answered now: its end may be long in coming.
func (v *saver) saveNow(j *saveJob, underWay []string) {
	switch {
	case len(j.ids) > 0:
		from := int64(0)
		if l := v.row(j.ids[0]).left; len(j.ids) == 1 && l != nil {
			from = l.Done
		}
		v.downloads.enqueue(j)
		v.step(j.intent, WeightResult, j.ids, SaveStarted{v.opts.Source.Folder, from, j.deferred, underWay, j.missing})
	case len(j.deferred) > 0 && len(j.missing) == 0:
		v.finish(j.intent, WeightResult, j.deferred, Deferred{Action: v.deferred.actions.Of(j.deferred[0]) & (model.DeferredSave | model.DeferredOpen), Watching: v.watch.running()})
	default:
		v.downloads.enqueue(j)
		v.downloads.jobs.answer(j)
		v.downloads.settle()
	}
}

// cancel ends what is under way to save a file, and counts it.
func (v *saver) cancel(id string, f *Cancelled) {
	r := v.row(id)
	if v.downloads.withdraw(r) {
		f.Waiting++
	}
	if v.deferred.actions.Of(id) != 0 {
		v.deferred.drop(id, nil)
		f.Deferred++
		if r.save == nil && !v.downloads.list.Waits(id) && r.saved == nil && r.left == nil && r.saveProblem == nil {
			v.downloads.list.Unlist(id) // the user took it back
		}
	}
	if t := r.save; t != nil && !t.stopping {
		t.stopping = true // its answer says what is left on the disk
		v.do(CancelCall{t.num})
		f.Transfers++
	}
}
