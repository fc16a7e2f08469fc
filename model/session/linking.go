package session

import "attache/model"

// linker does what is asked for of links.
type linker struct {
	*core
	links     *links
	batches   *linkBatches
	copies    *copies
	deferred  *deferred
	keepAlive *keepAlive
	watch     *watch
}

// getLinks answers GetLink and Renew, of which yes is the confirmed one. Links that are good already are an answer too.
func (l *linker) getLinks(num int, t Targets, kind batchKind, confirmed bool, yes Intent) {
	ids := l.known(t.IDs)
	switch {
	case len(ids) == 0:
		l.finish(num, WeightResult, nil, NothingToDo{})
	case kind == batchShow && l.names:
		l.finish(num, WeightWarning, ids, Unavailable{NamesHidden})
	case confirmed || !l.asksForMany(num, ids, t.Unseen, l.batches.stale(kind, ids, model.FormLink), yes):
		l.orLater(num, ids, kind)
	}
}

// orLater asks for links, of files that are being scanned when that has passed.
func (l *linker) orLater(num int, ids []string, kind batchKind) {
	kept, others := l.deferred.keep(model.DeferredLink, ids)
	if len(others) == 0 {
		l.finish(num, WeightResult, kept, Deferred{Action: model.DeferredLink, Watching: l.watch.running()})
		return
	}
	if len(kept) > 0 {
		l.step(num, WeightResult, kept, Deferred{Action: model.DeferredLink, Watching: l.watch.running()})
	}
	l.runBatch(&linkBatch{CopyRequest: model.CopyRequest{IDs: others}, intent: num, kind: kind})
}

// asksForMany asks before a request spends much of the shared quota, or acts on what cannot be seen.
func (l *linker) asksForMany(num int, ids []string, unseen, calls int, yes Intent) (asked bool) {
	q := Question{Kind: QuestionLinks, Yes: yes, Unseen: unseen, Links: calls, Files: len(ids)}
	switch {
	case calls > model.ManyLinks:
	case unseen > 0:
		q.Kind = QuestionUnseen
	default:
		return false
	}
	return !l.ask(num, ids, q)
}

// copy answers Copy. What is asked for now is the last copy: one that waits is replaced, and one that is
// deferred would take its place in the clipboard at a time nobody can foresee.
func (l *linker) copy(num int, i Copy) {
	ids := l.known(i.IDs)
	switch {
	case len(ids) == 0:
		l.finish(num, WeightResult, nil, NothingToDo{})
		return
	case !l.opts.Clipboard:
		l.finish(num, WeightWarning, ids, Unavailable{NoClipboard})
		return
	}
	yes := i
	yes.Confirmed = true
	if !i.Confirmed && l.asksForMany(num, ids, i.Unseen, l.batches.stale(batchCopy, ids, i.Form), yes) {
		return
	}
	l.deferred.actions.GiveWay()
	l.batches.replaceCopy()
	if i.Form.HasLink() && len(ids) == 1 { // of several, one would later take the place of the others
		if kept, _ := l.deferred.keep(model.DeferredCopy, ids); len(kept) > 0 {
			l.row(ids[0]).form = i.Form
			l.finish(num, WeightResult, kept, Deferred{model.DeferredCopy, i.Form, l.watch.running()})
			return
		}
	}
	l.runBatch(&linkBatch{CopyRequest: model.CopyRequest{IDs: ids, Form: i.Form}, intent: num, kind: batchCopy})
}

// keep answers KeepAlive.
func (l *linker) keep(num int, i KeepAlive) {
	yes := i
	yes.Confirmed = true
	if i.Unseen > 0 && !i.Confirmed && !l.ask(num, l.known(i.IDs), Question{Kind: QuestionUnseen, Yes: yes, Unseen: i.Unseen, Files: len(i.IDs)}) {
		return
	}
	l.keepAlive.switchOver(num, i)
}

// runBatch asks for the links that a batch lacks, and ends it where it lacks none.
func (l *linker) runBatch(b *linkBatch) { l.endBatches(l.batches.start(b)) }

// endBatches does what the links were wanted for. No link that is dead or nearly so is handed out.
func (l *linker) endBatches(done []*linkBatch) {
	for _, b := range done {
		switch b.kind {
		case batchCopy:
			l.copies.send(b)
		case batchMeasure:
			l.batches.tellSizes(b)
		case batchGet, batchShow, batchRenew:
			l.batches.tellLinks(b)
		}
	}
}

// cancelCall ends the call for a link. One that was a renewal of a link kept alive is that no more: it
// would be asked for again at once.
func (l *linker) cancelCall(id string) bool {
	r := l.row(id)
	if r.call == nil {
		return false
	}
	l.links.drop(r)
	if r.kept {
		l.keepAlive.set(r, false)
	}
	return true
}
