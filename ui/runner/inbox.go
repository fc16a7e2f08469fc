package runner

import (
	"sync"

	"attache/model"
	"attache/model/session"
)

// mostAtOnce is how many attachments of a burst are taken at once: a key must not wait for more.
const mostAtOnce = 1000

// inbox carries what running calls report to the one goroutine that uses the runner. Putting into it
// never waits, so a burst of reports costs one turn. Reports on the stage of one call replace each
// other, and so does news that only repeats itself; its size is bounded by the calls under way, the
// pages of a walk and what is said of the attachments of the chat.
type inbox struct {
	mu     sync.Mutex
	events []session.Event
	stages map[int]int // where in events the stage of a call is
	batch  *eventBatch // the last news in events; nil: none is there
	ticked bool
	ready  chan struct{}
}

func newInbox() *inbox { return &inbox{stages: map[int]int{}, ready: make(chan struct{}, 1)} }

func (b *inbox) put(e session.Event) {
	b.mu.Lock()
	b.events = append(b.events, e)
	b.mu.Unlock()
	b.signal()
}

// stage puts in what a call is doing.
func (b *inbox) stage(e session.StageChanged) {
	b.mu.Lock()
	if i, ok := b.stages[e.Num]; ok {
		b.events[i] = e
	} else {
		b.stages[e.Num] = len(b.events)
		b.events = append(b.events, e)
	}
	b.mu.Unlock()
	b.signal()
}

// putUpdate puts in what a watch tells.
func (b *inbox) putUpdate(num int, n model.Update) {
	b.mu.Lock()
	if b.batch == nil || b.batch.num != num {
		b.batch = &eventBatch{num: num}
		b.events = append(b.events, b.batch)
	}
	b.batch.add(n)
	b.mu.Unlock()
	b.signal()
}

// tick puts in that an instant was reached.
func (b *inbox) tick() {
	b.mu.Lock()
	if !b.ticked {
		b.ticked = true
		b.events = append(b.events, session.Tick{})
	}
	b.mu.Unlock()
	b.signal()
}

func (b *inbox) signal() {
	select {
	case b.ready <- struct{}{}:
	default:
	}
}

// take empties the inbox, but for a burst that tells of more than so many attachments, and what came
// after it: those come next. 0 is no limit.
func (b *inbox) take(most int) []session.Event {
	b.mu.Lock()
	defer b.mu.Unlock()
	all := b.events
	b.events, b.stages, b.batch, b.ticked = nil, map[int]int{}, nil, false
	for i, e := range all {
		update, ok := e.(*eventBatch)
		if !ok {
			continue
		}
		rest := update.cut(most)
		if all[i] = update.events(); rest == nil {
			continue
		}
		b.keep(append([]session.Event{rest}, all[i+1:]...))
		b.signal()
		return all[:i+1]
	}
	return all
}

// keep puts back what is to come next.
func (b *inbox) keep(events []session.Event) {
	b.events = events
	for i, e := range events {
		switch e := e.(type) {
		case session.StageChanged:
			b.stages[e.Num] = i
		case *eventBatch:
			b.batch = e
		case session.Tick:
			b.ticked = true
		}
	}
}
