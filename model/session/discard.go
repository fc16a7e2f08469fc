package session

import "attache/model"

// discarder throws away what stopped downloads have left.
type discarder struct {
	*core

	downloads *downloads
	byNum     map[int]int // the intents of what is being thrown away, by the number of the call
}

// discard answers Discard.
func (d *discarder) discard(num int, i Discard) {
	var requests []model.DownloadRequest
	var about []string
	q := Question{Kind: QuestionDiscard, Unseen: i.Unseen}
	for _, id := range d.known(i.IDs) {
		r := d.row(id)
		if r.left == nil || r.save != nil || d.downloads.list.Waits(id) {
			continue
		}
		a, _ := d.lib.ByID(id)
		requests = append(requests, d.downloads.request(a, r))
		about = append(about, id)
		q.Bytes += r.left.Done
	}
	if len(requests) == 0 {
		d.finish(num, WeightResult, i.IDs, NothingToDo{})
		return
	}
	yes := i
	yes.Confirmed = true
	q.Yes, q.Files = yes, len(requests)
	if !i.Confirmed && !d.ask(num, about, q) {
		return
	}
	call := d.newNum()
	d.byNum[call] = num
	d.do(DiscardParts{call, requests})
}

func (d *discarder) discarded(e PartsDiscarded) {
	num, ok := d.byNum[e.Num]
	if !ok {
		return
	}
	delete(d.byNum, e.Num)
	for _, id := range e.IDs {
		d.row(id).left = nil
	}
	d.finish(num, weightFor(e.Problem), e.IDs, Discarded{e.Problem})
}
