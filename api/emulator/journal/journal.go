// Package journal keeps what was asked of the emulator, without a secret.
package journal

import (
	"encoding/json"
	"io"
	"slices"
	"strings"
	"sync"
	"time"
)

// most is how many requests are kept; older ones are counted and no longer listed.
const most = 20_000

// Entry is one request. It holds no token, no query and no body.
type Entry struct {
	Number       int       `json:"number"` // counts every request
	At           time.Time `json:"at"`     // on the chat's clock
	Chat         string    `json:"chat"`
	Operation    string    `json:"operation"`
	Call         int       `json:"call"` // counts the requests of the operation in the chat
	AttachmentID string    `json:"attachment_id,omitempty"`
	Method       string    `json:"method"`
	Path         string    `json:"path"`
	Status       int       `json:"status"` // 0 until the answer begins, and when the connection was hung up
	Error        string    `json:"error,omitempty"`
	RequestID    string    `json:"request_id,omitempty"`
	Fault        string    `json:"fault,omitempty"` // that was aimed at this call
	Bytes        int64     `json:"bytes"`           // of the answer's body
	UserAgent    string    `json:"user_agent,omitempty"`
}

// tally is what requests are counted by.
type tally struct{ chat, operation string }

// Journal keeps requests. Its methods may be called from any goroutine.
type Journal struct {
	mu      sync.Mutex
	log     io.Writer // gets each request as a line of JSON once it is answered; nil: none
	number  int
	entries []*Entry // oldest first
	counts  map[tally]int
	texts   map[string]string // those that many requests share, kept once
}

// New makes a journal that also writes to log, unless that is nil.
func New(log io.Writer) *Journal {
	return &Journal{log: log, counts: map[tally]int{}, texts: map[string]string{}}
}

// Begin enters a request before it is answered, so that whoever has an answer finds it here.
func (j *Journal) Begin(e Entry) *Entry {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.number++
	by := tally{e.Chat, e.Operation}
	j.counts[by]++
	e.Number, e.Call = j.number, j.counts[by]
	j.share(&e.Chat, &e.Operation, &e.AttachmentID, &e.Method, &e.Path, &e.UserAgent)
	if len(j.entries) >= most {
		j.entries = slices.Delete(j.entries, 0, most/10)
	}
	j.entries = append(j.entries, &e)
	return &e
}

// share takes the place of texts that are parts of a request, all of which they would keep. j.mu is held.
func (j *Journal) share(texts ...*string) {
	const many = 1000
	for _, text := range texts {
		kept, known := j.texts[*text]
		if !known {
			if len(j.texts) >= many {
				clear(j.texts)
			}
			kept = strings.Clone(*text)
			j.texts[kept] = kept
		}
		*text = kept
	}
}

// Change notes more about a request.
func (j *Journal) Change(e *Entry, with func(*Entry)) {
	j.mu.Lock()
	defer j.mu.Unlock()
	with(e)
}

// End writes a request to the log.
func (j *Journal) End(e *Entry) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.log == nil {
		return
	}
	line, err := json.Marshal(e)
	if err == nil {
		_, _ = j.log.Write(append(line, '\n')) // a full disk must not stop the chat
	}
}

// Forget drops the requests of a chat and their counts, or all with "".
func (j *Journal) Forget(chat string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.entries = slices.DeleteFunc(j.entries, func(e *Entry) bool { return chat == "" || e.Chat == chat })
	for by := range j.counts {
		if chat == "" || by.chat == chat {
			delete(j.counts, by)
		}
	}
}

// Restart forgets every request, and counts from the beginning.
func (j *Journal) Restart() {
	j.Forget("")
	j.mu.Lock()
	defer j.mu.Unlock()
	j.number = 0
}

// Query chooses requests; what is empty chooses all.
type Query struct {
	Chat, Operation, AttachmentID string
	Status                        int
	After                         int // a Number
}

func (q Query) wants(e *Entry) bool {
	return (q.Chat == "" || q.Chat == e.Chat) && (q.Operation == "" || q.Operation == e.Operation) &&
		(q.AttachmentID == "" || q.AttachmentID == e.AttachmentID) && (q.Status == 0 || q.Status == e.Status) && e.Number > q.After
}

// List returns the requests that are kept, oldest first.
func (j *Journal) List(q Query) []Entry {
	j.mu.Lock()
	defer j.mu.Unlock()
	list := []Entry{}
	for _, e := range j.entries {
		if q.wants(e) {
			list = append(list, *e)
		}
	}
	return list
}

// Counts returns how many requests each operation had, those that are no longer kept included.
func (j *Journal) Counts(chat string) map[string]int {
	j.mu.Lock()
	defer j.mu.Unlock()
	counts := map[string]int{}
	for by, n := range j.counts {
		if chat == "" || chat == by.chat {
			counts[by.operation] += n
		}
	}
	return counts
}

// Count returns how many requests q chooses, and whether that is sure: of requests that are no longer kept,
// nothing but their chat and operation is known.
func (j *Journal) Count(q Query) (n int, sure bool) {
	if q.AttachmentID == "" && q.Status == 0 && q.After == 0 {
		for operation, count := range j.Counts(q.Chat) {
			if q.Operation == "" || q.Operation == operation {
				n += count
			}
		}
		return n, true
	}
	list := j.List(q)
	j.mu.Lock()
	defer j.mu.Unlock()
	total := 0
	for _, count := range j.counts {
		total += count
	}
	return len(list), total == len(j.entries) || len(j.entries) > 0 && j.entries[0].Number <= q.After+1
}
