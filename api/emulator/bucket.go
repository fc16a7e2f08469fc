package emulator

import "time"

// bucket is the token bucket that the service limits each operation with, per instance.
type bucket struct {
	rate, burst float64 // calls a second, calls at once
	level       float64
	last        time.Time
}

func newBucket(rate, burst float64) *bucket {
	return &bucket{rate: rate, burst: burst, level: burst}
}

// take reports whether one more call is allowed at the instant now, and counts it if so.
func (b *bucket) take(now time.Time) bool {
	if !b.last.IsZero() && now.After(b.last) {
		b.level = min(b.burst, b.level+now.Sub(b.last).Seconds()*b.rate)
	}
	b.last = now
	if b.level < 1 {
		return false
	}
	b.level--
	return true
}
