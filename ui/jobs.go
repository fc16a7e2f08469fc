package ui

import (
	"slices"
	"sync"
)

// jobs counts commands that must be over before the program may end: they own part files. The
// framework may never run a command it was given, so each counts itself in when it starts.
type jobs struct {
	mu      sync.Mutex
	closed  bool
	running sync.WaitGroup
	late    []saveEnded // what became of those that ended with the screen, which hears of nothing more
}

// begin counts one in. It returns false when the program is ending: then the job must not start.
func (j *jobs) begin() bool {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.closed {
		return false
	}
	j.running.Add(1)
	return true
}

// end counts one out, with what became of it.
func (j *jobs) end(msg saveEnded) {
	j.mu.Lock()
	j.late = append(j.late, msg)
	j.mu.Unlock()
	j.running.Done()
}

// heard forgets what the screen has been told.
func (j *jobs) heard(msg saveEnded) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.late = slices.DeleteFunc(j.late, func(l saveEnded) bool { return l.num == msg.num })
}

// unheard returns what the screen was not told.
func (j *jobs) unheard() []saveEnded {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.Clone(j.late)
}

// over lets no further job begin, and returns a channel that is closed when all have ended.
func (j *jobs) over() <-chan struct{} {
	j.mu.Lock()
	j.closed = true
	j.mu.Unlock()
	done := make(chan struct{})
	go func() { j.running.Wait(); close(done) }()
	return done
}
