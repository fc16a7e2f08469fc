// Package cache keeps in memory what was fetched of files and what decoders made of it, and lets a decoder
// work until nobody waits for it any more.
package cache

import (
	"container/list"

	"attache/model"
	"attache/ui/preview"
)

// The most that is kept, in bytes. What was fetched is a part of it, and small: it is of use only until
// it is decoded, and where the same file is wanted in another size.
const (
	MaxBytes = 24 << 20
	maxHeads = 8 << 20
)

// key is a file in one size, or what was fetched of it.
type key struct {
	id   string
	box  preview.Box
	head bool
}

// entry is what is kept under a key.
type entry struct {
	key    key
	weight int
	page   preview.Page
	head   model.Head
}

// Cache keeps pages, those longest that were looked at last. The zero Shelf is empty. It is used by one
// goroutine.
type Cache struct {
	entries map[key]*list.Element
	order   list.List // the newest first
	bytes   int
	heads   int // of these, what was fetched
}

// Page returns what a file looks like in a size; nil where that is not known.
func (s *Cache) Page(id string, box preview.Box) *preview.Page {
	for _, k := range []key{{id: id, box: box}, {id: id}} { // what has no picture is the same in every size
		if e := s.get(k); e != nil {
			return &e.page
		}
	}
	return nil
}

// PutPage keeps what a file looks like in a size.
func (s *Cache) PutPage(id string, box preview.Box, p preview.Page) {
	if p.Picture == nil {
		box = preview.Box{}
	}
	s.put(&entry{key: key{id: id, box: box}, weight: p.Weight(), page: p})
}

// Head returns what was fetched of a file, as long as it is kept.
func (s *Cache) Head(id string) (model.Head, bool) {
	if e := s.get(key{id: id, head: true}); e != nil {
		return e.head, true
	}
	return model.Head{}, false
}

// PutHead keeps what was fetched of a file.
func (s *Cache) PutHead(id string, h model.Head) {
	s.put(&entry{key: key{id: id, head: true}, weight: len(h.Data), head: h})
}

// Weight is how many bytes are kept.
func (s *Cache) Weight() int { return s.bytes }

// Clear forgets everything.
func (s *Cache) Clear() { *s = Cache{} }

func (s *Cache) get(k key) *entry {
	at := s.entries[k]
	if at == nil {
		return nil
	}
	s.order.MoveToFront(at)
	return at.Value.(*entry) //nolint:errcheck,forcetypeassert // nothing else is in it
}

// put keeps an entry and gives up as many as it takes, the one that was looked at longest ago first. One
// that is too large by itself is kept alone: it is being looked at.
func (s *Cache) put(e *entry) {
	if s.entries == nil {
		spare()
		s.entries = map[key]*list.Element{}
	}
	if old := s.entries[e.key]; old != nil {
		s.drop(old)
	}
	s.entries[e.key] = s.order.PushFront(e)
	s.count(e, e.weight)
	for at := s.order.Back(); at != s.order.Front() && (s.bytes > MaxBytes || s.heads > maxHeads); {
		older := at.Prev()
		if was := at.Value.(*entry); s.bytes > MaxBytes || was.key.head { //nolint:errcheck,forcetypeassert // likewise
			s.drop(at)
		}
		at = older
	}
}

func (s *Cache) drop(at *list.Element) {
	e := s.order.Remove(at).(*entry) //nolint:errcheck,forcetypeassert // likewise
	delete(s.entries, e.key)
	s.count(e, -e.weight)
}

func (s *Cache) count(e *entry, weight int) {
	s.bytes += weight
	if e.key.head {
		s.heads += weight
	}
}
