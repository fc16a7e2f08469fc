package api

import (
	"context"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"attache/model"
)

// How the gate answers to throttling.
const (
	slowFloor   = 0.5              // calls a second it never goes below, unless told to from the start
	recoverStep = 10 * time.Second // quiet time for each step back
	recoverPart = 4                // a step back is this part of the full rate
	maxInFlight = 8                // calls on the wire at once; what the user asked for goes beyond
)

// gate is the one limit over GetAttachment and GetTranscript. Calls pass by urgency, then by
// arrival. It has no burst: N a second means that in every second. It runs no goroutine, and no
// timer while nobody waits.
type gate struct {
	now  func() time.Time
	base rate.Limit

	mu       sync.Mutex
	limiter  *rate.Limiter
	stepped  time.Time // when the limit was last lowered, or raised back by a step
	lowered  time.Time // when it was last lowered
	hold     time.Time // nobody passes before
	arrivals uint64
	queue    []*ticket
	inFlight int
	timer    *time.Timer
}

// ticket is one call's place in the queue. A call that is tried again keeps its arrival.
type ticket struct {
	urgency model.Urgency
	arrival uint64
	ready   chan struct{} // closed when the call may go
}

func newGate(perSecond float64, now func() time.Time) *gate {
	base := rate.Limit(perSecond)
	return &gate{now: now, base: base, limiter: rate.NewLimiter(base, 1)}
}

// ticket gives out the next place in the queue.
func (g *gate) ticket(u model.Urgency) *ticket {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.arrivals++
	return &ticket{urgency: u, arrival: g.arrivals}
}

// enter returns when the call may go; leave must follow. queued is called once if there is a wait.
// It fails only with the error of ctx.
func (g *gate) enter(ctx context.Context, t *ticket, queued func()) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	g.mu.Lock()
	t.ready = make(chan struct{})
	g.queue = append(g.queue, t)
	g.pump()
	g.mu.Unlock()
	select {
	case <-t.ready:
		return nil
	default:
		queued()
	}
	select {
	case <-t.ready:
		return nil
	case <-ctx.Done():
		g.giveUp(t)
		return ctx.Err()
	}
}

// giveUp takes t out of the queue, or hands its turn on when it was called at the same moment.
func (g *gate) giveUp(t *ticket) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.remove(t) {
		g.inFlight--
	}
	g.pump()
}

// leave tells that the call is off the wire.
func (g *gate) leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.inFlight--
	g.pump()
}

// pump lets pass whoever may, and sets the timer for the next if there is one. g.mu is held.
func (g *gate) pump() {
	now := g.now()
	g.recover(now)
	for len(g.queue) > 0 {
		t := g.first()
		if g.inFlight >= maxInFlight && t.urgency < model.UrgencyAsked {
			return // leave pumps again
		}
		if wait := g.wait(now); wait > 0 {
			g.wakeAfter(wait)
			return
		}
		g.remove(t)
		g.inFlight++
		close(t.ready)
	}
	if g.timer != nil {
		g.timer.Stop()
	}
}

// wait takes a token from the limiter, or returns how long until there is one. g.mu is held.
func (g *gate) wait(now time.Time) time.Duration {
	if wait := g.hold.Sub(now); wait > 0 {
		return wait
	}
	r := g.limiter.ReserveN(now, 1)
	wait := r.DelayFrom(now)
	if wait > 0 {
		r.CancelAt(now)
	}
	return wait
}

// first returns who is next. g.mu is held and the queue is not empty.
func (g *gate) first() *ticket {
	best := g.queue[0]
	for _, t := range g.queue[1:] {
		if t.urgency > best.urgency || t.urgency == best.urgency && t.arrival < best.arrival {
			best = t
		}
	}
	return best
}

// remove reports whether t was in the queue. g.mu is held.
func (g *gate) remove(t *ticket) bool {
	for i, q := range g.queue {
		if q == t {
			g.queue = append(g.queue[:i], g.queue[i+1:]...)
			return true
		}
	}
	return false
}

func (g *gate) wakeAfter(d time.Duration) {
	if g.timer != nil {
		g.timer.Reset(d)
		return
	}
	g.timer = time.AfterFunc(d, func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.pump()
	})
}

// slow halves the limit, because the service throttled a call sent at the given instant, and lets
// nobody pass for the time that the service asked for. Calls that were on the wire together are
// throttled together: they slow the gate once.
func (g *gate) slow(sent time.Time, hold time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.now()
	g.recover(now)
	if !sent.Before(g.lowered) {
		half := max(g.limiter.Limit()/2, min(slowFloor, g.base))
		g.limiter.SetLimitAt(now, half)
		g.lowered, g.stepped = now, now
	}
	if until := now.Add(hold); until.After(g.hold) {
		g.hold = until
	}
	g.pump()
}

// recover raises a lowered limit by the steps that are due. Nothing has to run for it: it is
// worked out when somebody comes by. g.mu is held.
func (g *gate) recover(now time.Time) {
	limit := g.limiter.Limit()
	if limit >= g.base {
		return
	}
	steps := int(now.Sub(g.stepped) / recoverStep)
	if steps <= 0 {
		return
	}
	g.stepped = g.stepped.Add(time.Duration(steps) * recoverStep)
	g.limiter.SetLimitAt(now, min(g.base, limit+rate.Limit(steps)*g.base/recoverPart))
}

// look returns how many calls wait, and whether the limit is lowered.
func (g *gate) look() (waiting int, slowed bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.recover(g.now())
	return len(g.queue), g.limiter.Limit() < g.base
}
