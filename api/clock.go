package api

import (
	"net/http"
	"sync"
	"time"

	"attache/model"
)

// dateStep is the resolution of the Date header.
const dateStep = time.Second

// serverClock learns how far the service's clock is ahead of the local one.
//
// A Date header has whole seconds, so one answer proves only that Date <= the service's time <
// Date+1s at some instant between sending and receiving. The skew therefore lies within
// [Date-received, Date+1s-sent]; every answer narrows it.
type serverClock struct {
	mu     sync.Mutex
	known  bool
	lo, hi time.Duration
	wild   time.Duration // what the last answer showed, where that is beyond belief; else 0
}

// learn takes the Date of an answer to a request that was sent and whose answer was received at
// these local instants. An answer without a Date, or with one that cannot be read, teaches nothing.
func (s *serverClock) learn(date string, sent, received time.Time) {
	at, err := http.ParseTime(date)
	if err != nil {
		return
	}
	lo, hi := at.Sub(received.Round(0)), at.Add(dateStep).Sub(sent.Round(0))
	if hi < lo {
		return // the local clock was set back meanwhile
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.wild = 0; lo > model.MaxSkew || hi < -model.MaxSkew {
		s.wild = lo // one of the clocks is not set, and nobody knows which
		return
	}
	if s.known && lo <= s.hi && hi >= s.lo {
		lo, hi = max(lo, s.lo), min(hi, s.hi)
	}
	// Disjoint: one of the clocks was set. What was learnt before is void.
	s.known, s.lo, s.hi = true, lo, hi
}

// isKnown reports whether an answer has told the service's time.
func (s *serverClock) isKnown() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.known
}

// skew is the service's clock minus the local one: zero as long as nothing proves otherwise, else
// the middle of what is possible.
func (s *serverClock) skew() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.known || s.lo <= 0 && s.hi >= 0 {
		return 0
	}
	return s.lo + (s.hi-s.lo)/2
}

// unbelieved is the skew that the last answer showed, where that is too much to be true; else 0.
func (s *serverClock) unbelieved() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.wild
}
