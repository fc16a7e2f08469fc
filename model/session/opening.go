package session

import "attache/model"

// openFile answers OpenFile.
func (v *saver) openFile(num int, i OpenFile) {
	ids := v.known(i.IDs)
	switch {
	case len(ids) == 0:
		v.finish(num, WeightResult, nil, NothingToDo{})
		return
	case !v.opts.Desktop:
		v.finish(num, WeightWarning, ids, Unavailable{LackDesktop})
		return
	}
	yes := i
	yes.Unseen = 0 // whether it may start something is a question of its own
	if i.Unseen > 0 && !v.ask(num, ids[:1], Question{Kind: QuestionUnseen, Yes: yes, Unseen: i.Unseen, Files: 1}) {
		return
	}
	id := ids[0]
	r, i := v.row(id), OpenFile{Targets: Targets{IDs: ids[:1]}, Confirmed: i.Confirmed}
	if r.saved != nil && r.save == nil {
		v.openSaved(num, i)
		return
	}
	if v.downloads.jobs[id] != nil { // it is on its way
		if r.opens > 0 {
			v.finish(num, WeightResult, ids[:1], NothingToDo{UnderWay: ids[:1]})
			return
		}
		r.opens = num
		v.step(num, WeightResult, ids[:1], SaveStarted{Folder: v.opts.Source.Folder, UnderWay: ids[:1]})
		return
	}
	can, _, missing := v.downloads.saveable(ids[:1])
	deferred, others := v.deferred.keep(model.WishOpen, idsOf(missing))
	v.downloads.list.List(deferred...)
	if len(can) > 0 {
		r.opens = num
	}
	v.saveNow(&saveJob{intent: num, ids: can, deferred: deferred, missing: only(missing, others)}, nil)
}

// openSaved opens a file that is on the disk. One that may do something when it is opened is asked
// about: its name and its look were chosen by a stranger.
func (v *saver) openSaved(num int, i OpenFile) {
	id := i.IDs[0]
	saved := v.row(id).saved
	if !i.Confirmed && model.Risky(saved.Doubts) {
		yes := i
		yes.Confirmed = true
		if !v.ask(num, i.IDs[:1], Question{Kind: QuestionOpen, Yes: yes, Files: 1, Doubts: saved.Doubts}) {
			return
		}
	}
	call := v.newNum()
	v.opening[call] = opening{num, id}
	v.do(OpenPath{call, saved.Path})
}

// opening is a file on its way to the desktop.
type opening struct {
	intent int
	id     string
}

func (v *saver) onFileOpened(e FileOpened) {
	o, ok := v.opening[e.Num]
	if !ok {
		return
	}
	delete(v.opening, e.Num)
	w := WeightResult
	if e.Failed {
		w = WeightProblem
	}
	v.finish(o.intent, w, []string{o.id}, Opened(struct{ Failed bool }{e.Failed}))
}
