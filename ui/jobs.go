package ui

import "sync"

// jobs counts commands that must be over before the program may end: they own part files. The
// framework may never run a command it was given, so each counts itself in when it starts.
type jobs struct {
	mu      sync.Mutex
	closed  bool
	running sync.WaitGroup
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

func (j *jobs) end() { j.running.Done() }

// over lets no further job begin, and returns a channel that is closed when all have ended.
func (j *jobs) over() <-chan struct{} {
	j.mu.Lock()
	j.closed = true
	j.mu.Unlock()
	done := make(chan struct{})
	go func() { j.running.Wait(); close(done) }()
	return done
}
