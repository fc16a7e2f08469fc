package api

import (
	"context"
	"time"

	"attache/model"
)

const (
	// reopenCap is the longest wait before a socket is opened again.
	reopenCap = 30 * time.Second
	// reopenLeast is the shortest time between two openings, however often somebody comes.
	reopenLeast = time.Second
	// steadyTime is how long a socket must have lived for its loss to be the first again. Shorter
	// ones count as one trouble, so that a gateway that drops each of them is not asked in a loop.
	steadyTime = reopenCap
	// maxBlocked is how many sockets in a row may fail to open while the service itself answers,
	// until the transcript is read instead: some proxies let no socket through.
	maxBlocked = 3
	// blockedTime is the wait before the next socket then.
	blockedTime = 5 * time.Minute
)

// line is the part of a watch that keeps a socket open.
type line struct {
	socket  *socket   // the one that is listened to; nil when there is none
	opening bool      // another one is being opened
	openAt  time.Time // when the next one is
	lastTry time.Time // when the last one was begun
	try     int       // the opening to come since a steady socket was lost; 0 for the first of all
	blocked int       // sockets that failed to open in a row while the service answered
}

// polls reports whether the transcript is read because no socket can be had.
func (w *watch) polls() bool {
	return w.socket == nil && (w.blocked >= maxBlocked || !w.c.tokens.canExchange())
}

// pause is the wait before the given try, full jitter. random is in [0, 1).
func pause(try int, random float64) time.Duration {
	const most = 5 // doublings: more do not count
	return time.Duration(random * float64(min(time.Second<<min(try-1, most), reopenCap)))
}

// openDue is when the next socket is opened: after the loss of one, or before the end of it.
func (w *watch) openDue() time.Time {
	if w.opening || w.renewing || w.leaving || !w.c.tokens.canExchange() {
		return time.Time{}
	}
	return w.openAt
}

// call opens the next socket at once if there is none, and makes sure of the one that is there:
// somebody came.
func (w *watch) call(now time.Time) {
	if w.socket != nil {
		w.socket.nudge()
		return
	}
	if soon := later(now, w.lastTry.Add(reopenLeast)); soon.Before(w.openAt) {
		w.openAt = soon
	}
}

// open begins to open a socket.
func (w *watch) open(ctx context.Context) {
	w.opening, w.lastTry = true, w.c.now()
	w.start(func() {
		s, p := w.c.openSocket(ctx)
		if p == nil {
			p = s.run(ctx,
				func() { w.post(ctx, func() { w.opened(ctx, s) }) },
				func(item socketItem) { w.post(ctx, func() { w.hear(ctx, item) }) })
		}
		w.post(ctx, func() { w.lost(s, p) })
	})
}

// opened puts a socket that is subscribed in the place of the one before, which is closed only
// afterwards: nothing is missed between.
func (w *watch) opened(ctx context.Context, s *socket) {
	if w.resting {
		s.drop()
		return
	}
	before := w.socket
	w.socket, w.opening, w.blocked = s, false, 0
	w.openAt = s.renewAt
	s.opened = w.c.now()
	if before == nil {
		w.trouble = nil
		w.miss()
		return
	}
	w.start(func() { before.leave(ctx) })
}

// hear takes in an item that a socket brought.
func (w *watch) hear(ctx context.Context, item socketItem) {
	if w.done || !w.c.place.isMine(item) {
		return
	}
	w.c.place.hear(item.transcriptItem, w.c.now())
	w.bring(item.attachments())
	if !w.c.place.isOver() {
		return
	}
	// What was missed before the end is read first: nothing will be after it.
	w.leaving = true
	switch {
	case w.reading:
	case w.gaps != w.closed:
		w.read(ctx)
	default:
		w.end()
	}
}

// lost takes note that a socket is gone, or was never opened, which s being another than the one
// listened to tells.
func (w *watch) lost(s *socket, p *model.Problem) {
	now := w.c.now()
	switch {
	case w.done, p.Kind == model.KindCancelled:
		return
	case s != nil && !s.opened.IsZero() && s != w.socket: // another one has taken over
		if !s.left.Load() && !w.resting {
			w.miss() // what was on its way is lost
		}
		return
	case s != nil && s == w.socket:
		w.socket = nil
		w.miss()
		if now.Sub(s.opened) >= steadyTime {
			w.try = 0
		}
		if w.opening {
			w.try, w.trouble = w.try+1, p
			return // the next one is on its way
		}
	default:
		w.opening = false
		if p.Op == opConnect && p.Kind == model.KindDenied {
			w.refuse(p)
			return
		}
		if p.Op == opSocket {
			w.blocked++
		}
	}
	w.again(p, now)
}

// again sets the time for the next socket.
func (w *watch) again(p *model.Problem, now time.Time) {
	w.try++
	w.openAt = now.Add(pause(w.try, w.c.jitter()))
	if w.socket != nil {
		return // there is time: the one that is there still lives
	}
	w.trouble = p
	if w.blocked < maxBlocked {
		return
	}
	w.openAt = now.Add(blockedTime)
	if w.blocked == maxBlocked {
		w.miss()
	}
}

// hangUp gives the socket up without a word.
func (w *watch) hangUp() {
	if w.socket != nil {
		w.socket.drop()
		w.socket = nil
	}
}
