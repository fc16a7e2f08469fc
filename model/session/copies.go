package session

import (
	"time"

	"attache/model"
)

// copied is what is known of the link of a row that was copied last. A newer link of the row does not
// change what is in somebody's hands.
type copied struct {
	at    time.Time // on the local clock; zero: none was
	ends  time.Time // on the service's clock
	known bool      // that it has died was told
}

// alive reports whether the copied link may still be used by whoever has it.
func (c copied) alive(server time.Time) bool {
	return !c.at.IsZero() && !reached(c.ends.Add(-model.ExpiryMargin), server)
}

// watched reports whether its death is still to be told.
func (c copied) watched() bool { return !c.at.IsZero() && !c.known }

// copies are the texts on their way to the clipboard, and the links that have left by it.
type copies struct {
	*core
	alarms *alarms

	sent   map[int]sentCopy
	newest int // the number of the text sent last
}

// sentCopy is a text on its way.
type sentCopy struct {
	intent int
	text   model.Secret
	ids    []string
	ends   []time.Time // of the links in it, on the service's clock; none where the form has none
	fact   Copied
	first  model.Link
}

// send puts what can be handed out into the clipboard. It reports whether there was anything.
func (c *copies) send(b *linkBatch) {
	out := b.Hand(&c.lib, c.server(), c.linkOf, func(at time.Time) time.Time { return c.local(at).Local() })
	if len(out.Linked) == 0 {
		c.finish(b.intent, weightOf(b.missing), b.IDs, NotCopied{b.Form, b.missing})
		return
	}
	s := sentCopy{intent: b.intent, text: out.Text, first: out.First, fact: Copied{Form: b.Form, Renewed: b.Renewed, Missing: b.missing}}
	for _, l := range out.Linked {
		s.ids = append(s.ids, l.Attachment.ID)
		if b.Form.HasLink() {
			s.ends = append(s.ends, l.Link.End())
		}
	}
	num := c.newNum()
	if old, ok := c.sent[c.newest]; ok {
		delete(c.sent, c.newest)
		c.finish(old.intent, WeightResult, old.ids, CopyReplaced{})
	}
	c.sent[num], c.newest = s, num
	c.do(CopyText{num, out.Text})
}

// onSent tells the truth about a copy: which way it went, and for how long it is good.
func (c *copies) onSent(e TextCopied) {
	s, ok := c.sent[e.Num]
	if !ok {
		return
	}
	delete(c.sent, e.Num)
	switch {
	case e.Route == RouteNone:
		c.lost(s, &model.Problem{Kind: model.KindClipboard})
		return
	case e.Route == RouteTerminal && len(s.ends) > 0 && s.first.Left(c.server()) == 0: // it took so long
		c.lost(s, &model.Problem{Kind: model.KindExpired, Op: "GetAttachment"})
		return
	}
	for i := range s.ends {
		r := c.row(s.ids[i])
		r.copied, r.warned, r.told = copied{at: c.now, ends: s.ends[i]}, false, false
		c.alarms.set(r)
	}
	f := s.fact
	f.Route = e.Route
	if len(s.ends) > 0 {
		f.Left, f.Until = s.first.Left(c.server()), c.local(s.first.End())
	}
	c.finish(s.intent, weightOf(f.Missing), s.ids, f)
	if e.Route == RouteTerminal {
		c.do(SendToTerminal{s.text})
	}
}

// lost tells that a text did not reach the clipboard.
func (c *copies) lost(s sentCopy, p *model.Problem) {
	missing := make([]Missing, 0, len(s.ids))
	for _, id := range s.ids {
		missing = append(missing, Missing{id, p})
	}
	c.finish(s.intent, WeightProblem, s.ids, NotCopied{s.fact.Form, missing})
}

// linkEnd is what there is to tell of the end of a row's link.
type linkEnd int

const (
	linkGoesOn linkEnd = iota
	linkEndsSoon
	linkEnded
)

// atEnd notes, once each, that the link of a row ends soon or has ended. Of a short one it was told when
// it came.
func (c *copies) atEnd(r *row) linkEnd {
	if !r.tells() || r.call != nil {
		return linkGoesOn
	}
	switch r.link.Phase(c.server()) {
	case model.PhaseSoon:
		if !r.warned {
			if r.warned = true; r.link.Life() > time.Minute {
				return linkEndsSoon
			}
		}
	case model.PhaseExpired:
		if !r.told {
			r.warned, r.told = true, true
			return linkEnded
		}
	case model.PhaseNone, model.PhaseLive:
	}
	return linkGoesOn
}

// died reports, once, that the copied link of a row has died, and when it was copied.
func (c *copies) died(r *row) (at time.Time, dead bool) {
	if !r.copied.watched() || r.copied.alive(c.server()) {
		return time.Time{}, false
	}
	r.copied.known = true
	return r.copied.at, true
}
