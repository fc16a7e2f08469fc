package session

import (
	"slices"

	"attache/model"
)

// batchKind is what links are asked for.
type batchKind int

const (
	batchGet batchKind = iota
	batchShow
	batchRenew
	batchCopy
	batchMeasure
)

// linkBatch is an intent that waits for links. What is copied or shown together is good together.
type linkBatch struct {
	model.CopyRequest

	intent  int
	kind    batchKind
	fresh   []string
	missing []Missing
	rest    []string // batchMeasure: not asked for yet
}

// measureAhead is how many sizes are asked for at once.
const measureAhead = 8

func (b *linkBatch) fail(id string, p *model.Problem) {
	b.missing = append(b.missing, Missing{id, p})
}

// linkBatches are the intents that wait for links.
type linkBatches struct {
	*core
	links *links

	running []*linkBatch
}

// stale counts the calls that a batch would make.
func (l *linkBatches) stale(kind batchKind, ids []string, form model.Form) int {
	n := 0
	for _, id := range ids {
		if form.HasLink() && (kind == batchRenew || !l.Link(id).Usable(l.Server())) && l.noLink(id) == nil {
			n++
		}
	}
	return n
}

// start asks for the links that a batch lacks, and returns those batches that wait for nothing.
func (l *linkBatches) start(b *linkBatch) (done []*linkBatch) {
	held := l.Link
	if b.kind == batchRenew {
		held = func(string) model.Link { return model.Link{} }
	}
	if b.kind == batchMeasure {
		return l.measure(b)
	}
	ask := b.Begin(l.Server(), held, func(id string) bool {
		p := l.noLink(id)
		if p == nil {
			p = l.links.hopeless()
		}
		if p != nil {
			b.fail(id, p)
		}
		return p == nil
	})
	for _, id := range b.IDs {
		l.row(id).wanted = l.row(id).wanted || b.Form.HasLink()
	}
	for _, id := range ask {
		l.links.ask(id, model.PriorityAsked)
	}
	if len(ask) > tellAsking {
		l.step(b.intent, WeightDetail, ask, Asking{len(ask)})
	}
	l.running = append(l.running, b)
	return l.ready(b)
}

// measure asks for sizes, a few at a time.
func (l *linkBatches) measure(b *linkBatch) []*linkBatch {
	for _, id := range b.IDs {
		switch p := l.noLink(id); {
		case p != nil:
			b.fail(id, p)
		case l.row(id).size() == 0:
			b.rest = append(b.rest, id)
		}
	}
	l.running = append(l.running, b)
	l.measureOn(b)
	return l.ready(b)
}

func (l *linkBatches) measureOn(b *linkBatch) {
	if l.links.denials >= MaxDenials || l.ended {
		for _, id := range b.rest {
			b.fail(id, &model.Problem{Kind: model.KindCancelled, Op: "GetAttachment"})
		}
		b.rest = nil
	}
	for len(b.rest) > 0 && b.Waiting() < measureAhead && l.links.worthAsking(b.Waiting()) {
		id := b.rest[0]
		b.rest = b.rest[1:]
		b.Await(id)
		l.links.measure(id)
	}
}

// answered lets the batches go on that waited for a file, and returns those that wait for nothing more.
func (l *linkBatches) answered(id string, p *model.Problem) (done []*linkBatch) {
	for _, b := range slices.Clone(l.running) {
		if !b.Answered(id) {
			continue
		}
		r := l.row(id)
		switch {
		case p != nil && (b.kind != batchMeasure || r.size() == 0):
			b.fail(id, p)
		case p == nil:
			b.fresh = append(b.fresh, id)
			if (b.kind == batchGet || b.kind == batchRenew) && len(b.IDs) > 1 {
				l.step(b.intent, WeightDetail, []string{id}, LinkCame{r.link.Left(l.Server())})
			}
		}
		if b.kind == batchMeasure {
			l.step(b.intent, WeightDetail, []string{id}, SizeCame{p})
			l.measureOn(b)
		}
		done = append(done, l.ready(b)...)
	}
	return done
}

// waitsFor reports whether somebody waits for the link of a file.
func (l *linkBatches) waitsFor(id string) bool {
	return slices.ContainsFunc(l.running, func(b *linkBatch) bool { return b.Waits(id) })
}

// ready takes a batch out that waits for nothing more. Links that have grown old while it waited for
// others are asked for once more first.
func (l *linkBatches) ready(b *linkBatch) []*linkBatch {
	if b.Waiting() > 0 || len(b.rest) > 0 {
		return nil
	}
	if b.kind != batchMeasure {
		aged := b.Aged(l.Server(), l.Link, func(id string) bool { return l.row(id).linkProblem != nil || l.noLink(id) != nil })
		for _, id := range aged {
			l.links.ask(id, model.PriorityAsked)
		}
		if len(aged) > 0 {
			return nil
		}
	}
	l.running = slices.DeleteFunc(l.running, func(other *linkBatch) bool { return other == b })
	return []*linkBatch{b}
}

// tellLinks tells what came of a batch; of a copy, the clipboard has to answer first.
func (l *linkBatches) tellLinks(b *linkBatch) {
	now := l.Server()
	good := b.Good(now, l.Link)
	f := LinksReady{Fresh: b.fresh, Show: b.kind == batchShow, Missing: b.missing}
	var first model.Link
	for _, id := range good {
		r := l.row(id)
		r.wanted = true
		l.links.alarms.set(r)
		if first.URL.IsZero() || r.link.End().Before(first.End()) {
			first = r.link
		}
	}
	w := weightOf(b.missing)
	if len(good) == 0 {
		l.finish(b.intent, w, b.IDs, NotPossible{b.missing})
		return
	}
	f.Left, f.Until = first.Left(now), l.Local(first.End())
	l.finish(b.intent, w, good, f)
}

// tellSizes tells what came of measuring.
func (l *linkBatches) tellSizes(b *linkBatch) {
	var known []string
	for _, id := range b.IDs {
		if l.row(id).size() > 0 {
			known = append(known, id)
		}
	}
	l.finish(b.intent, weightOf(b.missing), known, Measured{b.missing})
}

// replaceCopy ends the copy that waits, if any, since a newer one takes its place.
func (l *linkBatches) replaceCopy() {
	l.running = slices.DeleteFunc(l.running, func(b *linkBatch) bool {
		if b.kind != batchCopy {
			return false
		}
		l.finish(b.intent, WeightResult, b.IDs, CopyReplaced{})
		return true
	})
}
