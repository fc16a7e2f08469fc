// Package journal keeps what was asked of the emulator, without a secret.
package journal

import (
	"encoding/json"
	"io"
	"sync"
)

// tally is what requests are counted by.
type tally struct{ chat, operation string }

// Journal keeps requests. Its methods may be called from any goroutine.
type Journal struct {
	mu      sync.Mutex
	log     io.Writer // gets each request as a line of JSON once it is answered; nil: none
	number  int
	entries pages
	open    map[int]*Entry // those that are not answered, by their numbers
	counts  map[tally]int
	shared  map[common]*common
}

// New makes a journal that also writes to log, unless that is nil.
func New(log io.Writer) *Journal {
	return &Journal{log: log, open: map[int]*Entry{}, counts: map[tally]int{}, shared: map[common]*common{}}
}

// Begin enters a request before it is answered, so that whoever has an answer finds it here.
func (j *Journal) Begin(e Entry) *Entry {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.number++
	by := tally{e.Chat, e.Operation}
	j.counts[by]++
	e.Number, e.Call = j.number, j.counts[by]
	j.entries.add(kept{number: e.Number})
	j.open[e.Number] = &e
	return &e
}

// share keeps once what many requests have in common. j.mu is held.
func (j *Journal) share(c common) *common {
	const many = 1000
	there, known := j.shared[c]
	if !known {
		if len(j.shared) >= many {
			clear(j.shared)
		}
		c.clone()
		there = &c
		j.shared[c] = there
	}
	return there
}

// Change notes more about a request.
func (j *Journal) Change(e *Entry, with func(*Entry)) {
	j.mu.Lock()
	defer j.mu.Unlock()
	with(e)
}

// End writes a request to the log. It changes no more.
func (j *Journal) End(e *Entry) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.open[e.Number] == e { // else it was forgotten meanwhile
		delete(j.open, e.Number)
		if there := j.entries.of(e.Number); there != nil {
			*there = pack(e, j.share)
		}
	}
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
	var others pages
	j.entries.each(func(k *kept) {
		if e, ok := j.entry(k); ok && chat != "" && e.Chat != chat {
			others.add(*k)
		}
	})
	j.entries = others
	for number, e := range j.open {
		if chat == "" || e.Chat == chat {
			delete(j.open, number)
		}
	}
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
	j.entries.each(func(k *kept) {
		if e, ok := j.entry(k); ok && q.wants(&e) {
			list = append(list, e)
		}
	})
	return list
}

// entry is a request that is kept, as it is now. j.mu is held.
func (j *Journal) entry(k *kept) (Entry, bool) {
	if k.what != nil {
		return k.entry(), true
	}
	e, ok := j.open[k.number]
	if !ok {
		return Entry{}, false
	}
	return *e, true
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
	return len(list), total == j.entries.len() || len(j.entries) > 0 && j.entries[0][0].number <= q.After+1
}
