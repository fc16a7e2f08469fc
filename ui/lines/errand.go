package lines

import (
	"slices"

	"attache/model"
)

// errandsGoOn lets errands go on that waited for id, and ends those that wait for nothing more.
func (t *talk) errandsGoOn(id string) {
	running := t.errands
	t.errands = nil
	for _, e := range running {
		if e.waiting[id] {
			delete(e.waiting, id)
			t.answered(e, id)
		}
		if len(e.waiting) == 0 {
			t.refreshAged(e)
		}
		if len(e.waiting) > 0 {
			t.errands = append(t.errands, e)
			continue
		}
		t.finish(e)
	}
}

// answered notes that a file of an errand has been answered.
func (t *talk) answered(e *errand, id string) {
	r := t.row(id)
	if !r.link.Usable(t.server()) || r.problem != nil {
		e.failed++
		return
	}
	if (e.kind == errandLink || e.kind == errandRenew) && len(e.ids) <= few {
		e.told[id] = true
		t.sayGood(id, "New link")
	}
}

// refreshAged asks once more for links that were good when the errand began and have grown old while
// it waited for the others.
func (t *talk) refreshAged(e *errand) {
	if e.aged || e.kind == errandLink || e.kind == errandRenew {
		return
	}
	e.aged = true
	now := t.server()
	for _, id := range e.ids {
		r := t.row(id)
		if r.link.URL.IsZero() || r.problem != nil || r.link.Usable(now) || t.barred(id) != nil {
			continue
		}
		e.waiting[id] = true
		t.askLink(id, model.UrgencyAsked)
	}
}

// finish does what the links were wanted for. No link that is dead or nearly so is handed out.
func (t *talk) finish(e *errand) {
	now := t.server()
	good := slices.DeleteFunc(slices.Clone(e.ids), func(id string) bool { return !t.row(id).link.Usable(now) })
	switch e.kind {
	case errandCopy:
		t.copyLinks(e, good)
	case errandShow:
		for _, id := range good {
			t.near[id] = t.row(id)
			t.sayGood(id, "Link")
			t.say(t.row(id).link.URL.Reveal())
		}
	case errandLink, errandRenew:
		t.finishLinks(e, good)
	}
	if e.failed > 0 && len(e.ids) > few && e.kind != errandCopy {
		t.answer(count(e.failed, "link") + " could not be had. Type find state:failed to hear which, explain for why.")
	}
}

// finishLinks tells of links what was not told yet.
func (t *talk) finishLinks(e *errand, good []string) {
	for _, id := range good {
		t.near[id] = t.row(id)
	}
	if len(e.ids) > few {
		t.answer(count(len(good), "link") + " good now.")
		return
	}
	for _, id := range good {
		if !e.told[id] {
			t.sayGood(id, "Link")
		}
	}
}

// sayGood tells how long a link is good.
func (t *talk) sayGood(id, what string) {
	r := t.row(id)
	t.say(what + " of " + t.label(id) + ": good for " + spokenTime(r.link.Left(t.server())) + ", until " + t.clockTime(r.link.Expires) + ".")
}
