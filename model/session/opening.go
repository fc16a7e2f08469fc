package session

import "attache/model"

// opener hands saved files to the desktop.
type opener struct {
	*core

	downloads *downloads
	deferred  *deferred
	saver     *saver
	byNum     map[int]opening // files on their way, by the number of the call
}

// opening is a file on its way to the desktop.
type opening struct {
	intent int
	id     string
}

// open answers OpenFile.
func (o *opener) open(num int, i OpenFile) {
	ids := o.known(i.IDs)
	switch {
	case len(ids) == 0:
		o.finish(num, WeightResult, nil, NothingToDo{})
		return
	case !o.opts.Desktop:
		o.finish(num, WeightWarning, ids, Unavailable{NoDesktop})
		return
	}
	yes := i
	yes.Unseen = 0 // whether it may start something is a question of its own
	if i.Unseen > 0 && !o.ask(num, ids[:1], Question{Kind: QuestionUnseen, Yes: yes, Unseen: i.Unseen, Files: 1}) {
		return
	}
	id := ids[0]
	r, i := o.row(id), OpenFile{Targets: Targets{IDs: ids[:1]}, Confirmed: i.Confirmed}
	if r.saved != nil && r.save == nil {
		o.openSaved(num, i)
		return
	}
	if o.downloads.jobs.of[id] != nil { // it is on its way
		if r.opens > 0 {
			o.finish(num, WeightResult, ids[:1], NothingToDo{UnderWay: ids[:1]})
			return
		}
		r.opens = num
		o.step(num, WeightResult, ids[:1], SaveStarted{Folder: o.opts.Source.Folder, UnderWay: ids[:1]})
		return
	}
	can, _, missing := o.downloads.saveable(ids[:1])
	deferred, others := o.deferred.keep(model.DeferredOpen, idsOf(missing))
	o.downloads.list.List(deferred...)
	if len(can) > 0 {
		r.opens = num
	}
	o.saver.saveNow(&saveJob{intent: num, ids: can, deferred: deferred, missing: only(missing, others)}, nil)
}

// openSaved opens a file that is on the disk. One that may do something when it is opened is asked
// about: its name and its look were chosen by a stranger.
func (o *opener) openSaved(num int, i OpenFile) {
	id := i.IDs[0]
	saved := o.row(id).saved
	if !i.Confirmed && model.Risky(saved.Warnings) {
		yes := i
		yes.Confirmed = true
		if !o.ask(num, i.IDs[:1], Question{Kind: QuestionOpen, Yes: yes, Files: 1, Warnings: saved.Warnings}) {
			return
		}
	}
	call := o.newNum()
	o.byNum[call] = opening{num, id}
	o.do(OpenPath{call, saved.Path})
}

func (o *opener) opened(e FileOpened) {
	f, ok := o.byNum[e.Num]
	if !ok {
		return
	}
	delete(o.byNum, e.Num)
	w := WeightResult
	if e.Failed {
		w = WeightProblem
	}
	o.finish(f.intent, w, []string{f.id}, Opened(struct{ Failed bool }{e.Failed}))
}
