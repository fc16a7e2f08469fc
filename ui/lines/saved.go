package lines

import (
	"time"

	"attache/model"
	"attache/ui/wording"
)

// told is when it was last told how far many files are, and how far that was; at first, when they
// began.
type told struct {
	at       time.Time
	quarters int
}

// longEnough is how long a transfer runs before it is told how far it is.
const longEnough = 5 * time.Second

// onSaveEnded notes what became of a transfer.
func (t *talk) onSaveEnded(e saveEnded) {
	r := t.row(e.id)
	if r.save == nil || r.save.num != e.num {
		return
	}
	r.save = nil
	delete(t.saving, e.id)
	if e.saved.Link.Newer(r.link) {
		r.link = e.saved.Link
	}
	opening := r.opening
	r.opening = false
	p := model.AsProblem(e.err)
	t.downloads.Ended(p)
	batch := t.downloads.Batch()
	one := batch.Asked <= few
	switch {
	case p == nil:
		r.problem, r.left, r.name = nil, nil, ""
		if e.saved.Replaces(r.saved) {
			r.saved, r.savedAt = &e.saved, t.now
		}
		t.tellIf(one || len(e.saved.Doubts) > 0 && batch.Asked <= pageLength, t.savedWords(e.id, e.saved))
		if opening {
			t.openSaved(e.id)
		}
	case p.Kind == model.KindCancelled:
		r.left = e.left
		t.tellIf(one, t.stoppedWords(e.id, r))
	default:
		r.left = e.left
		r.problem = p.IfEnded(t.ended)
		if one || batch.Failed <= few {
			t.problem(r.problem, t.label(e.id), t.answer)
		}
	}
	t.tellBatch()
}

// tellIf tells what a transfer has come to: at once where it is one of few, else to those who want
// all.
func (t *talk) tellIf(aloud bool, text string) {
	if aloud {
		t.answer(text)
		return
	}
	t.detail(text)
}

func (t *talk) stoppedWords(id string, r *row) string {
	n := itoa(t.placed[id])
	if r.left == nil {
		return "Stopped: " + t.label(id) + ". Nothing had come yet."
	}
	return "Stopped: " + t.label(id) + ", at " + spokenOf(r.left.done, r.left.total) + ". Type save " + n + " to go on, discard " + n + " to throw that away."
}

// tellBatch tells how far many files are, by quarters, and sums up when the last has ended, so that
// no failure is lost among successes.
func (t *talk) tellBatch() {
	b, ended := t.downloads.Settle(len(t.saving))
	switch {
	case !ended:
		t.tellFar(t.downloads.Batch())
		return
	case b.Asked <= 1:
		return
	}
	text := "Done: " + wording.Batch(b) + "."
	if b.Failed > 0 {
		text += " Type find state:failed to hear which, explain for why."
	}
	t.answer(text)
}

// tellFar tells how far many files are.
func (t *talk) tellFar(b model.Batch) {
	quarters := b.Done() * 4 / b.Asked
	if b.Asked > few && quarters > t.told.quarters && b.Stopped == 0 && t.now.Sub(t.told.at) >= longEnough {
		t.told = told{t.now, quarters}
		t.tell("Saving: " + itoa(b.Done()) + " of " + itoa(b.Asked) + " files done.")
	}
}

// tellProgress tells how far large files are, at each quarter.
func (t *talk) tellProgress() {
	for _, id := range t.numbers {
		r := t.saving[id]
		if r == nil {
			continue
		}
		done, total := r.save.meter.Read()
		r.save.rate.Add(t.now, done)
		if total <= 0 || t.now.Sub(r.save.began) < longEnough {
			continue
		}
		quarters := int64(float64(done) / float64(total) * 4)
		if quarters > r.save.quarters && quarters < 4 {
			r.save.quarters = quarters
			text := "Saving " + t.label(id) + ": " + t.saveWords(r) + "."
			if t.downloads.Batch().Asked <= few {
				t.tell(text)
			} else {
				t.detail(text)
			}
		}
	}
}

// saveWords says how far a transfer is.
func (t *talk) saveWords(r *row) string {
	done, total := r.save.meter.Read()
	if r.save.stopping {
		return "is being stopped"
	}
	p := r.save.rate.Progress(t.now, done, total)
	text := spokenOf(done, total)
	if percent := spokenPercent(done, total); percent != "" {
		text = percent + ", " + text
	}
	if p.Left > 0 {
		text += ", " + spokenWait(p.Left) + " left"
	}
	return text
}

// outcomes tells what became of every file that was to be saved.
func (t *talk) outcomes() []model.Outcome {
	all := t.downloads.Outcomes(&t.lib, &t.wishes, func(id string) (*model.Saved, *model.Problem) {
		r := t.row(id)
		return r.saved, r.problem
	})
	return model.Unnamed(all, t.hidden)
}
