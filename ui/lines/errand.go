package lines

// errandsGoOn lets errands go on that waited for id, and ends those that wait for nothing more.
func (t *talk) errandsGoOn(id string) {
	running := t.errands
	t.errands = nil
	for _, e := range running {
		if e.Answered(id) {
			t.answered(e, id)
		}
		if e.Waiting() == 0 {
			t.refreshAged(e)
		}
		if e.Waiting() > 0 {
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
	if (e.kind == errandLink || e.kind == errandRenew) && len(e.IDs) <= few {
		e.told[id] = true
		t.sayGood(id, "New link")
	}
}

// refreshAged asks once more for links that have grown old while an errand waited for the others.
func (t *talk) refreshAged(e *errand) {
	if e.kind == errandLink || e.kind == errandRenew {
		return
	}
	t.askLinks(e.Aged(t.server(), t.linkOf, func(id string) bool { return t.problemOf(id) != nil }))
}

// finish does what the links were wanted for. No link that is dead or nearly so is handed out.
func (t *talk) finish(e *errand) {
	good := e.Good(t.server(), t.linkOf)
	switch e.kind {
	case errandCopy:
		t.copyOut(e)
	case errandShow:
		for _, id := range good {
			t.near[id] = t.row(id)
			t.sayGood(id, "Link")
			t.say(t.row(id).link.URL.Reveal())
		}
	case errandLink, errandRenew:
		t.finishLinks(e, good)
	}
	if e.failed > 0 && len(e.IDs) > few && e.kind != errandCopy {
		t.answer(count(e.failed, "link") + " could not be had. Type find state:failed to hear which, explain for why.")
	}
}

// finishLinks tells of links what was not told yet.
func (t *talk) finishLinks(e *errand, good []string) {
	for _, id := range good {
		t.near[id] = t.row(id)
	}
	if len(e.IDs) > few {
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
