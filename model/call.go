package model

import (
	"sync/atomic"
	"time"
)

// Priority orders the calls that wait for their turn under the shared limit: the higher goes first.
type Priority int

// The priorities, lowest first.
const (
	PriorityFurther  Priority = iota // further pages of the transcript: what can be seen comes first
	PriorityVisible                  // a row that happens to be on screen
	PrioritySelected                 // the row under the cursor, and the first page of the transcript
	PriorityAsked                    // the user pressed a key for it
)

// Stage is what a call is doing.
type Stage int

// The stages of a call.
const (
	StageQueued   Stage = iota // waits for its turn under the limit
	StageAsking                // is on the wire
	StageRetrying              // waits for Until, then is sent again
	StageFetching              // the bytes of a file come
)

// CallState is a report on one call under way. Its instants are on the local clock.
type CallState struct {
	Stage Stage
	Since time.Time // when this stage began
	Until time.Time // StageRetrying: when the next try starts
	Try   int       // the try under way or, while retrying, the one to come; the first is 1
	Of    int       // the most tries there will be
	Cause Kind      // StageRetrying: why the last try failed

	RequestID string // of the last answer, where there was one
}

// Meter counts the bytes of a transfer. The transfer adds, the screen reads on its tick: nothing is
// sent per block. The zero Meter is ready; both methods may be called from any goroutine.
type Meter struct{ done, total atomic.Int64 }

// Add counts n more bytes; a negative n takes back, when a transfer starts over.
func (m *Meter) Add(n int64) { m.done.Add(n) }

// SetTotal tells the bytes to come in all; 0 means unknown.
func (m *Meter) SetTotal(n int64) { m.total.Store(n) }

// Read returns the bytes so far and in all.
func (m *Meter) Read() (done, total int64) { return max(m.done.Load(), 0), m.total.Load() }

// Connection is what is known about the connection to the service.
type Connection struct {
	Skew       time.Duration // the service's clock minus the local one; 0 when they agree as far as can be told
	TokenEnds  time.Time     // when the connection token ends, on the service's clock; zero when unknown
	Waiting    int           // calls waiting for their turn under the limit
	Calls      int           // requests sent to the service so far, retries included
	LastAnswer time.Duration // how long the last answer took; 0 before the first
	Slowed     bool          // the limit is lowered because the service throttled
}
