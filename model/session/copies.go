package session

import (
	"time"

	"attache/model"
)

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
	out := b.Content(&c.lib, c.Server(), c.Link, func(at time.Time) time.Time { return c.Local(at).Local() })
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
	case e.Route == RouteTerminal && len(s.ends) > 0 && s.first.Left(c.Server()) == 0: // it took so long
		c.lost(s, &model.Problem{Kind: model.KindExpired, Op: "GetAttachment"})
		return
	}
	for i := range s.ends {
		r := c.row(s.ids[i])
		r.copied, r.warned, r.reported = copied{at: c.now, ends: s.ends[i]}, false, false
		c.alarms.set(r)
	}
	f := s.fact
	f.Route = e.Route
	if len(s.ends) > 0 {
		f.Left, f.Until = s.first.Left(c.Server()), c.Local(s.first.End())
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
