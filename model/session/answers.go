package session

import "attache/model"

// onLink takes the answer to a call for a link.
func (s *Session) onLink(e LinkAnswered) {
	r, done, p, ok := s.links.answer(e)
	if !ok {
		return
	}
	if p == nil {
		s.opened = true
		if len(s.opts.IDs) > 0 {
			s.transcript.shut = nil
		}
	}
	s.judgeToken(p)
	ended := s.keepAlive.answered(r, done, p)
	if p != nil && p.Kind != model.KindCancelled {
		if !ended && !s.batches.waitsFor(r.id) {
			s.tell(WeightDetail, []string{r.id}, LinkFailed{p})
		}
		s.doubtToken(p)
	}
	if s.links.denials >= MaxDenials {
		s.links.withdrawAll()
	}
	if p != nil && done.sizes && r.size() > 0 {
		p = nil
	}
	s.linker.endBatches(s.batches.answered(r.id, p))
}

// Link returns the newest link of a file, for who shows it on purpose.
func (c *core) Link(id string) model.Link {
	if r := c.rows[id]; r != nil {
		return r.link
	}
	return model.Link{}
}

// onSaveEnded takes the end of a transfer.
func (s *Session) onSaveEnded(e SaveEnded) {
	r, p, opens := s.downloads.answer(e)
	if r == nil {
		return
	}
	s.links.count(p)
	if p == nil {
		s.credential.answered()
	} else {
		s.doubtToken(p)
	}
	s.downloads.settle()
	if opens > 0 {
		s.saver.openSaved(opens, OpenFile{Targets: Targets{IDs: []string{r.id}}})
	}
}
