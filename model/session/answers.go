package session

import "attache/model"

// onLink takes the answer to a call for a link.
func (s *Session) onLink(e LinkAnswered) {
	r, done, p, ok := s.links.answer(e)
	if !ok {
		return
	}
	s.trial.judge(p)
	ended := s.keepAlive.answered(r, done, p)
	if p != nil && p.Kind != model.KindCancelled {
		if !ended && !s.batches.waitsFor(r.id) {
			s.tell(WeightDetail, []string{r.id}, LinkFailed{p})
		}
		s.trial.suspect(p)
	}
	if s.links.denials >= MaxDenials {
		s.links.withdrawAll()
	}
	if p != nil && done.sizes && r.size() > 0 {
		p = nil
	}
	s.linker.endBatches(s.batches.answered(r.id, p))
}

// onSaveEnded takes the end of a transfer.
func (s *Session) onSaveEnded(e SaveEnded) {
	r, p, opens := s.downloads.answer(e)
	if r == nil {
		return
	}
	s.trial.transferred(p)
	s.downloads.settle()
	if opens > 0 {
		s.opener.openSaved(opens, OpenFile{Targets: Targets{IDs: []string{r.id}}})
	}
}

// onPeeked takes the end of a fetch.
func (s *Session) onPeeked(e Peeked) {
	if s.looks.answer(e) != nil {
		s.trial.transferred(e.Problem)
	}
}
