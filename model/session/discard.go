package session

import "attache/model"

// discard answers Discard.
func (v *saver) discard(num int, i Discard) {
	var orders []model.Order
	var about []string
	q := Question{Kind: QuestionDiscard, Unseen: i.Unseen}
	for _, id := range v.known(i.IDs) {
		r := v.row(id)
		if r.left == nil || r.save != nil || v.downloads.list.Waits(id) {
			continue
		}
		a, _ := v.lib.ByID(id)
		orders = append(orders, v.downloads.order(a, r))
		about = append(about, id)
		q.Bytes += r.left.Done
	}
	if len(orders) == 0 {
		v.finish(num, WeightResult, i.IDs, NothingToDo{})
		return
	}
	yes := i
	yes.Confirmed = true
	q.Yes, q.Files = yes, len(orders)
	if !i.Confirmed && !v.ask(num, about, q) {
		return
	}
	call := v.newNum()
	v.discarding[call] = num
	v.do(DiscardParts{call, orders})
}

func (v *saver) onDiscarded(e PartsDiscarded) {
	num, ok := v.discarding[e.Num]
	if !ok {
		return
	}
	delete(v.discarding, e.Num)
	for _, id := range e.IDs {
		v.row(id).left = nil
	}
	w := WeightResult
	if e.Problem != nil {
		w = WeightProblem
	}
	v.finish(num, w, e.IDs, Discarded{e.Problem})
}

// cancelSave ends what is under way to save a file, and counts it.
func (v *saver) cancelSave(id string, f *Cancelled) {
	r := v.row(id)
	if v.downloads.withdraw(r) {
		f.Waiting++
	}
	if v.deferred.wishes.Of(id) != 0 {
		v.deferred.drop(id, nil)
		f.Deferred++
		if r.save == nil && !v.downloads.list.Waits(id) && r.saved == nil && r.left == nil && r.saveProblem == nil {
			v.downloads.list.Unlist(id) // the user took it back
		}
	}
	if t := r.save; t != nil && !t.stopping {
		t.stopping = true // its answer says what is left on the disk
		v.do(CancelCall{t.num})
		f.Transfers++
	}
}
