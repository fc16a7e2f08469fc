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

// errand is something the user asked for that waits for links. Nothing is copied or shown before all
// of them have answered: what is handed out together is good together.
type errand struct {
	kind    errandKind
	ids     []string
	waiting map[string]bool
	told    map[string]bool // of which it was told that they came
	aged    bool            // links that grew old while it waited were asked for again
	renewed bool            // one of them had a link that had run out
	failed  int
}

// manyAtOnce is the most links asked for without a question: more than a chat may hold files.
// Source: the service's quota of 35 attachments a chat.
const manyAtOnce = 40

func (t *talk) doLink(in input)  { t.errandOn(errandLink, in) }
func (t *talk) doCopy(in input)  { t.errandOn(errandCopy, in) }
func (t *talk) doShow(in input)  { t.errandOn(errandShow, in) }
func (t *talk) doRenew(in input) { t.errandOn(errandRenew, in) }

func (t *talk) errandOn(kind errandKind, in input) {
	ids, ok := t.only(in)
	switch {
	case !ok:
	case kind == errandCopy && !t.canCopy():
	case kind == errandShow && t.hidden:
		t.say("Names are hidden, and a link may hold one. Type names on to show them.")
	default:
		w := model.WishLink
		if kind == errandCopy {
			w = model.WishCopy
		}
		if ids = t.later(w, ids); len(ids) > 0 {
			t.begin(kind, ids)
		}
	}
}

// begin starts an errand, after a question where it would spend much of the shared quota.
func (t *talk) begin(kind errandKind, ids []string) {
	now, n := t.server(), 0
	for _, id := range ids {
		if kind == errandRenew || !t.row(id).link.Usable(now) {
			n++
		}
	}
	if n > manyAtOnce {
		t.ask("Ask for "+itoa(n)+" links? Each is a call out of the quota that all agents share. Type yes to go on.",
			"Not done.", true, func() { t.run(kind, ids) })
		return
	}
	t.run(kind, ids)
}

func (t *talk) run(kind errandKind, ids []string) {
	e := &errand{kind: kind, ids: ids, waiting: map[string]bool{}, told: map[string]bool{}}
	now := t.server()
	refused := 0
	for _, id := range ids {
		r := t.row(id)
		if kind != errandRenew && r.link.Usable(now) {
			continue
		}
		if p := t.barred(id); p != nil {
			e.failed++
			if refused++; len(ids) <= few {
				t.problem(p, t.label(id), t.answer)
			}
			continue
		}
		e.renewed = e.renewed || !r.link.URL.IsZero()
		e.waiting[id] = true
		t.askLink(id, model.UrgencyAsked)
	}
	if refused > 0 && len(ids) > few {
		t.say(count(refused, "file") + " cannot be had: not scanned yet, or rejected.")
	}
	if len(e.waiting) > few {
		t.say("Asking for " + itoa(len(e.waiting)) + " links.")
	}
	t.errands = append(t.errands, e)
	t.errandsGoOn("")
}

// barred is why no link of a file can be had; nil where one can.
func (t *talk) barred(id string) *model.Problem {
	a, ok := t.lib.ByID(id)
	p := &model.Problem{Op: "GetAttachment"}
	switch {
	case !ok:
	case a.Status == model.StatusRejected:
		p.Kind = model.KindRejected
		return p
	case a.Status == model.StatusInProgress:
		p.Kind = model.KindScanning
		return p
	}
	return nil
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
		p = t.ifEnded(p)
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
		if e.waiting[id] && len(e.ids) <= few {
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
	return slices.ContainsFunc(t.errands, func(e *errand) bool { return e.waiting[id] })
}
