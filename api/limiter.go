package api

import (
	"context"
	"sync"
	"time"

	"attache/model"
)

// maxInFlight is how many calls are on the wire at once; what the user asked for goes beyond.
const maxInFlight = 8

// limiter is the one limit over GetAttachment and GetTranscript. The calls of the chat in front pass first,
// then by priority, then by arrival, as its allowance lets them. It runs no goroutine, and no timer while nobody waits.
type limiter struct {
	now func() time.Time

	mu        sync.Mutex
	allowance *allowance
	arrivals  uint64
	queue     []*waiter
	inFlight  int
	timer     *time.Timer
}

// waiter is one call's place in the queue. A call that is tried again keeps its arrival.
type waiter struct {
	seat     *chatShare
	priority model.Priority
	arrival  uint64
	ready    chan struct{} // closed when the call may go
}

func newLimiter(perSecond float64, burst int, now func() time.Time) *limiter {
	return &limiter{now: now, allowance: newAllowance(perSecond, burst)}
}

// chatShare is one chat at a limiter that several may share.
type chatShare struct {
	behind  bool // another chat is looked at; guarded by the limiter
	waiting int  // its calls in the queue, likewise
}

// waiter gives out the next place in the queue.
func (l *limiter) waiter(s *chatShare, u model.Priority) *waiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.arrivals++
	return &waiter{seat: s, priority: u, arrival: l.arrivals}
}

// place tells whether the chat of a seat is the one that is looked at.
func (l *limiter) place(s *chatShare, front bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	s.behind = !front
}

// enter returns when the call may go; leave must follow. queued is called once if there is a wait.
// It fails only with the error of ctx.
func (l *limiter) enter(ctx context.Context, w *waiter, queued func()) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	l.mu.Lock()
	w.ready = make(chan struct{})
	l.queue = append(l.queue, w)
	w.seat.waiting++
	l.pump()
	l.mu.Unlock()
	select {
	case <-w.ready:
		return nil
	default:
		queued()
	}
	select {
	case <-w.ready:
		return nil
	case <-ctx.Done():
		l.giveUp(w)
		return ctx.Err()
	}
}

// giveUp takes w out of the queue, or hands its turn on when it was called at the same moment.
func (l *limiter) giveUp(w *waiter) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.remove(w) {
		l.inFlight--
	}
	l.pump()
}

// leave tells that the call is off the wire, and whether the service has answered it well.
func (l *limiter) leave(well bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.inFlight--
	if well {
		l.allowance.answered, l.allowance.last = true, l.now()
	}
	l.pump()
}

// pump lets pass whoever may, and sets the timer for the next if there is one. l.mu is held.
func (l *limiter) pump() {
	now := l.now()
	l.allowance.recover(now)
	if l.inFlight == 0 {
		l.allowance.rest(now)
	}
	for len(l.queue) > 0 {
		w := l.first()
		if l.inFlight >= maxInFlight && w.priority < model.PriorityAsked {
			return // leave pumps again
		}
		if wait := l.allowance.take(now, w.priority < model.PriorityVisible); wait > 0 {
			l.wakeAfter(wait)
			return
		}
		l.remove(w)
		l.inFlight++
		close(w.ready)
	}
	if l.timer != nil {
		l.timer.Stop()
	}
}

// first returns who is next. l.mu is held and the queue is not empty.
func (l *limiter) first() *waiter {
	best := l.queue[0]
	for _, w := range l.queue[1:] {
		if w.before(best) {
			best = w
		}
	}
	return best
}

// before reports whether a call goes before another one. l.mu is held.
func (w *waiter) before(o *waiter) bool {
	switch {
	case w.seat.behind != o.seat.behind:
		return o.seat.behind
	case w.priority != o.priority:
		return w.priority > o.priority
	}
	return w.arrival < o.arrival
}

// remove reports whether w was in the queue. l.mu is held.
func (l *limiter) remove(w *waiter) bool {
	for i, q := range l.queue {
		if q == w {
			l.queue = append(l.queue[:i], l.queue[i+1:]...)
			w.seat.waiting--
			return true
		}
	}
	return false
}

func (l *limiter) wakeAfter(d time.Duration) {
	if l.timer != nil {
		l.timer.Reset(d)
		return
	}
	l.timer = time.AfterFunc(d, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.pump()
	})
}

// slow tells that the service throttled a call sent at the given instant, and that it wants quiet.
func (l *limiter) slow(sent time.Time, hold time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	l.allowance.recover(now)
	l.allowance.slow(now, sent, hold)
	l.pump()
}

// look returns how many calls of a chat wait, and whether the limit is lowered.
func (l *limiter) look(s *chatShare) (waiting int, slowed bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.allowance.recover(l.now())
	return s.waiting, l.allowance.isLowered()
}
