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

// logCall notes a call that has ended.
func (c *core) logCall(op, id string, began time.Time, state model.CallState, p *model.Problem) {
	call := Call{Op: op, ID: id, Began: began, Took: c.now.Sub(began), Tries: max(state.Try, 1), RequestID: state.RequestID, Problem: p}
	if p != nil && p.RequestID != "" {
		call.RequestID = p.RequestID
	}
	c.log.add(LogEntry{At: c.now, Call: &call})
}

// Log returns what has happened, the oldest first.
func (s *Session) Log() []LogEntry {
	l := &s.log
	return append(append(make([]LogEntry, 0, len(l.entries)), l.entries[l.next:]...), l.entries[:l.next]...)
}

// LogSince returns what has happened since so many entries were logged, as far as it is kept, and how
// many there are now.
func (s *Session) LogSince(n int) (entries []LogEntry, total int) {
	l := &s.log
	fresh := min(l.total-n, len(l.entries))
	for i := len(l.entries) - fresh; i < len(l.entries); i++ {
		entries = append(entries, l.entries[(l.next+i)%len(l.entries)])
	}
	return entries, l.total
}
