package api

import "time"

const (
	// scanTime is how long the service lets a scanner take.
	scanTime = time.Minute
	// scanPatience is how long a scan is read for again that does not end.
	scanPatience = 10 * time.Minute
	// maxScans bounds the scans that are remembered: seven times the attachments of a chat.
	maxScans = 256
)

// scan is one file whose result is awaited.
type scan struct {
	from    string    // Id of the item to read from: the one before that which brought the file, if it is known
	at      time.Time // of the item that brought it
	since   time.Time // when it was first seen here
	read    time.Time // when a reading last came by
	known   bool      // its item is not newer than last
	checked bool      // it was read for again when the scanner's time was up
}

// awaited is where a reading starts that is to see what became of the files being scanned: at the
// one that was longest not read, and the oldest of those. It is empty when there is none.
func (p *position) awaited(now time.Time) (from string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var pick *scan
	for _, s := range p.scans {
		switch {
		case !s.known || now.Sub(s.since) > scanPatience:
		case pick == nil, s.read.Before(pick.read), s.read.Equal(pick.read) && s.at.Before(pick.at):
			pick = s
		}
	}
	if pick == nil {
		return ""
	}
	pick.read = now
	return pick.from
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
