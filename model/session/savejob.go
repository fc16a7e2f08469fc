package session

import (
	"time"

	"attache/model"
)

// saveJob is a request for files that are saved together.
type saveJob struct {
	intent   int
	ids      []string
	left     int // files that have not come to their end
	ended    []SavedFile
	deferred []string
	missing  []Missing
}

// fileEnded counts a file in its request, and answers that when it was the last. A request that wants
// the file opened is returned instead.
func (d *downloads) fileEnded(r *row, f SavedFile) (opens int) {
	if f.Problem != nil && f.Problem.Kind != model.KindCancelled && r.saved == nil {
		r.saveProblem = f.Problem
	}
	d.doneBytes += max(r.size(), f.Saved.Size)
	j := d.jobs[r.id]
	delete(d.jobs, r.id)
	opens, r.opens = r.opens, 0
	if j == nil {
		return 0
	}
	j.ended = append(j.ended, f)
	alone := opens == j.intent && f.Problem == nil // its answer is that of the opening
	if j.left--; len(j.ids) > 1 || alone {
		d.step(j.intent, f.weight(), []string{r.id}, FileSaved{f})
	}
	if j.left == 0 && !alone {
		d.answerJob(j)
	}
	if opens > 0 && opens != j.intent && f.Problem != nil {
		d.finish(opens, f.weight(), []string{r.id}, NotPossible{[]Missing{{r.id, f.Problem}}})
	}
	if f.Problem != nil {
		return 0
	}
	return opens
}

// weight is how much it matters what became of a file.
func (f SavedFile) weight() Weight {
	switch {
	case f.Problem != nil && f.Problem.Kind != model.KindCancelled:
		return WeightProblem
	case f.Problem != nil, len(f.Saved.Doubts) > 0:
		return WeightWarning
	}
	return WeightResult
}

// answerJob tells what came of all files of a request. That none is there is no success.
func (d *downloads) answerJob(j *saveJob) {
	w, saved := WeightResult, 0
	for _, f := range j.ended {
		w = max(w, f.weight())
		if f.Problem == nil {
			saved++
		}
	}
	if len(j.missing) > 0 {
		w = WeightProblem
	}
	about := make([]string, 0, len(j.ended)+len(j.missing))
	for _, f := range j.ended {
		about = append(about, f.ID)
	}
	about = append(about, idsOf(j.missing)...)
	d.finish(j.intent, w, about, SaveDone{d.opts.Source.Folder, j.ended, j.deferred, j.missing})
}

// settle ends the batch once nothing runs or waits any more. Of several requests it sums up.
func (d *downloads) settle() {
	b, ended := d.list.Settle(len(d.saving))
	if !ended || b.Asked == 0 {
		return
	}
	d.sampled = time.Time{}
	if !d.spread {
		return
	}
	w := WeightNews
	if b.Failed+b.Refused > 0 {
		w = WeightProblem
	} else if b.Saved == 0 {
		w = WeightWarning
	}
	d.tell(w, nil, BatchEnded{b})
}
