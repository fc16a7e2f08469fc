package model

import (
	"maps"
	"slices"
	"sort"

	"attache/model/filter"
)

// Listing is what a list shows of a library: filtered, sorted, through a window, with a cursor and
// marks that stay on their attachments whatever arrives, is sorted or filtered. The zero Listing
// is empty; Bind gives it something to show. A Listing must not be copied after Bind.
//
// The order is worked out again when it is next looked at, and only when something it depends on
// has changed.
type Listing struct {
	lib   *Library
	facts func(Attachment) Facts

	filter  filter.Filter
	column  SortColumn
	reverse bool

	entries map[string]*entry
	sorted  []*entry // all, in the order of the column
	shown   []*entry // those the filter lets through
	similar bool     // none does: shown are those whose names are similar

	revision int  // of the library, when it was last read
	unsorted bool // the order of sorted is out of date
	stale    bool // shown is out of date
	oldFacts bool // the facts in the entries are out of date

	wanted string // the attachment the user put the cursor on, shown or not
	cursor int    // index into shown; 0 when that is empty
	top    int    // index of the first row of the window
	height int    // rows of the window
	anchor string // where a range of marks began; empty while none is being marked
	marks  int    // marked entries, without the range
}

// Bind makes the listing show a library, which may go on growing. facts is asked about each
// attachment when the order or the filter needs it, and only then; it may be nil.
func (l *Listing) Bind(lib *Library, facts func(Attachment) Facts) {
	l.lib, l.facts = lib, facts
	l.entries, l.revision = map[string]*entry{}, -1
	l.anchor, l.marks = "", 0
}

// Invalidate tells that facts may have changed. It costs nothing where neither order nor filter
// depend on facts.
func (l *Listing) Invalidate() { l.oldFacts = true }

// SetFilter shows only what the text lets through; see package filter. Where nothing matches, it shows the rows
// with similar names. The cursor stays on its row, or on the nearest one shown until its own is shown again.
func (l *Listing) SetFilter(text string) {
	if text != l.filter.String() {
		l.filter, l.stale = filter.Parse(text), true
	}
}

// Filter returns the text of the filter.
func (l *Listing) Filter() string { return l.filter.String() }

// Counts reports whether the filter shows other rows as time passes.
func (l *Listing) Counts() bool { return l.filter.Counts() }

// Similar reports whether no row matches the filter, and those shown have similar names, the most similar first.
func (l *Listing) Similar() bool {
	l.sync()
	return l.similar
}

// Found returns where a text of a row shown holds what the filter looks for.
func (l *Listing) Found(in filter.Column, text string) []filter.Span {
	return l.filter.Found(in, text, l.similar)
}

// Types returns the types of all rows, sorted, for a filter that is being completed.
func (l *Listing) Types() []string {
	l.sync()
	seen := map[string]bool{}
	for _, e := range l.sorted {
		seen[e.words.Kind] = true
	}
	delete(seen, "")
	return slices.Sorted(maps.Keys(seen))
}

// Sort orders the rows by a column. Rows that are equal in it, and rows that have nothing in it,
// stay in order of arrival, the latter at the end.
func (l *Listing) Sort(by SortColumn, reverse bool) {
	if by != l.column || reverse != l.reverse {
		l.column, l.reverse, l.unsorted = by, reverse, true
	}
}

// SortedBy returns what Sort was told last.
func (l *Listing) SortedBy() (by SortColumn, reverse bool) { return l.column, l.reverse }

// Len returns the number of rows that pass the filter.
func (l *Listing) Len() int {
	l.sync()
	return len(l.shown)
}

// IDs returns the attachments that pass the filter, in order.
func (l *Listing) IDs() []string {
	l.sync()
	return ids(l.shown)
}

func ids(entries []*entry) []string {
	all := make([]string, len(entries))
	for i, e := range entries {
		all[i] = e.a.ID
	}
	return all
}

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
	l.sorted = l.sorted[:0]
	for i := range l.lib.Len() {
		a := &l.lib.records[i].Attachment
		e, ok := l.entries[a.ID]
		if !ok {
			e = &entry{pos: -1}
			l.entries[a.ID] = e
		}
		if !ok || e.a != *a {
			e.a, e.words = *a, newWords(a)
		}
		e.arrival = i
		l.sorted = append(l.sorted, e)
	}
	l.drop()
	l.revision = l.lib.Revision()
	l.unsorted, l.oldFacts = true, true
}

// drop forgets what is in the library no more.
func (l *Listing) drop() {
	if len(l.entries) == len(l.sorted) {
		return
	}
	for id, e := range l.entries {
		if _, ok := l.lib.ByID(id); !ok {
			l.mark(e, false)
			delete(l.entries, id)
		}
	}
}

// learn asks for the facts of all entries.
func (l *Listing) learn() {
	if l.facts != nil {
		for _, e := range l.sorted {
			e.facts = l.facts(e.a)
		}
	}
	l.oldFacts, l.stale = false, true
	l.unsorted = l.unsorted || l.column.usesFacts()
}

func (l *Listing) order() {
	slices.SortFunc(l.sorted, order(l.column, l.reverse))
	l.unsorted, l.stale = false, true
}

// narrow filters the rows and puts the cursor where it belongs, on the same line of the window as
// before.
func (l *Listing) narrow() {
	line := l.cursor - l.top
	l.shown, l.similar = l.shown[:0], false
	for i, e := range l.sorted {
		e.rank, e.pos = i, -1
		if l.filter.IsZero() || e.matches(l.filter) {
			e.pos = len(l.shown)
			l.shown = append(l.shown, e)
		}
	}
	if len(l.shown) == 0 {
		l.resemble()
	}
	l.stale = false
	if l.wanted == "" && len(l.shown) > 0 {
		l.wanted = l.shown[0].a.ID
	}
	l.cursor = l.near(l.wanted)
	l.top = l.cursor - line
	l.keepInside(0)
}

// resemble shows the rows whose names are similar to what the filter looks for.
func (l *Listing) resemble() {
	var facts filter.Facts
	for _, i := range l.filter.Similar(len(l.sorted), func(i int) (*filter.Words, *filter.Facts) {
		facts = l.sorted[i].filtered()
		return &l.sorted[i].words.Words, &facts
	}) {
		e := l.sorted[i]
		e.pos = len(l.shown)
		l.shown = append(l.shown, e)
	}
	l.similar = len(l.shown) > 0
}

// near returns the place of an attachment among the rows shown, or that of the row shown nearest
// to it, the following one of two. Among rows that are merely similar, nothing is nearer than the most similar
// one. It is 0 where nothing is shown.
func (l *Listing) near(id string) int {
	e, ok := l.entries[id]
	if !ok || len(l.shown) == 0 {
		return 0
	}
	if e.pos >= 0 {
		return e.pos
	}
	if l.similar {
		return 0
	}
	i := sort.Search(len(l.shown), func(i int) bool { return l.shown[i].rank > e.rank })
	if i == len(l.shown) || (i > 0 && e.rank-l.shown[i-1].rank < l.shown[i].rank-e.rank) {
		return i - 1
	}
	return i
}
