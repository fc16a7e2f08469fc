package model

import (
	"slices"

	"attache/model/filter"
)

// sync brings sorted, shown and the cursor up to date.
func (l *Listing) sync() {
	if l.lib == nil {
		return
	}
	if l.revision != l.lib.Revision() {
		l.read()
	}
	if l.oldFacts && (l.column.usesFacts() || !l.filter.IsZero()) {
		l.learn()
	}
	if l.unsorted {
		l.order()
	}
	if l.stale {
		l.narrow()
	}
}

// read takes over what is in the library now.
func (l *Listing) read() {
	l.arrived = l.arrived[:0]
	for i := range l.lib.Len() {
		r := l.lib.records[i]
		e, ok := l.entries[r.ID]
		if !ok {
			e = &entry{pos: -1}
			l.entries[r.ID] = e
		}
		if e.record != r || e.version != r.version {
			e.record, e.version, e.words = r, r.version, newWords(&r.Attachment)
		}
		e.arrival = i
		l.arrived = append(l.arrived, e)
	}
	l.drop()
	l.sorted = append(l.sorted[:0], l.arrived...)
	l.revision = l.lib.Revision()
	l.unsorted, l.oldFacts = true, true
}

// drop forgets what is in the library no more.
func (l *Listing) drop() {
	if len(l.entries) == len(l.arrived) {
		return
	}
	for id, e := range l.entries {
		if _, ok := l.lib.ByID(id); !ok {
			l.mark(e, false)
			delete(l.entries, id)
		}
	}
}

// learn asks for the facts of all entries. Only where one has changed, or time itself matters, are the rows looked
// through again: a tick that changes nothing must not hold up a key.
func (l *Listing) learn() {
	changed := l.filter.Counts()
	if l.facts != nil {
		for _, e := range l.arrived {
			before := e.facts
			e.facts = l.facts(&e.record.Attachment)
			before.Now = e.facts.Now
			changed = changed || e.facts != before
		}
	}
	l.oldFacts, l.stale = false, l.stale || changed
	l.unsorted = l.unsorted || changed && l.column.usesFacts()
}

// order sorts the rows. By another column than before it begins with the order of arrival: that of many columns is
// close to it, and what is unknown stays in it.
func (l *Listing) order() {
	unsure := l.sorted
	if l.column != l.ordered {
		unsure = l.knownFirst()
	}
	slices.SortFunc(unsure, order(l.column, l.reverse))
	l.ordered, l.unsorted, l.stale = l.column, false, true
}

// knownFirst puts the rows in order of arrival, those first that have something in the column, and returns these.
func (l *Listing) knownFirst() []*entry {
	known := l.column.known()
	l.sorted = l.sorted[:0]
	for _, e := range l.arrived {
		if known(e) {
			l.sorted = append(l.sorted, e)
		}
	}
	n := len(l.sorted)
	for _, e := range l.arrived {
		if !known(e) {
			l.sorted = append(l.sorted, e)
		}
	}
	return l.sorted[:n]
}

// narrow filters the rows and puts the cursor where it belongs, on the same line of the window as
// before.
func (l *Listing) narrow() {
	line, aged := l.cursor-l.top, l.filter.Counts()
	l.shown, l.similar = l.shown[:0], false
	for i, e := range l.sorted {
		e.rank, e.pos = i, -1
		if l.filter.IsZero() || e.matches(l.filter, aged) {
			e.pos = len(l.shown)
			l.shown = append(l.shown, e)
		}
	}
	if len(l.shown) == 0 {
		l.resemble()
	}
	l.stale = false
	if l.wanted == "" && len(l.shown) > 0 {
		l.wanted = l.shown[0].record.ID
	}
	l.cursor = l.near(l.wanted)
	l.top = l.cursor - line
	l.keepInside(0)
}

// resemble shows the rows whose names are similar to what the filter looks for.
func (l *Listing) resemble() {
	var facts filter.Facts
	aged := l.filter.Counts()
	for _, i := range l.filter.Similar(len(l.sorted), func(i int) (*filter.Words, *filter.Facts) {
		facts = l.sorted[i].filtered(aged)
		return &l.sorted[i].words.Words, &facts
	}) {
		e := l.sorted[i]
		e.pos = len(l.shown)
		l.shown = append(l.shown, e)
	}
	l.similar = len(l.shown) > 0
}
