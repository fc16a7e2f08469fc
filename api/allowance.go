package api

import (
	"time"

	"golang.org/x/time/rate"
)

// How the limiter answers to throttling.
const (
	slowFloor   = 0.5              // calls a second it never goes below, unless told to from the start
	recoverStep = 10 * time.Second // quiet time for each step back
	recoverPart = 4                // a step back is this part of the full rate, or of the quota
	quota       = 8                // calls a second that the service allows unless it was asked for more
)

// burst is how many calls a rest saves up: the service allows 12 at once, to a whole instance.
const burst = 8

// allowance says when the next call may go: up to burst at once after a rest, then so many a second.
// What was saved up is spent only once the service has answered a call, since others may have used up
// the quota meanwhile: then that one call finds out. While the service throttles, and for calls that
// can wait, there is no burst.
type allowance struct {
	base     rate.Limit
	saved    *rate.Limiter // what every call takes from
	even     *rate.Limiter // what the calls that go one by one take from as well
	answered bool          // the service has let a call pass since the last rest
	last     time.Time     // when a call was answered last
	stepped  time.Time     // when the limit was last lowered, or raised back by a step
	lowered  time.Time     // when it was last lowered
	hold     time.Time     // nobody passes before
}

func newAllowance(perSecond float64, burst int) *allowance {
	base := rate.Limit(perSecond)
	return &allowance{base: base, saved: rate.NewLimiter(base, burst), even: rate.NewLimiter(base, 1)}
}

// take lets a call go, or returns how long until one may. evenly is for a call that can wait.
func (a *allowance) take(now time.Time, evenly bool) time.Duration {
	if wait := a.hold.Sub(now); wait > 0 {
		return wait
	}
	saved := a.saved.ReserveN(now, 1)
	wait := saved.DelayFrom(now)
	if evenly || !a.answered || a.isLowered() {
		even := a.even.ReserveN(now, 1)
		if wait = max(wait, even.DelayFrom(now)); wait > 0 {
			even.CancelAt(now)
		}
	}
	if wait > 0 {
		saved.CancelAt(now)
	}
	return wait
}

// rest notices that there was no call for so long that a whole burst was saved up. It is asked while
// no call is on the wire.
func (a *allowance) rest(now time.Time) {
	if full := time.Duration(float64(a.saved.Burst()) / float64(a.base) * float64(time.Second)); now.Sub(a.last) >= full {
		a.answered = false
	}
}

// slow halves the limit, or brings it down to the usual quota, because the service throttled a call sent at the given
// instant, and lets nobody pass for the time that the service asked for. Calls that were on the wire together are
// throttled together: they slow the allowance once.
func (a *allowance) slow(now, sent time.Time, hold time.Duration) {
	if !sent.Before(a.lowered) {
		limit := max(a.even.Limit()/2, min(slowFloor, a.base))
		if a.even.Limit() > quota { // halving alone would be refused over and over on the way there
			limit = quota
		}
		a.set(now, limit)
		a.saved.AllowN(now, int(a.saved.TokensAt(now))) // the service has nothing saved up either
		a.lowered, a.stepped, a.answered = now, now, false
	}
	if until := now.Add(hold); until.After(a.hold) {
		a.hold = until
	}
}

// recover raises a lowered limit by the steps that are due. Nothing has to run for it: it is
// worked out when somebody comes by.
func (a *allowance) recover(now time.Time) {
	if !a.isLowered() {
		return
	}
	steps := int(now.Sub(a.stepped) / recoverStep)
	if steps <= 0 {
		return
	}
	a.stepped = a.stepped.Add(time.Duration(steps) * recoverStep)
	a.set(now, min(a.base, a.even.Limit()+rate.Limit(steps)*min(a.base, quota)/recoverPart))
}

func (a *allowance) set(now time.Time, limit rate.Limit) {
	a.saved.SetLimitAt(now, limit)
	a.even.SetLimitAt(now, limit)
}

func (a *allowance) isLowered() bool { return a.even.Limit() < a.base }
