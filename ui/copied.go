package ui

import (
	"strconv"
	"time"

	"attache/model"
)

// copied is what is known of the link of a row that was copied last.
type copied struct {
	at   time.Time // on the local clock; zero: none was
	ends time.Time // on the service's clock
}

// given is one link among those of a copy.
type given struct {
	id   string
	ends time.Time
}

// alive reports whether the copied link may still be used by whoever has it.
func (c copied) alive(server time.Time) bool {
	return !c.at.IsZero() && server.Before(c.ends.Add(-model.ExpiryMargin))
}

// noteCopied remembers which links have left. A newer copy of the same row takes the older one's place.
func (m *Model) noteCopied(links []given) {
	for _, l := range links {
		r := m.row(l.id)
		r.copied, r.warned = copied{m.now, l.ends}, false
		m.busy.copied[l.id] = r
		delete(m.dead, l.id)
	}
}

// watchCopied tells of copied links that have died, once, wherever their rows are. What waits for a
// key to be read is not covered: then it is told after that.
func (m *Model) watchCopied() {
	server := m.server()
	for id, r := range m.busy.copied {
		if !r.copied.alive(server) {
			delete(m.busy.copied, id)
			m.dead[id] = r.copied.at
		}
	}
	m.tellDead()
}

func (m *Model) tellDead() {
	if len(m.dead) == 0 || m.toast.tone == toastBad {
		return
	}
	k, which, at := m.opts.Keys.Act.Copy.Help().Key, "", time.Time{}
	for id, t := range m.dead {
		which, at = id, t
	}
	text := "The link of " + m.labelOf(which) + " copied at " + at.Local().Format(hourAndMinute) + " is dead"
	next := k + " on its row copies a new one"
	if which == m.list.Cursor() {
		next = k + " copies a new one"
	}
	if n := len(m.dead); n > 1 {
		text, next = strconv.Itoa(n)+" links that were copied are dead", k+" on their rows copies new ones"
	}
	if m.ended {
		next = "the chat has ended, and there is no new one"
	}
	clear(m.dead)
	m.say(toastWarn, text+"; "+next)
}

const hourAndMinute = "15:04"
