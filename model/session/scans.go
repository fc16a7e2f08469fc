package session

import "attache/model"

// scans do what follows from what is said about files: of new ones, and of those whose scan has ended.
type scans struct {
	*core

	links    *links
	linker   *linker
	saver    *saver
	deferred *deferred
}

// follow does what follows from what was said about attachments: aloud says that nobody else tells of
// new files, known that there was a look before.
func (s *scans) follow(c changes, known, aloud bool) {
	if len(c.came)+len(c.passed) > 0 {
		s.links.refill()
		s.links.fresh = true
	}
	for _, id := range c.came {
		if known || s.arrived[id] {
			s.setCame(s.row(id), known)
		}
	}
	if aloud && len(c.came) > 0 {
		s.bell()
		s.alert(false)
		s.tell(WeightNews, c.came, FilesArrived{})
	}
	if known && len(c.changed) > 0 {
		s.tell(WeightDetail, c.changed, FilesChanged{})
	}
	s.passed(c.passed, known)
	s.rejected(c.rejected, known)
}

// passed does what was wanted of the files.
func (s *scans) passed(ids []string, known bool) {
	var ended []string
	if len(ids) > 0 && known {
		s.alert(true)
	}
	for _, id := range ids {
		r := s.row(id)
		if r.linkProblem != nil && r.call == nil {
			r.linkProblem, r.fetched = nil, false
		}
		if r.saveProblem != nil && r.saveProblem.Kind == model.KindScanning {
			r.saveProblem = nil
		}
		if w := s.deferred.actions.Take(id); w != 0 {
			s.carryOut(r, w)
			continue
		}
		ended = append(ended, id)
	}
	if len(ended) > 0 && known {
		s.bell()
		s.tell(WeightNews, ended, ScanEnded{})
	}
}

// rejected gives up what was wanted of the files.
func (s *scans) rejected(ids []string, known bool) {
	why := &model.Problem{Kind: model.KindRejected, Op: "save"}
	var ended, dropped []string
	saves := 0
	for _, id := range ids {
		if s.deferred.actions.Of(id) == 0 {
			ended = append(ended, id)
			continue
		}
		dropped = append(dropped, id)
		if s.deferred.drop(id, why) {
			saves++
		}
	}
	if len(dropped) > 0 {
		s.bell()
		s.tell(WeightProblem, dropped, DeferredDropped{saves, why})
	}
	if len(ended) > 0 && known {
		s.bell()
		s.tell(WeightWarning, ended, ScanEnded{Rejected: true})
	}
}

// carryOut does what was wanted of a file whose scan has passed. Each action is a request of its own.
func (s *scans) carryOut(r *row, w model.Deferred) {
	s.bell()
	ids := []string{r.id}
	begin := func(action model.Deferred) int {
		num := s.newNum()
		s.tell(WeightResult, ids, DeferredStarted{action, num})
		return num
	}
	if w.Saves() {
		num := begin(w & (model.DeferredSave | model.DeferredOpen))
		if w&model.DeferredOpen != 0 {
			r.opens = num
		}
		s.saver.saveNow(&saveJob{intent: num, ids: ids}, nil)
	}
	switch {
	case w&model.DeferredCopy != 0:
		s.linker.runBatch(&linkBatch{CopyRequest: model.CopyRequest{IDs: ids, Form: r.form}, intent: begin(model.DeferredCopy), kind: batchCopy})
	case w&model.DeferredLink != 0:
		s.linker.runBatch(&linkBatch{CopyRequest: model.CopyRequest{IDs: ids}, intent: begin(model.DeferredLink), kind: batchGet})
	}
}
