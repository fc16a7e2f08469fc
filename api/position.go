package api

import (
	"sync"
	"time"
	"unicode/utf8"

	"attache/model"
)

const (
	// maxContacts bounds the contacts that are remembered: over twice the earlier ones of a chat.
	maxContacts = 256
	// longestID is the service's limit on an Id, in characters.
	longestID = 256
)

// position is how far the transcript is known. Only readings move it: what a socket brings proves
// nothing about what came before, since a socket may lose one item and bring the next.
type position struct {
	mu       sync.Mutex
	last     string // Id of the newest item up to which everything was read
	initial  string // the chat's InitialContactId
	contacts map[string]bool
	stands   standing
	scans    map[string]*scan // by AttachmentId
}

// sweep is one reading from the newest item backward: it proves nothing until it has come to its
// end.
type sweep struct {
	place  *position
	newest string
	scans  []string
}

func (p *position) sweep() *sweep { return &sweep{place: p} }

// note takes down one page.
func (b *sweep) note(answer transcriptAnswer, now time.Time) {
	if b.newest == "" {
		b.newest = newest(answer.Transcript)
	}
	b.scans = append(b.scans, b.place.note(answer, now, "")...)
}

// settle tells that there are no further pages.
func (b *sweep) settle() {
	p := b.place
	p.mu.Lock()
	defer p.mu.Unlock()
	if b.newest != "" {
		p.last = b.newest
	}
	for _, id := range b.scans {
		if s := p.scans[id]; s != nil {
			s.known = true
		}
	}
}

// note takes down one page of the transcript and returns the files on it that are being scanned.
// before is the Id of the item that comes before the page or begins it, when everything up to there
// was read; else it is empty.
func (p *position) note(answer transcriptAnswer, now time.Time, before string) (scanning []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.initial == "" && fits(answer.InitialContactID) {
		p.initial = answer.InitialContactID
	}
	for i, item := range answer.Transcript {
		if fits(item.ContactID) && len(p.contacts) < maxContacts {
			if p.contacts == nil {
				p.contacts = map[string]bool{}
			}
			p.contacts[item.ContactID] = true
		}
		for _, s := range p.take(item, now) {
			s.known = s.known || before != ""
			s.read = now
			// Whether a reading brings the item that it starts from is not documented.
			switch {
			case newest(answer.Transcript[:i]) != "":
				s.from = newest(answer.Transcript[:i])
			case before != "":
				s.from = before
			}
		}
		for _, a := range item.Attachments {
			if p.scans[a.AttachmentID] != nil {
				scanning = append(scanning, a.AttachmentID)
			}
		}
	}
	return scanning
}

// hear takes down an item that a socket brought.
func (p *position) hear(item transcriptItem, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.take(item, now)
}

// take learns from one item and returns the scans of its files. p.mu is held.
func (p *position) take(item transcriptItem, now time.Time) (awaited []*scan) {
	p.stands.note(item)
	for _, a := range item.Attachments {
		s := p.scans[a.AttachmentID]
		switch {
		case model.Status(a.Status) != model.StatusInProgress:
			delete(p.scans, a.AttachmentID)
			continue
		case s == nil && (len(p.scans) >= maxScans || !fits(a.AttachmentID) || !fits(item.ID)):
			continue
		case s == nil:
			s = &scan{from: item.ID, at: isoTime(item.AbsoluteTime), since: now}
			if p.scans == nil {
				p.scans = map[string]*scan{}
			}
			p.scans[a.AttachmentID] = s
		}
		awaited = append(awaited, s)
	}
	return awaited
}

// reach tells that everything up to the end of items was read.
func (p *position) reach(items []transcriptItem) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if id := newest(items); id != "" {
		p.last = id
	}
}

// end is where everything was read up to. It is empty when no item is known.
func (p *position) end() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.last
}

// isOver reports whether the chat has ended.
func (p *position) isOver() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.stands.over()
}

// isMine reports whether an item that a socket brought belongs to this chat, as far as both say.
func (p *position) isMine(item socketItem) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.initial != "" && item.InitialContactID != "":
		return item.InitialContactID == p.initial
	case item.ContactID == "" || p.initial == "" && len(p.contacts) == 0:
		return true
	}
	return item.ContactID == p.initial || p.contacts[item.ContactID]
}

// newest returns the Id of the newest item that has one the service would take back.
func newest(items []transcriptItem) string {
	for i := len(items) - 1; i >= 0; i-- {
		if fits(items[i].ID) {
			return items[i].ID
		}
	}
	return ""
}

func fits(id string) bool {
	return id != "" && utf8.RuneCountInString(id) <= longestID
}
