// Package clock holds the time that a chat goes by.
package clock

import (
	"context"
	"sync"
	"time"
)

// MaxSpeed keeps a hurried clock within what a duration holds for some years of running.
const MaxSpeed = 100

// Clock is what tokens, links, sockets and the script go by. It runs beside the
// machine's, and can be moved, stopped and hurried.
type Clock struct {
	real  func() time.Time
	asked bool // it began with an instant of its own

	mu     sync.Mutex
	began  time.Time     // the service's instant at the beginning
	since  time.Time     // on the real clock: when the readings below were taken
	shown  time.Time     // the service's instant then
	filled time.Duration // what the rate limits had gained by then
	speed  int64         // seconds a second
	first  int64         // those at the beginning
}

// From starts a clock that shows an instant now; a zero one is the machine's.
func From(now func() time.Time, shown time.Time) *Clock {
	at := now().Round(0)
	asked := !shown.IsZero()
	if !asked {
		shown = at
	}
	return &Clock{real: now, asked: asked, began: shown.UTC(), since: at, shown: shown, speed: 1, first: 1}
}

// Copy starts another clock that shows the same, and runs as fast.
func (c *Clock) Copy() *Clock {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.read()
	return &Clock{real: c.real, asked: c.asked, began: c.shown.UTC(), since: c.since, shown: c.shown, filled: c.filled, speed: c.speed, first: c.speed}
}

// Began is the instant that the clock showed first.
func (c *Clock) Began() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.began
}

// elapsed is the real time since the readings. Without the monotonic reading, so that a laptop
// which slept finds the service's clock where a real one would be. Callers hold the lock.
func (c *Clock) elapsed() time.Duration { return c.real().Round(0).Sub(c.since) }

// Now is the instant that the clock shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.shown.Add(c.elapsed() * time.Duration(c.speed)).UTC()
}

// Limits is the instant that the rate limits go by. It is the service's, but does not stand still
// with it: a frozen clock would let nobody in after the first dozen of calls.
func (c *Clock) Limits() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Unix(0, 0).Add(c.filled + c.elapsed()*time.Duration(max(1, c.speed)))
}

// read takes new readings, from which a change counts. Callers hold the lock.
func (c *Clock) read() {
	d := c.elapsed()
	c.since = c.since.Add(d)
	c.shown = c.shown.Add(d * time.Duration(c.speed))
	c.filled += d * time.Duration(max(1, c.speed))
}

// Advance moves the clock by d, back when d is negative.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.shown, c.filled = c.shown.Add(d), c.filled+d
}

// Show makes the clock show an instant. No duration holds the way to a far one.
func (c *Clock) Show(at time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.read()
	c.filled += at.Sub(c.shown)
	c.shown = at
}

// Begin makes the clock run n seconds in a second from its beginning on: one that is to stand still has not run before.
func (c *Clock) Begin(n int64) {
	c.mu.Lock()
	c.first = n
	c.mu.Unlock()
	c.Reset()
}

// Reset shows again what the clock began with, or the machine's time where nothing else was asked for.
func (c *Clock) Reset() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.read()
	if !c.asked {
		c.began = c.since.UTC()
	}
	c.shown, c.speed = c.began, c.first
}

// SetSpeed makes the clock run n seconds in a second; 0 stops it.
func (c *Clock) SetSpeed(n int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.read()
	c.speed = n
}

// Speed is how many seconds pass in a second.
func (c *Clock) Speed() int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.speed
}

// Until is how long the real clock takes until the service's reaches at; false when it stands
// still.
func (c *Clock) Until(at time.Time) (time.Duration, bool) {
	speed := time.Duration(c.Speed())
	if speed == 0 {
		return 0, false
	}
	left := max(0, at.Sub(c.Now()))
	return (left + speed - 1) / speed, true // rounded up: not a moment early
}

// Pause waits for d; false when ctx ended first.
func Pause(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}
