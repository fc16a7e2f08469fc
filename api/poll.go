package api

import (
	"context"
	"time"

	"attache/model"
)

// How often the transcript is read where no socket tells what happens.
const (
	pollLooking = 15 * time.Second // while somebody looks
	pollAway    = time.Minute      // while nobody does
	pollSlowest = 4 * time.Minute  // after one throttle upon another
	pollLeast   = 5 * time.Second  // after the last reading, however often somebody comes
)

// round is the part of a watch that reads the transcript.
type round struct {
	reading  bool
	gaps     int       // counts what may have been missed
	closed   int       // the gap up to which everything was read since
	missed   time.Time // when the last gap was noticed
	readAt   time.Time // when the next reading is, where there is no socket
	lastRead time.Time // when the last one ended
	held     time.Time // no reading before beside a socket: the last one failed
	failed   int       // readings that failed in a row
	throttle int       // readings that were throttled in a row
	looking  bool
	trouble  *model.Problem // why the last try or reading failed; nil when it did not
}

// miss says that something may have been missed: it is read for at once.
func (w *watch) miss() {
	w.gaps++
	w.held = time.Time{}
	w.missed = w.c.now()
	w.readAt = w.missed
}

// every is the time between two readings.
func (w *watch) every() time.Duration {
	every := pollAway
	if w.looking {
		every = pollLooking
	}
	for range w.throttle {
		every = min(2*every, pollSlowest)
	}
	return every
}

// look takes note of whether somebody looks, and reads at once for who has just come.
func (w *watch) look(looking, came bool, now time.Time) {
	if looking == w.looking && !came {
		return
	}
	w.looking = looking
	if w.lastRead.IsZero() {
		w.lastRead = now
	}
	w.readAt = w.lastRead.Add(w.every())
	if came {
		w.readAt = later(now, w.lastRead.Add(pollLeast))
	}
}

// readDue is when the next reading begins: at once where there is a gap, when a scan outlasts its
// time where there is a socket, from time to time where there is none. It is zero for never.
func (w *watch) readDue() (at time.Time) {
	switch {
	case w.reading:
		return at
	case w.polls():
		return w.readAt
	case w.socket == nil:
		return at // the next socket fills the gap
	case w.gaps != w.closed:
		return later(w.missed, w.held)
	}
	if at = w.c.place.overdue(); at.IsZero() {
		return at
	}
	return later(at, w.held)
}

// read begins a reading.
func (w *watch) read(ctx context.Context) {
	w.reading = true
	w.gifts = w.c.tokens.gifts()
	gap, r := w.gaps, reading{urgency: model.UrgencyVisible, quiet: true}
	if gap != w.closed {
		r.urgency = model.UrgencySelected
	}
	began := w.c.now()
	w.start(func() {
		pages, err := w.c.catchUp(ctx, r, func(page model.Page) {
			w.post(ctx, func() { w.bring(page.Attachments) })
		})
		w.post(ctx, func() { w.wasRead(gap, pages, began, err) })
	})
}

// wasRead takes note of how a reading went.
func (w *watch) wasRead(gap, pages int, began time.Time, err error) {
	now := w.c.now()
	w.reading, w.lastRead = false, now
	switch {
	case w.leaving || w.c.place.isOver():
		w.end()
		return
	case err != nil:
		w.unread(model.AsProblem(err), now)
		return
	}
	w.c.place.check(began)
	w.failed, w.throttle, w.held = 0, 0, time.Time{}
	w.readAt = now.Add(w.every() * time.Duration(max(pages, 1)))
	if w.socket != nil || w.blocked == 0 {
		w.trouble = nil
	}
	if closes := gap != w.closed; closes {
		w.closed = gap
		w.tell(model.News{Filled: true})
	}
}

// unread takes note of a reading that failed.
func (w *watch) unread(p *model.Problem, now time.Time) {
	switch p.Kind { //nolint:exhaustive // the others have passed by the next reading, as far as can be told
	case model.KindDenied, model.KindInput:
		w.refuse(p)
		return
	case model.KindThrottled:
		w.throttle++
	}
	if w.gaps == w.closed {
		w.gaps++
	}
	w.failed++
	w.trouble = p
	w.readAt = now.Add(w.every())
	w.held = now.Add(pause(w.failed, w.c.jitter()))
}
