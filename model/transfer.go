package model

import (
	"math"
	"time"
)

// Bounds of a rate.
const (
	// rateWindow is how far a rate looks back: long enough to be steady, short enough to be true.
	rateWindow = 3 * time.Second
	// rateSamples covers the window at four samples a second, with room for early ones.
	rateSamples = 16
	// minSpan is the shortest time a rate is told from.
	minSpan = 200 * time.Millisecond
	// maxLeft bounds a time left that nobody would wait for.
	maxLeft = 99 * time.Hour
)

// Progress is how far a transfer is at one instant.
type Progress struct {
	Done  int64
	Total int64         // 0 when unknown
	Rate  int64         // bytes a second over the last few seconds; 0 when nothing can be said
	Left  time.Duration // until the end at this rate; 0 when nothing can be said
	Still bool          // no byte has come for the last few seconds
}

// Rate is a moving average over the last three seconds of a transfer, from samples taken now and
// then. The zero Rate is ready.
type Rate struct {
	samples [rateSamples]sample
	n       int
}

type sample struct {
	at   time.Time
	done int64
}

// Add notes that done bytes had arrived at an instant, on any one clock. Fewer bytes than before
// mean that the transfer started over, and so does the rate. Samples come at least a twentieth of the window
// apart; others are left out.
func (r *Rate) Add(at time.Time, done int64) {
	if r.n > 0 {
		last := r.samples[r.n-1]
		if done < last.done || at.Before(last.at) {
			r.n = 0
		} else if at.Sub(last.at) < rateWindow/20 {
			return
		}
	}
	drop := 0
	for drop < r.n-1 && at.Sub(r.samples[drop+1].at) >= rateWindow {
		drop++ // one sample at or beyond the window stays, to measure from
	}
	if r.n-drop == rateSamples {
		drop++
	}
	r.n = copy(r.samples[:], r.samples[drop:r.n])
	r.samples[r.n] = sample{at, done}
	r.n++
}

// Speed returns bytes a second at an instant, 0 while there is too little to tell from. A transfer
// that stands still loses speed as time passes.
func (r *Rate) Speed(now time.Time) int64 {
	if r.n < 2 {
		return 0
	}
	first := r.samples[0]
	for _, s := range r.samples[1:r.n] {
		if now.Sub(s.at) < rateWindow {
			break
		}
		first = s
	}
	span := now.Sub(first.at)
	if span < minSpan {
		return 0
	}
	return int64(float64(r.samples[r.n-1].done-first.done) / span.Seconds())
}

// Progress returns where a transfer of total bytes stands with done of them, total 0 if unknown.
func (r *Rate) Progress(now time.Time, done, total int64) Progress {
	p := Progress{Done: done, Total: total, Rate: r.Speed(now)}
	p.Still = p.Rate == 0 && r.n > 1 && now.Sub(r.samples[0].at) >= rateWindow
	if p.Rate > 0 && total > done {
		p.Left = time.Duration(math.Min(float64(total-done)/float64(p.Rate), maxLeft.Seconds()) * float64(time.Second))
	}
	return p
}
