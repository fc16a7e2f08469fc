package api

import (
	"sync"
	"time"
	"unicode/utf8"

	"attache/model"
)

const (
	// scanTime is how long the service lets a scanner take.
	scanTime = time.Minute
	// scanPatience is how long a scan is read for again that does not end.
	scanPatience = 10 * time.Minute
	// maxScans bounds the scans that are remembered: seven times the attachments of a chat.
	maxScans = 256
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
	plain    bool             // the next reading starts at last, whatever is being scanned
}

// scan is one file whose result is awaited.
type scan struct {
	from    string    // Id of the item to read from: the one before that which brought the file, if it is known
	at      time.Time // of the item that brought it
	since   time.Time // when it was first seen here
	read    time.Time // when a reading last came by
	known   bool      // its item is not newer than last
	checked bool      // it was read for again when the scanner's time was up
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
	b.scans = append(b.scans, b.place.note(answer, now, false)...)
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
// known tells that everything up to the page was read.
func (p *position) note(answer transcriptAnswer, now time.Time, known bool) (scanning []string) {
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
			s.known = s.known || known
			s.read = now
			// Whether a reading brings the item that it starts from is not documented.
			if before := newest(answer.Transcript[:i]); before != "" {
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

// start is where the next reading starts: at the item of a file that is being scanned, the one
// that was longest not read, and the oldest of those; else at the last item. It is empty when no
// item is known.
func (p *position) start(now time.Time) (from string, rescan bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var pick *scan
	for _, s := range p.scans {
		switch {
		case p.plain || !s.known || now.Sub(s.since) > scanPatience:
		case pick == nil, s.read.Before(pick.read), s.read.Equal(pick.read) && s.at.Before(pick.at):
			pick = s
		}
	}
	p.plain = false
	if pick == nil {
		return p.last, false
	}
	pick.read = now
	return pick.from, true
}

// skip makes the next reading start at the last item.
func (p *position) skip() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.plain = true
}

// forget drops what is known of an item that the service does not know.
func (p *position) forget(item string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for id, s := range p.scans {
		if s.from == item {
			delete(p.scans, id)
		}
	}
}

// overdue returns when the next scan outlasts the scanner's time, for a watch that hears of
// results by itself: each is read for again once. It is zero when there is none.
func (p *position) overdue() (at time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, s := range p.scans {
		if end := s.since.Add(scanTime); !s.checked && (at.IsZero() || end.Before(at)) {
			at = end
		}
	}
	return at
}

// check tells that a reading that began at the given instant has ended well: whichever scans it
// came by after the scanner's time was up were read for again. So were those that it should have
// met and did not.
func (p *position) check(began time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, s := range p.scans {
		met := !s.known || !s.read.Before(began)
		s.checked = s.checked || met && began.Sub(s.since) >= scanTime
	}
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
