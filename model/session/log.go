package session

import (
	"time"

	"attache/model"
)

// logLength bounds the log.
const logLength = 1000

// LogEntry is something that happened: a notice, or a call that has ended. It holds no token and no
// link.
type LogEntry struct {
	At     time.Time // on the local clock
	Notice *Notice
	Call   *Call
}

// Call is a call that has ended.
type Call struct {
	Op        string // in the service's words; "save" for a download
	ID        string // of the attachment; empty: the transcript
	Began     time.Time
	Took      time.Duration
	Tries     int
	RequestID string
	Problem   *model.Problem // why it failed; nil when it did not
}

// record keeps the newest entries.
type record struct {
	entries []LogEntry // once full, a ring
	next    int        // where the oldest is
	total   int        // ever added
}

func (r *record) add(e LogEntry) {
	r.total++
	if len(r.entries) < logLength {
		r.entries = append(r.entries, e)
		return
	}
	r.entries[r.next] = e
	r.next = (r.next + 1) % logLength
}

// LogSince returns what has happened since so many entries were logged, as far as it is kept, and how
// many there are now.
func (r *record) LogSince(n int) (entries []LogEntry, total int) {
	fresh := min(r.total-n, len(r.entries))
	for i := len(r.entries) - fresh; i < len(r.entries); i++ {
		entries = append(entries, r.entries[(r.next+i)%len(r.entries)])
	}
	return entries, r.total
}
