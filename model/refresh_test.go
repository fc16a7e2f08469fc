package model

import (
	"fmt"
	"slices"
	"testing"
)

// fallenBehind tells what the listing would do next for facts that may have changed.
func fallenBehind(l *Listing) (unsorted, stale bool) {
	l.sync()
	l.Invalidate()
	l.learn()
	return l.unsorted, l.stale
}

func TestRowsAreSortedAndFilteredAgainOnlyWhereAFactHasChanged(t *testing.T) {
	for _, c := range []struct {
		by       SortColumn
		filter   string
		change   func(*Facts)
		unsorted bool
		stale    bool
	}{
		{SortSize, "", func(*Facts) {}, false, false},
		{SortSize, "a", func(f *Facts) { f.Now = f.Now.Add(1) }, false, false},
		{SortSize, "", func(f *Facts) { f.Size++ }, true, true},
		{SortExpiry, "", func(f *Facts) { f.Expires = f.Expires.Add(1) }, true, true},
		{SortState, "", func(f *Facts) { f.State = StateExpired }, true, true},
		{SortName, "live", func(f *Facts) { f.State = StateExpired }, false, true},
		{SortName, "size>1", func(f *Facts) { f.Size++ }, false, true},
		{SortName, "age<1m", func(f *Facts) { f.Now = f.Now.Add(1) }, false, true},
	} {
		facts := map[string]Facts{"1": {Size: 5, State: StateLive, Expires: epoch(), Now: epoch()}}
		_, l := newListing(facts, "a", "b", "c")
		l.Sort(c.by, false)
		l.SetFilter(c.filter)
		l.sync()
		f := facts["1"]
		c.change(&f)
		facts["1"] = f
		if unsorted, stale := fallenBehind(l); unsorted != c.unsorted || stale != c.stale {
			t.Errorf("sorted by %d, filter %q: sorts again: %v, filters again: %v", c.by, c.filter, unsorted, stale)
		}
	}
}

func TestWhateverWasSortedByBeforeTheOrderIsThatOfTheColumn(t *testing.T) {
	names, facts := make([]string, 200), map[string]Facts{}
	for i := range names {
		names[i] = fmt.Sprintf("%d.%c", i*7919%50, 'a'+i%3)
		if i%3 > 0 {
			facts[fmt.Sprint(i)] = Facts{Size: int64(i * 31 % 17), State: State(i % 5)}
		}
	}
	_, kept := newListing(facts, names...)
	for by := range SortID + 1 {
		for from := range SortID + 1 {
			for _, reverse := range []bool{false, true} {
				_, fresh := newListing(facts, names...)
				fresh.Sort(by, reverse)
				kept.Sort(from, !reverse)
				kept.sync()
				kept.Sort(by, reverse)
				if !slices.Equal(kept.IDs(), fresh.IDs()) {
					t.Fatalf("column %d after %d: %v", by, from, kept.IDs())
				}
			}
		}
	}
}

func TestOnlyRowsThatHaveSomethingInAnotherColumnAreSortedByIt(t *testing.T) {
	_, l := newListing(map[string]Facts{"1": {Size: 5}, "3": {Size: 4}}, "e", "d", "c", "b", "a")
	l.Sort(SortName, false)
	l.sync()
	l.Sort(SortSize, false)
	l.learn()
	if got := fmt.Sprint(ids(l.knownFirst()), ids(l.sorted)); got != "[1 3] [1 3 0 2 4]" {
		t.Errorf("begins with %s", got)
	}
	if got := fmt.Sprint(l.IDs()); got != "[3 1 0 2 4]" {
		t.Errorf("sorted: %s", got)
	}
}
