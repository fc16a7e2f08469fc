package session

import "attache/model"

// saveJob is a request for files that are saved together.
type saveJob struct {
	intent   int
	ids      []string
	left     int // files that have not come to their end
	ended    []SavedFile
	deferred []string
	missing  []Missing
}

// saveJobs are the requests whose files have not all come to their end.
type saveJobs struct {
	*core

	of    map[string]*saveJob // by file
	bytes int64               // of the files of the batch that have come to their end
}

func (s *saveJobs) add(j *saveJob) {
	for _, id := range j.ids {
		s.of[id] = j
	}
	j.left = len(j.ids)
}

// fileEnded counts a file in its request, and answers that when it was the last. A request that wants
// the file opened is returned instead.
func (s *saveJobs) fileEnded(r *row, f SavedFile) (opens int) {
	if f.Problem != nil && f.Problem.Kind != model.KindCancelled && r.saved == nil {
		r.saveProblem = f.Problem
	}
	s.bytes += max(r.size(), f.Saved.Size)
	j := s.of[r.id]
	delete(s.of, r.id)
	opens, r.opens = r.opens, 0
	if j == nil {
		return 0
	}
	j.ended = append(j.ended, f)
	alone := opens == j.intent && f.Problem == nil // its answer is that of the opening
	if j.left--; len(j.ids) > 1 || alone {
		s.step(j.intent, f.weight(), []string{r.id}, FileSaved{f})
	}
	if j.left == 0 && !alone {
		s.answer(j)
	}
	if opens > 0 && opens != j.intent && f.Problem != nil {
		s.finish(opens, f.weight(), []string{r.id}, NotPossible{[]Missing{{r.id, f.Problem}}})
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
	case f.Problem != nil, len(f.Saved.Warnings) > 0:
		return WeightWarning
	}
	return WeightResult
}

// answer tells what came of all files of a request. That none is there is no success.
func (s *saveJobs) answer(j *saveJob) {
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
	s.finish(j.intent, w, about, SaveDone{s.opts.Source.Folder, j.ended, j.deferred, j.missing})
}

func idsOf(missing []Missing) []string {
	ids := make([]string, 0, len(missing))
	for _, m := range missing {
		ids = append(ids, m.ID)
	}
	return ids
}

// only returns those of missing whose files are among ids, which are in the same order.
func only(missing []Missing, ids []string) []Missing {
	var some []Missing
	for _, m := range missing {
		if len(ids) > len(some) && ids[len(some)] == m.ID {
			some = append(some, m)
		}
	}
	return some
}
