package service

import "time"

// quota is the token bucket that the service limits each operation with, per instance.
type quota struct {
	rate, burst float64 // calls a second, calls at once
	level       float64
	last        time.Time
}

func newQuota(rate, burst float64) *quota {
	return &quota{rate: rate, burst: burst, level: burst}
}

// take reports whether one more call is allowed at the instant now, and counts it if so.
func (q *quota) take(now time.Time) bool {
	if !q.last.IsZero() && now.After(q.last) {
		q.level = min(q.burst, q.level+now.Sub(q.last).Seconds()*q.rate)
	}
	q.last = now
	if q.level < 1 {
		return false
	}
	q.level--
	return true
}
