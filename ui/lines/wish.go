package lines

import (
	"attache/model"
	"attache/ui/wording"
)

// wishWords say the wish of one file, or of several, with the form in which they are to be copied.
func wishWords(w model.Wish, form model.Form, n int) string {
	it, its, is := "it ", "its ", "is "
	if n > 1 {
		it, its, is = "they ", "their ", "are "
	}
	var parts []string
	for _, p := range []struct {
		w    model.Wish
		text string
	}{
		{model.WishLink, its + wording.Form(model.FormLink, n) + " " + is + "asked for"},
		{model.WishCopy, its + wording.Form(form, n) + " " + is + "copied"},
		{model.WishSave, it + is + "saved"},
		{model.WishOpen, it + is + "opened"},
	} {
		if w&p.w != 0 {
			parts = append(parts, p.text)
		}
	}
	return spokenList(parts, "and")
}

// later keeps the wish for those of ids that are still being scanned, and returns the others. From a
// file or a program no wish is kept: its commands are done when the next one is read.
func (t *talk) later(w model.Wish, ids []string) (others []string) {
	if !t.opts.Interactive || t.ended {
		return ids
	}
	kept, others := t.wishes.Keep(w, ids, func(id string) bool {
		a, _ := t.lib.ByID(id)
		return a.Status == model.StatusInProgress
	})
	if w.Saves() {
		t.downloads.List(kept...)
	}
	if len(kept) == 0 {
		return others
	}
	who, which := count(len(kept), "file")+" are", t.spokenNumbers(kept)
	if len(kept) == 1 {
		who = t.label(kept[0]) + " is"
	}
	text := "Not yet: " + who + " still being scanned. Once the scan has passed, " + wishWords(w, t.row(kept[0]).form, len(kept)) + "."
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
	w := t.wishes.Take(id)
	if w.Saves() {
		r.opening = w&model.WishOpen != 0
		if can, refused := t.savable([]string{id}); len(can) > 0 {
			t.enqueue(can, refused)
		}
	}
	switch {
	case w&model.WishCopy != 0:
		t.run(newCopy([]string{id}, r.form))
	case w&model.WishLink != 0:
		t.run(newErrand(errandLink, []string{id}))
	}
}

// dropWish gives up what was wished for a file. One that was to be saved has failed for the reason
// given; without one the user has taken the wish back.
func (t *talk) dropWish(id string, why *model.Problem) {
	r := t.row(id)
	switch {
	case !t.wishes.Take(id).Saves():
	case why != nil:
		r.problem = why
	case r.save == nil && !t.downloads.Waits(id) && r.saved == nil && r.left == nil && r.problem == nil:
		t.downloads.Unlist(id)
	}
}

// dropWishes gives up all wishes, since no scan will pass any more.
func (t *talk) dropWishes() {
	var dropped []string
	for _, id := range t.numbers {
		if t.wishes.Of(id) != 0 {
			t.dropWish(id, &model.Problem{Kind: model.KindEnded, Op: "save"})
			dropped = append(dropped, id)
		}
	}
	t.tellEach("Never scanned: ", dropped, ". Nothing is done with it.", "files were never scanned, and nothing is done with them", t.tell)
}
