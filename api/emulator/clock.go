package emulator

import (
	"sync"
	"time"
)

// maxSpeed keeps a hurried clock within what a duration holds for some years of running.
const maxSpeed = 100

// serviceClock is the clock that tokens, links, sockets and the script go by. It runs beside the
// machine's, and can be moved, stopped and hurried.
type serviceClock struct {
	real func() time.Time

	mu     sync.Mutex
	since  time.Time     // on the real clock: when the readings below were taken
	shown  time.Time     // the service's instant then
	filled time.Duration // what the rate limits had gained by then
	speed  int64         // seconds a second
}

func newClock(now func() time.Time) *serviceClock {
	at := now().Round(0)
	return &serviceClock{real: now, since: at, shown: at, speed: 1}
}

// elapsed is the real time since the readings. Without the monotonic reading, so that a laptop
// which slept finds the service's clock where a real one would be. Callers hold the lock.
func (c *serviceClock) elapsed() time.Duration { return c.real().Round(0).Sub(c.since) }

func (c *serviceClock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.shown.Add(c.elapsed() * time.Duration(c.speed)).UTC()
}

// limits is the instant that the rate limits go by. It is the service's, but does not stand still
// with it: a frozen clock would let nobody in after the first dozen of calls.
func (c *serviceClock) limits() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Unix(0, 0).Add(c.filled + c.elapsed()*time.Duration(max(1, c.speed)))
}

// read takes new readings, from which a change counts. Callers hold the lock.
func (c *serviceClock) read() {
	d := c.elapsed()
	c.since = c.since.Add(d)
	c.shown = c.shown.Add(d * time.Duration(c.speed))
	c.filled += d * time.Duration(max(1, c.speed))
}

func (c *serviceClock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.shown, c.filled = c.shown.Add(d), c.filled+d
}

func (c *serviceClock) setSpeed(n int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.read()
	c.speed = n
}

func (c *serviceClock) pace() int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.speed
}

// until is how long the real clock takes until the service's reaches at; false when it stands
// still.
func (c *serviceClock) until(at time.Time) (time.Duration, bool) {
	speed := time.Duration(c.pace())
	if speed == 0 {
		return 0, false
	}
	left := max(0, at.Sub(c.now()))
	return (left + speed - 1) / speed, true // rounded up: not a moment early
}
