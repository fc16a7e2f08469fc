package lines

import (
	"slices"
	"time"

	"attache/model"
)

// errandKind is what links are asked for.
type errandKind int

const (
	errandLink  errandKind = iota // to tell how long they are good
	errandRenew                   // likewise, and they are asked for in any case
	errandCopy
	errandShow
)

// errand is something the user asked for that may wait for links. What is copied or shown together is
// good together.
type errand struct {
	model.Handout

	kind   errandKind
	told   map[string]bool // of which it was told that they came
	failed int
}

func (t *talk) doLink(in input)  { t.errandOn(errandLink, in) }
func (t *talk) doShow(in input)  { t.errandOn(errandShow, in) }
func (t *talk) doRenew(in input) { t.errandOn(errandRenew, in) }

func (t *talk) errandOn(kind errandKind, in input) {
	ids, ok := t.only(in)
	switch {
	case !ok:
	case kind == errandShow && t.hidden:
		t.say("Names are hidden, and a link may hold one. Type names on to show them.")
	default:
		if ids = t.later(model.WishLink, ids); len(ids) > 0 {
			t.begin(newErrand(kind, ids))
		}
	}
}

// begin starts an errand, after a question where it would spend much of the shared quota.
func (t *talk) begin(e *errand) {
	if n := len(e.Stale(t.server(), t.heldFor(e))); n > model.ManyLinks {
		t.ask("Ask for "+itoa(n)+" links? Each is a call out of the quota that all agents share. Type yes to go on.",
			"Not done.", true, func() { t.run(e) })
		return
	}
	t.run(e)
}

func newErrand(kind errandKind, ids []string) *errand {
	return &errand{Handout: model.Handout{IDs: ids}, kind: kind, told: map[string]bool{}}
}

// heldFor returns the links that an errand may do with.
func (t *talk) heldFor(e *errand) func(id string) model.Link {
	if e.kind == errandRenew {
		return func(string) model.Link { return model.Link{} }
	}
	return t.linkOf
}

// linkOf is the newest link of a file.
func (t *talk) linkOf(id string) model.Link { return t.row(id).link }

func (t *talk) run(e *errand) {
	refused := 0
	ask := e.Begin(t.server(), t.heldFor(e), func(id string) bool {
		p := t.barred(id)
		if p == nil {
			return true
		}
		if refused++; len(e.IDs) <= few {
			t.problem(p, t.label(id), t.answer)
		}
		return false
	})
	e.failed += refused
	t.askLinks(ask)
	if refused > 0 && len(e.IDs) > few {
		t.say(count(refused, "file") + " cannot be had: not scanned yet, or rejected.")
	}
	if len(ask) > few {
		t.say("Asking for " + itoa(len(ask)) + " links.")
	}
	t.errands = append(t.errands, e)
	t.errandsGoOn("")
}

// barred is why no link of a file can be had; nil where one can.
func (t *talk) barred(id string) *model.Problem {
	a, _ := t.lib.ByID(id)
	return a.Barred(t.ended)
}

// askLinks asks for links that the user waits for.
func (t *talk) askLinks(ids []string) {
	for _, id := range ids {
		t.askLink(id, model.UrgencyAsked)
	}
}

// askLink asks for a link. A request under way is kept, unless it waits to be sent again: who asks
// now does not want to wait.
func (t *talk) askLink(id string, urgency model.Urgency) {
	r := t.row(id)
	if r.call != nil {
		if r.call.state.Stage != model.StageRetrying {
			return
		}
		t.order(cancelCall{r.call.num})
	} else {
		r.asked++
	}
	r.call = &call{num: t.newNum(), state: model.CallState{Stage: model.StageQueued, Since: t.now, Try: 1}}
	t.order(askLink{r.call.num, id, t.life, urgency})
}

// onLink takes the answer to a request for a link.
func (t *talk) onLink(e linkAnswered) {
	r := t.row(e.id)
	if r.call == nil || r.call.num != e.num {
		return
	}
	r.call = nil
	p := model.AsProblem(e.err)
	if p == nil {
		t.takeLink(e.id, r, e.link)
		if e.link.URL.IsZero() {
			p = &model.Problem{Kind: model.KindNoLink, Op: "GetAttachment"}
		}
	}
	if p != nil && p.Kind != model.KindCancelled {
		p = p.IfEnded(t.ended)
		r.problem = p
		t.tellFailedLink(e.id, r, p)
	}
	t.errandsGoOn(e.id)
}

// tellFailedLink says why a link did not come, unless it is one of many.
func (t *talk) tellFailedLink(id string, r *row, p *model.Problem) {
	if r.kept { // it would die unheard otherwise
		t.stopKeeping(id)
		t.problem(p, t.label(id), t.tell)
		t.tell("It is no longer kept alive.")
		return
	}
	for _, e := range t.errands {
		if e.Waits(id) && len(e.IDs) <= few {
			t.problem(p, t.label(id), t.answer)
			return
		}
	}
	t.trouble = p
}

// takeLink replaces the link of a row.
func (t *talk) takeLink(id string, r *row, link model.Link) {
	r.link, r.problem, r.warned, r.copiedAt = link, nil, false, time.Time{}
	t.shut = nil
	if r.kept && !t.asksFor(id) {
		t.detail("Renewed: the link of " + t.label(id) + ".")
	}
}

// asksFor reports whether an errand waits for the link of id.
func (t *talk) asksFor(id string) bool {
	return slices.ContainsFunc(t.errands, func(e *errand) bool { return e.Waits(id) })
}
