package model

import (
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
	facts func(*Attachment) Facts

	filter  filter.Filter
	column  SortColumn
	reverse bool

	entries map[string]*entry
	arrived []*entry   // all, in order of arrival
	sorted  []*entry   // all, in the order of the column
	ordered SortColumn // that sorted is in the order of, either way
	shown   []*entry   // those the filter lets through
	similar bool       // none does: shown are those whose names are similar

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
func (l *Listing) Bind(lib *Library, facts func(*Attachment) Facts) {
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

// Found returns where a text of a row shown holds what the filter looks for.
func (l *Listing) Found(in filter.Column, text string) []filter.Span {
	return l.filter.Found(in, text, l.similar)
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

func ids(entries []*entry) []string {
	all := make([]string, len(entries))
	for i, e := range entries {
		all[i] = e.record.ID
	}
	return all
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

// keepInside moves the window as little as it takes to hold the cursor with some rows around it,
// and to leave no line empty that a row could fill.
func (l *Listing) keepInside(margin int) {
	height := max(l.height, 1)
	margin = min(margin, (height-1)/2)
	l.top = min(l.top, l.cursor-margin)
	l.top = max(l.top, l.cursor-height+1+margin)
	l.top = max(min(l.top, len(l.shown)-height), 0)
}

func (l *Listing) mark(e *entry, on bool) {
	switch {
	case on && !e.marked:
		l.marks++
	case !on && e.marked:
		l.marks--
	}
	e.marked = on
}
