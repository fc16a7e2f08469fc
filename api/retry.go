package api

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"attache/model"
)

const (
	// maxTries is how often a request is sent at most.
	maxTries = 5
	// quietTries is how often one is sent that nobody waits for, and that comes again by itself. An
	// exchange is then sent once.
	quietTries = 2
)

// Waits between tries.
const (
	backoffBase     = 500 * time.Millisecond
	backoffThrottle = time.Second
	backoffCap      = 20 * time.Second
	// maxWait is the longest wait asked for by the far side that is sat out. Whoever asks for more
	// is taken at its word: the call ends, and the user decides when to come back.
	maxWait = 2 * time.Minute
)

// fault is why one try failed, and what to make of it.
type fault struct {
	problem *model.Problem
	again   bool          // worth another try
	wait    time.Duration // the far side asked for this much time; 0 when it did not
	fresh   bool          // a download: what is there cannot be gone on from; ask at once for all of it
}

// do makes a call to its end: its turn, its tries, and one more round with a new connection token
// when the first is denied and another can be had.
func (c *Client) do(ctx context.Context, k call) error {
	for round := 1; ; round++ {
		g, err := c.grant(ctx, k.quiet, k.report)
		if err != nil {
			return err
		}
		k.bearer = g.token
		p := c.tries(ctx, k)
		if p == nil {
			return nil
		}
		if p.Kind != model.KindDenied || round > 1 || !c.renew(g, k.quiet) {
			return p
		}
	}
}

// tries sends k until it is answered, refused for good, or out of tries.
func (c *Client) tries(ctx context.Context, k call) *model.Problem {
	turn := c.limiter.waiter(k.urgency)
	late := false // once is enough to know that it was not a connection that had died
	for try := 1; ; try++ {
		f := c.try(ctx, k, turn, try)
		if f == nil {
			return nil
		}
		if f.problem.Kind == model.KindTimeout {
			f.again, late = f.again && !late, true
		}
		if k.quiet && (try >= quietTries || f.problem.Kind == model.KindThrottled || k.op.name == opConnect) || !c.pause(ctx, f, try, k.report) {
			return f.problem
		}
		if ctx.Err() != nil {
			return ended(ctx, k.op.name)
		}
	}
}

// try waits for the turn of k and sends it once.
func (c *Client) try(ctx context.Context, k call, turn *waiter, try int) *fault {
	if k.op.shared {
		queued := func() { c.tell(k.report, model.CallState{Stage: model.StageQueued, Try: try}) }
		if err := c.limiter.enter(ctx, turn, queued); err != nil {
			return &fault{problem: ended(ctx, k.op.name)}
		}
	}
	c.tell(k.report, model.CallState{Stage: model.StageAsking, Try: try})
	sent := c.now()
	f := c.send(ctx, k)
	if !k.op.shared {
		return f
	}
	if f != nil && f.problem.Kind == model.KindThrottled {
		c.limiter.slow(sent, min(f.wait, maxWait))
	}
	c.limiter.leave(f == nil)
	return f
}

// pause waits before the next try. It reports false when there is none to be; it returns at once
// when ctx ends.
func (c *Client) pause(ctx context.Context, f *fault, try int, report func(model.CallState)) bool {
	if !f.again || try >= maxTries || f.wait > maxWait || ctx.Err() != nil {
		return false
	}
	wait := max(backoff(try, f.problem.Kind, c.jitter()), f.wait)
	c.tell(report, model.CallState{
		Stage: model.StageRetrying, Until: c.now().Add(wait), Try: try + 1, Cause: f.problem.Kind,
	})
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
	return true
}

// backoff is the wait after the given try, full jitter: anything up to a bound that doubles.
// random is in [0, 1).
func backoff(try int, why model.Kind, random float64) time.Duration {
	base := backoffBase
	if why == model.KindThrottled {
		base = backoffThrottle
	}
	return time.Duration(random * float64(min(base<<(try-1), backoffCap)))
}

// asked returns the wait that the far side asks for: X-Amz-Retry-After in milliseconds, or
// Retry-After in seconds or as a date. It is 0 when there is none that can be read.
func asked(h http.Header, now time.Time) time.Duration {
	if wait, ok := count(h.Get("X-Amz-Retry-After"), time.Millisecond); ok {
		return wait
	}
	value := h.Get("Retry-After")
	if wait, ok := count(value, time.Second); ok {
		return wait
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0
	}
	// The date is on the far side's clock; its own Date says what that clock shows, if it is true.
	if date, err := http.ParseTime(h.Get("Date")); err == nil && at.Sub(date) <= maxWait {
		now = date
	}
	return max(at.Sub(now), 0)
}

// count reads a number of units that is not negative, bounded far below what overflows. One too large
// to be read is as good as the bound.
func count(s string, unit time.Duration) (time.Duration, bool) {
	const most = 1 << 30
	n, err := strconv.ParseUint(strings.TrimSpace(s), 10, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return 0, false
	}
	return unit * time.Duration(min(n, most)), true
}
