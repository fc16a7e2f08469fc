package lines

import (
	"slices"

	"attache/model"
	"attache/ui/wording"
)

// doStop ends what is under way for files. What has come of them stays, to go on from.
func (t *talk) doStop(in input) {
	ids, ok := t.only(in)
	if !ok {
		return
	}
	ids = slices.DeleteFunc(slices.Clone(ids), func(id string) bool {
		r := t.row(id)
		return r.call == nil && !t.downloads.Waits(id) && t.wishes.Of(id) == 0 && (r.save == nil || r.save.stopping)
	})
	for _, id := range ids {
		t.stopOne(id, len(ids) <= few)
	}
	switch {
	case len(ids) == 0:
		t.say("Nothing is under way there.")
	case len(ids) > few:
		t.say(count(len(ids), "file") + " stopped.")
	}
	t.errandsGoOn("")
	t.tellStopped()
}

// stopOne ends what is under way for one file.
func (t *talk) stopOne(id string, aloud bool) {
	r := t.row(id)
	if t.downloads.Withdraw(id) {
		r.opening = false
		if aloud {
			t.answer("Stopped: " + t.label(id) + ", which was waiting for its turn.")
		}
	}
	if t.wishes.Of(id) != 0 {
		t.dropWish(id, nil)
		r.name = ""
		if aloud {
			t.answer("Taken back: nothing is done with " + t.label(id) + " once it is scanned.")
		}
	}
	if r.call != nil {
		t.order(cancelCall{r.call.num})
		r.call = nil
		for _, e := range t.errands {
			if e.Leave(id) {
				e.failed++
			}
		}
		if aloud {
			t.answer("Stopped: asking for the link of " + t.label(id) + ".")
		}
	}
	if r.save != nil && !r.save.stopping {
		r.save.stopping = true // its answer says what is left on the disk
		t.order(cancelCall{r.save.num})
	}
}

// tellStopped sums up where the last thing under way was only waiting.
func (t *talk) tellStopped() {
	if t.downloads.Batch().Asked > 0 {
		t.tellBatch()
	}
}

// doDiscard throws away what stopped transfers have left.
func (t *talk) doDiscard(in input) {
	ids, ok := t.only(in)
	if !ok {
		return
	}
	var orders []model.Order
	var bytes int64
	for _, id := range ids {
		a, _ := t.lib.ByID(id)
		if r := t.row(id); r.left != nil && r.save == nil && !t.downloads.Waits(id) {
			orders = append(orders, t.orderOf(a, r))
			bytes += r.left.done
		}
	}
	if len(orders) == 0 {
		t.say("Nothing is left of a stopped download there.")
		return
	}
	t.ask("Throw away the "+spokenSize(bytes)+" that "+count(len(orders), "stopped download")+" left? Type yes to do so.",
		"Kept.", true, func() { t.order(discardLeft{orders}) })
}

// onDiscarded notes that what stopped transfers had left is gone.
func (t *talk) onDiscarded(e discarded) {
	if p := model.AsProblem(e.err); p != nil {
		t.problem(p, "", t.answer)
		return
	}
	for _, id := range e.ids {
		t.row(id).left = nil
	}
	t.answer("Thrown away.")
}

// doOpen opens a file with the desktop's program for it, saved first where it is not.
func (t *talk) doOpen(in input) {
	ids, ok := t.only(in)
	switch {
	case !ok:
	case len(ids) > 1:
		t.say("Open takes one file at a time. Nothing was done.")
	case !t.opts.Opener.Available():
		t.say("There is no desktop here to open a file on. Type save and the number to save it, copy to copy its link.")
	case t.row(ids[0]).saved != nil && t.row(ids[0]).save == nil:
		t.openSaved(ids[0])
	default:
		r := t.row(ids[0])
		if len(t.later(model.WishOpen, ids)) == 0 {
			return
		}
		if r.save == nil && !t.downloads.Waits(ids[0]) {
			can, _ := t.savable(ids)
			if len(can) == 0 {
				return
			}
			t.enqueue(can, 0)
		}
		r.opening = true
	}
}

// openSaved opens a file that is on the disk. One that may do something when it is opened is asked
// about, whoever typed the command: its name and its look were chosen by a stranger.
func (t *talk) openSaved(id string) {
	s := t.row(id).saved
	open := func() {
		t.opening++
		t.order(openFile{id, s.Path})
	}
	switch {
	case !model.Risky(s.Doubts):
		open()
	case t.asking != nil || t.secret:
		t.tell("Not opened: " + t.label(id) + ". " + wording.Gravest(s.Doubts) + " Type open " + itoa(t.placed[id]) + " to be asked again.")
	default:
		t.ask(wording.Gravest(s.Doubts)+" Type yes to open it all the same.", "Not opened.", false, open)
	}
}

// onFileOpened says what became of an opening. The text of the error may hold the path, and is not
// told.
func (t *talk) onFileOpened(e fileOpened) {
	t.opening--
	if e.err != nil {
		t.answer("The desktop could not open " + t.label(e.id) + ". It is saved all the same.")
		return
	}
	t.answer("Opened: " + t.label(e.id) + ".")
}
