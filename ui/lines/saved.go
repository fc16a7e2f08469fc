package lines

import (
	"time"

	"attache/model"
)

// batch counts what became of the files that were asked to be saved since the last time nothing was
// under way.
type batch struct {
	asked, refused, saved, failed, stopped int

	told     time.Time // when it was last told how far they are; at first, when they began
	quarters int
}

func (b batch) done() int { return b.refused + b.saved + b.failed + b.stopped }

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
	if fresh := e.saved.Link; !fresh.URL.IsZero() && fresh.Issued.After(r.link.Issued) {
		r.link = fresh
	}
	opening := r.opening
	r.opening = false
	one := t.batch.asked <= few
	p := model.AsProblem(e.err)
	switch {
	case p == nil:
		t.batch.saved++
		r.problem, r.left, r.name = nil, nil, ""
		if r.saved == nil || r.saved.State != model.SaveDone || e.saved.State == model.SaveDone {
			r.saved, r.savedAt = &e.saved, t.now // what this session saved stays saved when it is there already
		}
		t.tellIf(one || len(e.saved.Doubts) > 0 && t.batch.asked <= pageLength, t.savedWords(e.id, e.saved))
		if opening {
			t.openSaved(e.id)
		}
	case p.Kind == model.KindCancelled:
		t.batch.stopped++
		r.left = e.left
		t.tellIf(one, t.stoppedWords(e.id, r))
	default:
		t.batch.failed++
		r.left = e.left
		r.problem = t.ifEnded(p)
		if one || t.batch.failed <= few {
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
	b := &t.batch
	if len(t.saving)+len(t.queue) > 0 {
		quarters := b.done() * 4 / b.asked
		if b.asked > few && quarters > b.quarters && b.stopped == 0 && t.now.Sub(b.told) >= longEnough {
			b.quarters, b.told = quarters, t.now
			t.tell("Saving: " + itoa(b.done()) + " of " + itoa(b.asked) + " files done.")
		}
		return
	}
	ended := *b
	t.batch = batch{}
	if ended.asked <= 1 {
		return
	}
	text := "Done: " + itoa(ended.saved) + " saved"
	for _, part := range []struct {
		n    int
		word string
	}{{ended.failed, "failed"}, {ended.refused, "not to be had"}, {ended.stopped, "stopped"}} {
		if part.n > 0 {
			text += ", " + itoa(part.n) + " " + part.word
		}
	}
	text += "."
	if ended.failed > 0 {
		text += " Type find state:failed to hear which, explain for why."
	}
	t.answer(text)
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
			if t.batch.asked <= few {
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
	var out []model.Outcome
	for _, id := range t.downloads {
		a, ok := t.lib.ByID(id)
		r := t.row(id)
		switch {
		case !ok:
		case r.saved != nil:
			out = append(out, model.Outcome{Attachment: a, Saved: *r.saved})
		case r.problem != nil:
			out = append(out, model.Outcome{Attachment: a, Problem: r.problem})
		default: // under way, waiting or stopped when the talk ended
			out = append(out, model.Outcome{Attachment: a, Problem: &model.Problem{Kind: model.KindCancelled, Op: "save"}})
		}
	}
	return out
}
