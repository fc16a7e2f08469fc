package transcript

import (
	"sync"
	"time"
	"unicode/utf8"

	"attache/api/wire"
	"attache/model"
)

const (
	// maxContacts bounds the contacts that are remembered: over twice the earlier ones of a chat.
	maxContacts = 256
	// maxScanned bounds the files of which it is remembered that their scan has ended.
	maxScanned = 1024
	// longestID is the service's limit on an Id, in characters.
	longestID = 256
)

// Cursor is how far the transcript is known. Only readings move it: what a socket brings proves
// nothing about what came before, since a socket may lose one item and bring the next.
type Cursor struct {
	mu       sync.Mutex
	last     string // Id of the newest item up to which everything was read
	initial  string // the chat's InitialContactId
	contacts map[string]bool
	status   chatStatus
	scans    map[string]*scan // by AttachmentId
	scanned  recent           // files whose scan has ended
	lap      int              // counts readings
	detour   bool             // the last reading was for a scan alone
	pages    int              // how many the last full scan took
}

// note takes down one page of a reading forward. before is the Id of the item that comes before the
// page or begins it, when everything up to there was read; else it is empty.
func (p *Cursor) note(answer Answer, now time.Time, before string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.learn(answer)
	for i, item := range answer.Transcript {
		for _, s := range p.take(item, now) {
			s.known = s.known || before != ""
			s.meet(p.lap, now)
			s.astray = false
			s.startFrom(newest(answer.Transcript[:i]), before)
		}
	}
}

// learn takes down which contacts the chat has. p.mu is held.
func (p *Cursor) learn(answer Answer) {
	if p.initial == "" && fits(answer.InitialContactID) {
		p.initial = answer.InitialContactID
	}
	for _, item := range answer.Transcript {
		if fits(item.ContactID) && len(p.contacts) < maxContacts {
			if p.contacts == nil {
				p.contacts = map[string]bool{}
			}
			p.contacts[item.ContactID] = true
		}
	}
}

// Hear takes down an item that a socket brought.
func (p *Cursor) Hear(item Item, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.take(item, now)
}

// take learns from one item and returns the scans of its files. p.mu is held.
func (p *Cursor) take(item Item, now time.Time) (running []*scan) {
	p.status.note(item)
	for _, a := range item.Attachments {
		s := p.scans[a.AttachmentID]
		switch status := model.Status(a.Status); {
		case status == model.StatusApproved || status == model.StatusRejected:
			p.end(a.AttachmentID)
			continue
		case status != model.StatusInProgress, p.scanned.has[a.AttachmentID]:
			continue // an older item does not start a scan again that has ended
		case s == nil && (len(p.scans) >= maxScans || !fits(a.AttachmentID) || !fits(item.ID)):
			continue
		case s == nil:
			s = &scan{item: item.ID, from: item.ID, at: wire.Time(item.AbsoluteTime), since: now}
			if p.scans == nil {
				p.scans = map[string]*scan{}
			}
			p.scans[a.AttachmentID] = s
		}
		running = append(running, s)
	}
	return running
}

// end notes that a scan has ended. p.mu is held.
func (p *Cursor) end(id string) {
	delete(p.scans, id)
	if fits(id) {
		p.scanned.add(id, maxScanned)
	}
}

// reach tells that everything up to the end of items was read.
func (p *Cursor) reach(items []Item) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if id := newest(items); id != "" {
		p.last = id
	}
}

// at is where everything was read up to. It is empty when no item is known.
func (p *Cursor) at() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.last
}

// IsOver reports whether the chat has ended.
func (p *Cursor) IsOver() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.status.over()
}

// IsMine reports whether an item of a contact that a socket brought belongs to this chat, whose first
// contact is initial, as far as both say.
func (p *Cursor) IsMine(initial, contact string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.initial != "" && initial != "":
		return initial == p.initial
	case contact == "" || p.initial == "" && len(p.contacts) == 0:
		return true
	}
	return contact == p.initial || p.contacts[contact]
}

// newest returns the Id of the newest item that has one the service would take back.
func newest(items []Item) string {
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
