package session

import "attache/model"

// cancel answers Cancel. A transfer is stopped, not thrown away: what it has stays, to go on from.
func (s *Session) cancel(num int, i Cancel) {
	ids := s.known(i.IDs)
	if i.All {
		ids = s.unfinished()
	}
	yes := i
	yes.Confirmed = true
	if i.Unseen > 0 && !i.Confirmed && !s.ask(num, ids, Question{Kind: QuestionUnseen, Yes: yes, Unseen: i.Unseen, Files: len(ids)}) {
		return
	}
	var f Cancelled
	var which, asked []string
	for _, id := range ids {
		before := f
		if s.linker.cancelCall(id) {
			f.Calls++
			asked = append(asked, id)
		}
		s.saver.cancel(id, &f)
		if f != before {
			which = append(which, id)
		}
	}
	if i.All || len(which) == 0 {
		f.Sends = s.sends.cancel()
	}
	if len(which) == 0 && f.Sends == 0 {
		s.discarder.discard(num, Discard{Targets: Targets{IDs: ids}})
		return
	}
	s.finish(num, WeightResult, which, f)
	why := &model.Problem{Kind: model.KindCancelled, Op: "GetAttachment"}
	for _, id := range asked {
		s.linker.endBatches(s.batches.answered(id, why))
	}
	s.downloads.settle()
}

// quit answers Quit, after a question where work is not finished.
func (s *Session) quit(num int, i Quit) {
	if n := s.Unfinished(); n > 0 && !i.Confirmed {
		q := Question{Kind: QuestionQuit, Yes: Quit{Confirmed: true}, Files: n - s.sends.running(), Sends: s.sends.running(), Scanning: s.deferred.actions.Saves()}
		if !s.ask(num, s.unfinished(), q) {
			return
		}
	}
	s.over = true
	for _, calls := range []map[int]*row{s.links.byNum, s.downloads.byNum} {
		for _, call := range sortedKeys(calls) {
			s.do(CancelCall{call})
		}
	}
	s.sends.cancel()
	s.looks.stop()
	for _, call := range []int{s.transcript.num, s.watch.num} {
		if call > 0 {
			s.do(CancelCall{call})
		}
	}
	s.finish(num, WeightResult, nil, Leaving{len(s.downloads.byNum)})
}

// unfinished are the downloads that are under way, wait for their turn or for a scan.
func (s *Session) unfinished() (ids []string) {
	for _, id := range s.Downloads() {
		if s.row(id).save != nil || s.downloads.list.Waits(id) || s.deferred.actions.Of(id).Saves() {
			ids = append(ids, id)
		}
	}
	return ids
}
