package session

import "attache/model"

// addIDs answers AddIDs: attachments that no transcript names are listed, and their links asked for.
func (s *Session) addIDs(num int, i AddIDs) {
	ids := make([]string, 0, len(i.IDs))
	for _, word := range i.IDs {
		id, err := model.CheckID(word)
		if err != nil {
			s.finish(num, WeightProblem, nil, NotPossible{[]Missing{{model.Text(word), model.AsProblem(err)}}})
			return
		}
		ids = append(ids, id)
	}
	s.addTyped(ids)
	s.linker.getLinks(num, Targets{IDs: ids}, batchGet, true, nil)
}

// removeIDs answers RemoveIDs. What the transcript names, or was saved, stays.
func (s *Session) removeIDs(num int, i RemoveIDs) {
	yes := i
	yes.Confirmed = true
	if i.Unseen > 0 && !i.Confirmed && !s.ask(num, s.known(i.IDs), Question{Kind: QuestionUnseen, Yes: yes, Unseen: i.Unseen, Files: len(i.IDs)}) {
		return
	}
	var gone []string
	for _, id := range s.known(i.IDs) {
		r := s.row(id)
		if !r.typed || r.saved != nil || r.save != nil || s.downloads.list.Waits(id) {
			continue
		}
		gone = append(gone, id)
		s.linker.cancelCall(id)
		if r.kept {
			s.keepAlive.set(r, false)
		}
		s.setCame(r, false)
		r.typed, r.link, r.copied = false, model.Link{}, copied{}
		s.alarms.set(r)
		s.downloads.list.Unlist(id)
	}
	if len(gone) == 0 {
		s.finish(num, WeightResult, i.IDs, NothingToDo{})
		return
	}
	why := &model.Problem{Kind: model.KindCancelled, Op: "GetAttachment"}
	for _, id := range gone {
		s.linker.endBatches(s.batches.answered(id, why))
		s.lib.Remove(id)
		delete(s.rows, id)
	}
	s.finish(num, WeightResult, gone, IDsRemoved{})
}
