package transcript

import "time"

// fullScan is one reading from the newest item backward: it proves nothing until it has come to its
// end, or to what was known before.
type fullScan struct {
	cur    *Cursor
	until  string // Id of an item up to which everything is known already; may be empty
	newest string
	scans  map[string]*scan // met on the way
	first  []*scan          // those at the beginning of the page before: what precedes them comes next
	joined bool             // until was met
	pages  int
}

func (p *Cursor) fullScan(until string) *fullScan {
	return &fullScan{cur: p, until: until, scans: map[string]*scan{}}
}

// note takes down one page.
func (f *fullScan) note(answer Answer, now time.Time) {
	p := f.cur
	p.mu.Lock()
	defer p.mu.Unlock()
	p.learn(answer)
	f.pages++
	if id := newest(answer.Transcript); id != "" {
		if f.newest == "" {
			f.newest = id
		}
		for _, s := range f.first {
			s.startFrom(id, "")
		}
		f.first = nil
	}
	for i, item := range answer.Transcript {
		f.joined = f.joined || f.until != "" && item.ID == f.until
		for _, s := range p.take(item, now) {
			s.meet(p.lap, now)
			if before := newest(answer.Transcript[:i]); before != "" {
				s.startFrom(before, "")
			} else {
				f.first = append(f.first, s)
			}
		}
		for _, a := range item.Attachments {
			if s := p.scans[a.AttachmentID]; s != nil {
				f.scans[a.AttachmentID] = s
			}
		}
	}
}

// settle tells that everything was read up to the newest item that was met. whole tells that it was
// read from the first item on: then a scan that was not met is of a file that is no longer there.
func (f *fullScan) settle(whole bool) {
	p := f.cur
	p.mu.Lock()
	defer p.mu.Unlock()
	if f.newest != "" {
		p.last = f.newest
	}
	if whole {
		p.pages = f.pages
	}
	for id, s := range p.scans {
		switch {
		case f.scans[id] != nil:
			s.known = true
		case whole && s.known:
			delete(p.scans, id)
		}
	}
}
