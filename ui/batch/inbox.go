package batch

import (
	"iter"
	"sync"

	"attache/model"
)

// inbox keeps news until they are read. Putting one in never waits; a chat has few.
type inbox struct {
	mu     sync.Mutex
	more   *sync.Cond
	kept   []model.Update
	closed bool
}

func newInbox() *inbox {
	b := &inbox{}
	b.more = sync.NewCond(&b.mu)
	return b
}

func (b *inbox) put(n model.Update) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.kept = append(b.kept, n)
	b.more.Signal()
}

// close ends all once what was kept has been read.
func (b *inbox) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	b.more.Signal()
}

// all returns the news as they come, for one reader.
func (b *inbox) all() iter.Seq[model.Update] {
	return func(yield func(model.Update) bool) {
		for {
			n, ok := b.next()
			if !ok || !yield(n) {
				return
			}
		}
	}
}

func (b *inbox) next() (model.Update, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for len(b.kept) == 0 && !b.closed {
		b.more.Wait()
	}
	if len(b.kept) == 0 {
		return model.Update{}, false
	}
	n := b.kept[0]
	b.kept = b.kept[1:]
	return n, true
}
