package wire

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"attache/model"
)

// Waits between tries.
const (
	backoffBase     = 500 * time.Millisecond
	backoffThrottle = time.Second
	backoffCap      = 20 * time.Second
	// maxWait is the longest wait asked for by the far side that is sat out. Whoever asks for more
	// is taken at its word: the call ends, and the user decides when to come back.
	MaxWait = 2 * time.Minute
)

// Pause waits before the next try. It reports false when there is none to be; it returns at once
// when ctx ends.
func (c *Caller) Pause(ctx context.Context, f *Fault, try int, report func(model.CallState)) bool {
	if !f.Again || try >= maxTries || f.Wait > MaxWait || ctx.Err() != nil {
		return false
	}
	wait := max(backoff(try, f.Problem.Kind, c.Jitter()), f.Wait)
	c.Tell(report, model.CallState{
		Stage: model.StageRetrying, Until: c.Now().Add(wait), Try: try + 1, Cause: f.Problem.Kind,
		RequestID: f.Problem.RequestID,
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

// RetryAfter returns the wait that the far side asks for: X-Amz-Retry-After in milliseconds, or
// Retry-After in seconds or as a date. It is 0 when there is none that can be read.
func RetryAfter(h http.Header, now time.Time) time.Duration {
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
	if date, err := http.ParseTime(h.Get("Date")); err == nil && at.Sub(date) <= MaxWait {
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
