package api

import (
	"net/url"
	"strings"
	"sync"
	"time"

	"attache/api/wire"
)

// Limiters are the limits of a program with several chats, one of a kind for each endpoint: the quota is that
// of a whole instance. Its methods may be called from any goroutine.
type Limiters struct {
	mu        sync.Mutex
	by        map[string]*limiter
	bandwidth *wire.Bandwidth
}

// transfers returns the bound of all transfers of the program, which the first chat has set.
func (s *Limiters) transfers(perSecond int64) *wire.Bandwidth {
	if s == nil {
		return wire.NewBandwidth(perSecond)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.bandwidth == nil {
		s.bandwidth = wire.NewBandwidth(perSecond)
	}
	return s.bandwidth
}

// calls returns the limiter of an endpoint, whose rate the first chat there has set. A nil Limiters shares none.
func (s *Limiters) calls(endpoint *url.URL, perSecond float64, now func() time.Time) *limiter {
	return s.of("calls", endpoint, func() *limiter { return newLimiter(perSecond, burst, now) })
}

// sends is the same for uploads.
func (s *Limiters) sends(endpoint *url.URL, now func() time.Time) *limiter {
	return s.of("sends", endpoint, func() *limiter { return newLimiter(sendRate, sendBurst, now) })
}

func (s *Limiters) of(kind string, endpoint *url.URL, fresh func() *limiter) *limiter {
	if s == nil {
		return fresh()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	name := kind + " " + endpoint.Scheme + "://" + strings.ToLower(endpoint.Host)
	if s.by == nil {
		s.by = map[string]*limiter{}
	}
	if s.by[name] == nil {
		s.by[name] = fresh()
	}
	return s.by[name]
}
