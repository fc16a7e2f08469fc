package lines

import (
	"time"

	"attache/model"
)

// keepMost bounds the links kept alive at once: each spends shared quota every few minutes.
const keepMost = 10

// watchEnds tells of links that somebody holds or waits to use that they end soon or have ended, and
// renews those that are kept alive.
func (t *talk) watchEnds() {
	now := t.server()
	var soon, gone []string
	for _, id := range t.numbers {
		r := t.near[id]
		if r == nil || r.call != nil {
			continue
		}
		left := r.link.Left(now)
		switch {
		case r.kept:
			if r.link.URL.IsZero() || r.link.RenewalDue(now) {
				t.askLink(id, model.UrgencySelected)
			}
		case left == 0:
			gone = append(gone, id)
		case !r.warned && r.link.Phase(now) == model.PhaseSoon:
			r.warned = true
			if r.link.Life() > time.Minute { // of a shorter one it was told when it came
				soon = append(soon, id)
			}
		}
	}
	t.tellSoon(soon, now)
	t.tellGone(gone)
}

func (t *talk) tellSoon(ids []string, now time.Time) {
	if len(ids) > few {
		t.tell(itoa(len(ids)) + " links end soon: those of " + t.spokenNumbers(ids) + ".")
		return
	}
	for _, id := range ids {
		t.tell("Ends soon: the link of " + t.label(id) + ", in " + spokenTime(t.row(id).link.Left(now)) + ". Type renew " + itoa(t.placed[id]) + " for a new one.")
	}
}

func (t *talk) tellGone(ids []string) {
	for _, id := range ids {
		delete(t.near, id)
	}
	if len(ids) > few {
		t.tell(itoa(len(ids)) + " links have ended: those of " + t.spokenNumbers(ids) + ".")
		return
	}
	for _, id := range ids {
		r, n := t.row(id), itoa(t.placed[id])
		if r.copiedAt.IsZero() {
			t.tell("Ended: the link of " + t.label(id) + ". Type renew " + n + " for a new one.")
			continue
		}
		t.tell("Ended: the link of " + t.label(id) + ", copied at " + r.copiedAt.Local().Format(time.TimeOnly) + ". Type copy " + n + " to copy a new one.")
	}
}

// doKeep keeps links alive, or stops that.
func (t *talk) doKeep(in input) {
	if in.rest == "off" {
		n := 0
		for _, id := range t.numbers {
			if t.row(id).kept {
				t.stopKeeping(id)
				n++
			}
		}
		t.say(count(n, "link") + " no longer kept alive.")
		return
	}
	ids, ok := t.only(in)
	if !ok {
		return
	}
	alive, added := 0, 0
	for _, r := range t.near {
		if r.kept {
			alive++
		}
	}
	var without []string
	for _, id := range ids {
		r := t.row(id)
		if r.kept || t.barred(id) != nil || alive+added >= keepMost {
			continue
		}
		r.kept, t.near[id] = true, r
		added++
		if !r.link.Usable(t.server()) {
			without = append(without, id)
		}
	}
	text := count(alive+added, "link") + " kept alive. Type keep off to end that."
	if added < len(ids) && alive+added >= keepMost {
		text = "At most " + itoa(keepMost) + " links are kept alive. " + text
	}
	t.say(text)
	if len(without) > 0 {
		t.run(newErrand(errandLink, without))
	}
}

func (t *talk) stopKeeping(id string) {
	r := t.row(id)
	r.kept = false
	if r.link.Left(t.server()) == 0 {
		delete(t.near, id)
	}
}

// doLife sets how long new links live.
func (t *talk) doLife(in input) {
	if in.rest == "" {
		t.say("New links live " + spokenTime(t.life) + ". Type life and seconds to change that, 5 to 300.")
		return
	}
	life, err := model.CheckLife("life of new links", in.rest)
	if err != nil {
		t.sayFault(err)
		return
	}
	t.life = life
	t.say("New links will live " + spokenTime(life) + ".")
}
