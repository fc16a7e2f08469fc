package session

import (
	"time"

	"attache/model"
)

// linkEnds tell of links that are about to end, that have ended, and that have died in somebody's hands.
type linkEnds struct {
	*core

	alarms    *alarms
	links     *links
	keepAlive *keepAlive
}

// tick renews what is kept alive and tells of the links whose alarm is due.
func (e *linkEnds) tick() {
	var soon, ended []string
	var died []DeadLink
	for _, r := range e.alarms.due() {
		switch endsSoon, over := e.atEnd(r); {
		case e.keepAlive.due(r):
			e.links.ask(r.id, model.PrioritySelected)
		case endsSoon && !r.kept:
			soon = append(soon, r.id)
		case over && !r.copied.ends.Equal(r.link.End()): // else its copy has died
			ended = append(ended, r.id)
		}
		if at, dead := e.died(r); dead {
			died = append(died, DeadLink{r.id, at})
		}
		e.alarms.set(r)
	}
	e.report(soon, ended, died)
}

func (e *linkEnds) report(soon, ended []string, died []DeadLink) {
	if len(soon) > 0 {
		left := time.Duration(-1)
		for _, id := range soon {
			if l := e.row(id).link.Left(e.Server()); left < 0 || l < left {
				left = l
			}
		}
		e.bell()
		e.tell(WeightWarning, soon, LinksEndSoon{Left: left})
	}
	if len(ended) > 0 {
		e.tell(WeightNews, ended, LinksEnded{})
	}
	if len(died) > 0 {
		ids := make([]string, 0, len(died))
		for _, d := range died {
			ids = append(ids, d.ID)
		}
		e.tell(WeightWarning, ids, CopiedLinksDied{Links: died, Ended: e.ended})
	}
}

// atEnd notes, once each, that the link of a row ends soon or has ended. Of a short one it was told when
// it came.
func (e *linkEnds) atEnd(r *row) (soon, ended bool) {
	if !r.tells() || r.call != nil {
		return false, false
	}
	switch r.link.Phase(e.Server()) {
	case model.PhaseSoon:
		soon, r.warned = !r.warned && r.link.Life() > time.Minute, true
	case model.PhaseExpired:
		ended, r.warned, r.reported = !r.reported, true, true
	case model.PhaseNone, model.PhaseLive:
	}
	return soon, ended
}

// died reports, once, that the copied link of a row has died, and when it was copied.
func (e *linkEnds) died(r *row) (at time.Time, dead bool) {
	if !r.copied.watched() || r.copied.alive(e.Server()) {
		return time.Time{}, false
	}
	r.copied.known = true
	return r.copied.at, true
}
