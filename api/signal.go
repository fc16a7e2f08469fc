package api

import (
	"sync"

	"attache/api/live"
)

// signal wakes whoever waits. The zero signal is ready.
type signal struct {
	mu   sync.Mutex
	next chan struct{}
}

// wait returns a channel that is closed at the next fire.
func (s *signal) wait() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.next == nil {
		s.next = make(chan struct{})
	}
	return s.next
}

func (s *signal) fire() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.next != nil {
		close(s.next)
		s.next = nil
	}
}

// attention is whether somebody looks at the chat. Until told otherwise, somebody does.
type attention struct {
	signal

	mu     sync.Mutex
	away   bool
	came   bool // somebody looks who did not, since take
	called bool // somebody said to be looking, since take
}

// Attend tells whether somebody is looking.
func (c *Client) Attend(looking bool) {
	a := &c.attention
	a.mu.Lock()
	a.came = looking && (a.came || a.away)
	a.called = a.called || looking
	a.away = !looking
	a.mu.Unlock()
	a.fire()
}

// take returns whether somebody looks, and what was said since it was last asked.
func (a *attention) take() live.Attention {
	a.mu.Lock()
	defer a.mu.Unlock()
	was := live.Attention{Looking: !a.away, Came: a.came, Called: a.called}
	a.came, a.called = false, false
	return was
}
