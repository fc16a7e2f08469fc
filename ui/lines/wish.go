package lines

import (
	"slices"

	"attache/model"
)

// wish is what is to be done with a file once its scan has passed.
type wish uint8

// The wishes, which may come together.
const (
	wishLink wish = 1 << iota
	wishCopy
	wishSave
	wishOpen // it is saved first
)

// saves reports whether the file is to be saved.
func (w wish) saves() bool { return w&(wishSave|wishOpen) != 0 }

// words say the wish of one file, or of several.
func (w wish) words(n int) string {
	it, its, is, link := "it ", "its ", "is ", "link is "
	if n > 1 {
		it, its, is, link = "they ", "their ", "are ", "links are "
	}
	var parts []string
	for _, p := range []struct {
		w    wish
		text string
	}{
		{wishLink, its + link + "asked for"},
		{wishCopy, its + link + "copied"},
		{wishSave, it + is + "saved"},
		{wishOpen, it + is + "opened"},
	} {
		if w&p.w != 0 {
			parts = append(parts, p.text)
		}
	}
	return spokenList(parts, "and")
}

// later keeps the wish for those of ids that are still being scanned, and returns the others. From a
// file or a program no wish is kept: its commands are done when the next one is read.
func (t *talk) later(w wish, ids []string) (others []string) {
	if !t.opts.Interactive || t.ended {
		return ids
	}
	var kept []string
	for _, id := range ids {
		a, _ := t.lib.ByID(id)
		if a.Status != model.StatusInProgress {
			others = append(others, id)
			continue
		}
		kept = append(kept, id)
		t.row(id).wish |= w
		if w.saves() {
			t.want(id, t.row(id))
		}
	}
	if len(kept) == 0 {
		return others
	}
	who, which := count(len(kept), "file")+" are", t.spokenNumbers(kept)
	if len(kept) == 1 {
		who = t.label(kept[0]) + " is"
	}
	text := "Not yet: " + who + " still being scanned. Once the scan has passed, " + w.words(len(kept)) + "."
	switch {
	case !t.watching:
		text += " Type read to look whether it has."
	case len(kept) == 1:
		text += " Type stop " + which + " to take that back."
	}
	t.answer(text)
	return others
}

// grant does what was wished for a file whose scan has passed.
func (t *talk) grant(id string) {
	r := t.row(id)
	w := r.wish
	r.wish = 0
	if w.saves() {
		r.opening = w&wishOpen != 0
		if can, refused := t.savable([]string{id}); len(can) > 0 {
			t.enqueue(can, refused)
		}
	}
	switch {
	case w&wishCopy != 0:
		t.run(errandCopy, []string{id})
	case w&wishLink != 0:
		t.run(errandLink, []string{id})
	}
}

// dropWish gives up what was wished for a file. One that was to be saved has failed for the reason
// given; without one the user has taken the wish back.
func (t *talk) dropWish(id string, why *model.Problem) {
	r := t.row(id)
	saves := r.wish.saves()
	r.wish = 0
	switch {
	case !saves:
	case why != nil:
		r.problem = why
	case r.save == nil && !r.queued && r.saved == nil && r.left == nil && r.problem == nil:
		r.wanted = false
		t.downloads = slices.DeleteFunc(t.downloads, func(d string) bool { return d == id })
	}
}

// dropWishes gives up all wishes, since no scan will pass any more.
func (t *talk) dropWishes() {
	var dropped []string
	for _, id := range t.numbers {
		if t.row(id).wish != 0 {
			t.dropWish(id, &model.Problem{Kind: model.KindEnded, Op: "save"})
			dropped = append(dropped, id)
		}
	}
	t.tellEach("Never scanned: ", dropped, ". Nothing is done with it.", "files were never scanned, and nothing is done with them", t.tell)
}

// savesToCome counts the files that are to be saved once their scan has passed.
func (t *talk) savesToCome() int {
	n := 0
	for _, id := range t.downloads {
		if t.row(id).wish.saves() {
			n++
		}
	}
	return n
}
