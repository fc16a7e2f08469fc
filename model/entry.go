package model

import (
	"cmp"
	"strings"
	"time"

	"attache/model/filter"
)

// Facts are what is known about an attachment beside what the service says of it, as far as lists
// are sorted and filtered by it.
type Facts struct {
	Size    int64     // bytes; 0 when unknown
	Expires time.Time // the end of the link; zero when there is none
	State   State
	Now     time.Time // on the service's clock
}

// SortColumn is what a listing is sorted by.
type SortColumn int

// The columns to sort by.
const (
	SortArrival SortColumn = iota // oldest first
	SortName                      // without case or accents, numbers by their value
	SortType
	SortSize
	SortExpiry // what ends first, first
	SortState
	SortSender
	SortAge // youngest first
	SortID
)

// usesFacts reports whether the order changes with facts that are not the attachment's own.
func (c SortColumn) usesFacts() bool { return c == SortSize || c == SortExpiry || c == SortState }

// entry is a listing's note on one attachment.
type entry struct {
	record  *record
	version int // of the record that the words are made of
	words   words
	facts   Facts
	arrival int // place in order of arrival
	rank    int // place in the sorted order, filtered or not
	pos     int // place among the rows shown; -1 when filtered away
	marked  bool
}

// matches reports whether the filter shows the entry; aged: the filter asks for its age.
func (e *entry) matches(f filter.Filter, aged bool) bool {
	facts := e.filtered(aged)
	return f.Match(&e.words.Words, &facts)
}

// filtered is what a filter is told of an entry beside its texts. Its age is worked out only where
// it is asked for, as that is most of the work.
func (e *entry) filtered(aged bool) filter.Facts {
	f := filter.Facts{Size: e.facts.Size, State: e.facts.State.String()}
	if !aged {
		return f
	}
	if sent := e.record.SentAt; !sent.IsZero() && !e.facts.Now.IsZero() {
		f.Age, f.Dated = max(e.facts.Now.Sub(sent), 0), true
	}
	return f
}

// words are an attachment's texts, folded once for many comparisons.
type words struct {
	filter.Words

	nameKey string // for natural order
}

func newWords(a *Attachment) words {
	w := words{Words: filter.Words{
		Name:    filter.Fold(a.Name),
		ID:      filter.Fold(a.IDText),
		Kind:    TypeLabel(*a),
		Content: strings.ToLower(a.ContentType),
		From:    filter.Fold(a.Sender) + "\n" + strings.ToLower(string(a.Role)),
	}}
	w.nameKey = naturalKey(filter.Fold(a.Label()))
	// Of the content type only the first half: every second one holds the word "document".
	media, _, _ := strings.Cut(w.Content, "/")
	w.All = strings.Join([]string{w.Name, w.ID, w.Kind, media, w.From}, "\n")
	// Parts of it need no memory of their own.
	w.Name, w.ID, w.From = w.All[:len(w.Name)], w.All[len(w.Name)+1:][:len(w.ID)], w.All[len(w.All)-len(w.From):]
	return w
}

// order returns how to compare entries by column c. What is unknown comes last both ways, ties go
// by arrival both ways.
func order(c SortColumn, reverse bool) func(a, b *entry) int {
	by, known := c.compare(), c.known()
	return func(a, b *entry) int {
		ka, kb := known(a), known(b)
		if ka != kb {
			if ka {
				return -1
			}
			return 1
		}
		n := 0
		if ka {
			n = by(a, b)
		}
		if reverse {
			n = -n
		}
		return cmp.Or(n, a.arrival-b.arrival)
	}
}

func (c SortColumn) compare() func(a, b *entry) int {
	switch c {
	case SortName:
		return func(a, b *entry) int { return strings.Compare(a.words.nameKey, b.words.nameKey) }
	case SortType:
		return func(a, b *entry) int { return strings.Compare(a.words.Kind, b.words.Kind) }
	case SortSize:
		return func(a, b *entry) int { return cmp.Compare(a.facts.Size, b.facts.Size) }
	case SortExpiry:
		return func(a, b *entry) int { return a.facts.Expires.Compare(b.facts.Expires) }
	case SortState:
		return func(a, b *entry) int { return cmp.Compare(a.facts.State, b.facts.State) }
	case SortSender:
		return func(a, b *entry) int { return strings.Compare(a.words.From, b.words.From) }
	case SortID:
		return func(a, b *entry) int { return strings.Compare(a.words.ID, b.words.ID) }
	case SortAge:
		return func(a, b *entry) int { return b.arrival - a.arrival }
	case SortArrival:
	}
	return func(a, b *entry) int { return a.arrival - b.arrival }
}

// known returns whether an entry has anything to be sorted by in column c.
func (c SortColumn) known() func(*entry) bool {
	switch c {
	case SortType:
		return func(e *entry) bool { return e.words.Kind != "" }
	case SortSize:
		return func(e *entry) bool { return e.facts.Size > 0 }
	case SortExpiry:
		return func(e *entry) bool { return !e.facts.Expires.IsZero() }
	case SortSender:
		return func(e *entry) bool { return e.words.From != "\n" }
	case SortArrival, SortAge:
		return func(e *entry) bool { return !e.record.SentAt.IsZero() }
	case SortName, SortState, SortID:
	}
	return func(*entry) bool { return true }
}
