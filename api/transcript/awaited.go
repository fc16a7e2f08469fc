package transcript

import "time"

// begin counts a reading.
func (p *Cursor) begin() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.lap++
}

// isTurn reports whether a reading is for a scan now: not twice in a row where that leaves out what
// came since.
func (p *Cursor) isTurn() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	turn := !p.detour
	p.detour = false
	return turn
}

// leaveOut notes that a reading for a scan has left out what came since.
func (p *Cursor) leaveOut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.detour = true
}

// nextScan returns where to read from to see what became of a scan that this reading is for and has
// not come by: of those that were longest not read for, the oldest. ok is false when there is none.
func (p *Cursor) nextScan(a aim, now time.Time) (from string, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var pick *scan
	for _, s := range p.scans {
		if s.tried == p.lap || !p.isFor(a, s, now) || s.astray && a != aimNext {
			continue
		}
		if pick == nil || s.before(pick, a) {
			pick = s
		}
	}
	if pick == nil {
		return "", false
	}
	pick.tried, pick.read = p.lap, now
	return pick.from, true
}

// isFor reports whether a reading is for a scan that it has not come by. p.mu is held.
func (p *Cursor) isFor(a aim, s *scan, now time.Time) bool {
	if !s.known || s.met == p.lap {
		return false
	}
	switch a {
	case aimAll:
		return true
	case aimDue:
		return !s.checked && now.Sub(s.since) >= scanTime
	case aimNext:
	}
	return now.Sub(s.since) <= scanPatience && !s.astray || now.Sub(s.read) >= scanPause
}

// missed notes that a reading from that place did not come by the scans it was made for.
func (p *Cursor) missed(from string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, s := range p.scans {
		s.astray = s.astray || s.from == from && s.tried == p.lap && s.met != p.lap
	}
}

// giveUp leaves the scans that this reading is for to a full scan.
func (p *Cursor) giveUp(a aim, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, s := range p.scans {
		s.astray = s.astray || p.isFor(a, s, now)
	}
}

// astray reports whether a reading is for scans that only a full scan comes by. While the transcript
// is read from time to time, that is worth it where it takes one page.
func (p *Cursor) astray(a aim, now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if a == aimNext && p.pages > 1 {
		return false
	}
	for _, s := range p.scans {
		if s.astray && p.isFor(a, s, now) {
			return true
		}
	}
	return false
}

// grow notes that the transcript has more than a page.
func (p *Cursor) grow() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.pages = max(p.pages, 2)
}

// Overdue returns when the next scan outlasts the scanner's time, for a watch that hears of
// results by itself: each is read for again once. It is zero when there is none.
func (p *Cursor) Overdue() (at time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, s := range p.scans {
		if end := s.since.Add(scanTime); !s.checked && (at.IsZero() || end.Before(at)) {
			at = end
		}
	}
	return at
}

// check tells that a reading for all scans, or for those due, that began at the given instant has
// ended well: nothing more can be learnt of those whose time was up.
func (p *Cursor) check(began time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, s := range p.scans {
		s.checked = s.checked || began.Sub(s.since) >= scanTime
	}
}
