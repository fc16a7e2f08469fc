package model

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// newListing lists attachments with the given names, IDs "0", "1" and so on, in that order.
func newListing(facts map[string]Facts, names ...string) (*Library, *Listing) {
	lib, l := &Library{}, &Listing{}
	for i, name := range names {
		a := NewAttachment(fmt.Sprint(i), name, "", StatusApproved)
		a.SentAt = epoch().Add(time.Duration(i) * time.Second)
		lib.Merge([]Attachment{a})
	}
	l.Bind(lib, func(a *Attachment) Facts { return facts[a.ID] })
	l.SetHeight(10)
	return lib, l
}

func TestAnUnboundListingIsEmpty(t *testing.T) {
	var l Listing
	l.SetHeight(5)
	l.Down()
	l.Bottom()
	l.ToggleMark()
	l.ToggleRange()
	l.MarkAll()
	l.SetFilter("x")
	if l.Len() != 0 || l.Cursor() != "" || len(l.Visible()) != 0 || l.Marked() != nil || l.Ranging() {
		t.Errorf("%+v", l)
	}
}

func TestEveryColumnSortsBothWays(t *testing.T) {
	names := []string{"b10.pdf", "B9.png", "á1.pdf", "", "z.csv"}
	facts := map[string]Facts{
		"0": {Size: 30, Expires: epoch().Add(2), State: StateSaved},
		"1": {Size: 10, Expires: epoch().Add(1), State: StateLive},
		"2": {Size: 20, State: StateExpired},
		"4": {Size: 10, Expires: epoch().Add(3), State: StateLive},
	}
	for _, c := range []struct {
		by        SortColumn
		want, rev string
	}{
		{SortArrival, "[0 1 2 3 4]", "[4 3 2 1 0]"},
		{SortAge, "[4 3 2 1 0]", "[0 1 2 3 4]"},
		{SortName, "[3 2 1 0 4]", "[4 0 1 2 3]"},
		{SortType, "[4 0 2 1 3]", "[1 0 2 4 3]"},
		{SortSize, "[1 4 2 0 3]", "[0 2 1 4 3]"},
		{SortExpiry, "[1 0 4 2 3]", "[4 0 1 2 3]"},
		{SortState, "[3 1 4 2 0]", "[0 2 1 4 3]"},
		{SortSender, "[0 1 2 3 4]", "[0 1 2 3 4]"},
		{SortID, "[0 1 2 3 4]", "[4 3 2 1 0]"},
	} {
		_, l := newListing(facts, names...)
		l.Sort(c.by, false)
		got := fmt.Sprint(l.IDs())
		l.Sort(c.by, true)
		if rev := fmt.Sprint(l.IDs()); got != c.want || rev != c.rev {
			t.Errorf("column %d: %s and %s, want %s and %s", c.by, got, rev, c.want, c.rev)
		}
		if by, reverse := l.SortedBy(); by != c.by || !reverse {
			t.Errorf("SortedBy = %d, %v", by, reverse)
		}
	}
}

func TestTheOrderFollowsFactsOnlyWhenToldAndNeeded(t *testing.T) {
	facts := map[string]Facts{"0": {Size: 2}, "1": {Size: 1}}
	asked := 0
	lib, l := newListing(nil, "a", "b")
	l.Bind(lib, func(a *Attachment) Facts { asked++; return facts[a.ID] })
	l.Invalidate()
	if l.IDs(); asked != 0 {
		t.Error("facts are asked for though nothing needs them")
	}
	l.Sort(SortSize, false)
	if got := l.IDs(); !slices.Equal(got, []string{"1", "0"}) {
		t.Errorf("by size: %v", got)
	}
	before := asked
	facts["1"] = Facts{Size: 3}
	if l.IDs(); asked != before {
		t.Error("facts are asked for though none changed")
	}
	l.Invalidate()
	if got := l.IDs(); !slices.Equal(got, []string{"0", "1"}) {
		t.Errorf("by size, after a change: %v", got)
	}
}

func TestTheCursorComesBackToItsRow(t *testing.T) {
	_, l := newListing(nil, "a.pdf", "b.png", "c.png", "d.pdf", "e.png", "f.pdf")
	l.Select("4")
	l.SetFilter("pdf")
	if got := l.Cursor(); got != "5" {
		t.Errorf("filtered away between 3 and 5: cursor on %s, want the one after", got)
	}
	l.SetFilter("zzz")
	if got := l.Cursor(); got != "" || l.Len() != 0 {
		t.Errorf("nothing shown: cursor on %q", got)
	}
	l.SetFilter("a.pdf")
	if got := l.Cursor(); got != "0" {
		t.Errorf("one row shown: cursor on %q", got)
	}
	l.SetFilter("")
	if got := l.Cursor(); got != "4" {
		t.Errorf("all shown again: cursor on %s, want 4", got)
	}
	l.SetFilter("pdf")
	l.Up()
	l.SetFilter("")
	if got := l.Cursor(); got != "3" {
		t.Errorf("moved while filtered: cursor on %s, want 3", got)
	}
}

func TestTheNearestRowIsTakenOnEitherSide(t *testing.T) {
	_, l := newListing(nil, "x1", "b", "x2", "b", "b", "b")
	l.Select("3")
	l.SetFilter("x")
	if got := l.Cursor(); got != "2" {
		t.Errorf("cursor on %s, want 2", got)
	}
}

func TestArrivalsKeepTheCursorOnItsRowAndLine(t *testing.T) {
	lib, l := newListing(nil, make([]string, 50)...)
	l.Select("20")
	line := l.CursorIndex() - l.WindowTop()
	for i := range 30 {
		a := NewAttachment(fmt.Sprint("early-", i), "", "", "")
		a.SentAt = epoch().Add(-time.Hour)
		lib.Merge([]Attachment{a})
		if l.Cursor() != "20" || l.CursorIndex()-l.WindowTop() != line {
			t.Fatalf("after arrival %d: cursor on %s, line %d, want 20, line %d", i, l.Cursor(), l.CursorIndex()-l.WindowTop(), line)
		}
	}
}

func TestMovesKeepRowsAroundTheCursor(t *testing.T) {
	_, l := newListing(nil, make([]string, 100)...)
	for _, c := range []struct {
		name        string
		move        func()
		cursor, top int
	}{
		{"up at the top", l.Up, 0, 0},
		{"down", l.Down, 1, 0},
		{"half down", l.HalfPageDown, 6, 4},
		{"page down", l.PageDown, 15, 13},
		{"half up", l.HalfPageUp, 10, 8},
		{"bottom", l.Bottom, 99, 90},
		{"down at the bottom", l.Down, 99, 90},
		{"page up", l.PageUp, 90, 83},
		{"top", l.Top, 0, 0},
	} {
		c.move()
		if l.CursorIndex() != c.cursor || l.WindowTop() != c.top {
			t.Errorf("%s: row %d, window from %d; want %d, %d", c.name, l.CursorIndex(), l.WindowTop(), c.cursor, c.top)
		}
	}
}

func TestMarksSurviveFilteringAndTheHiddenAreCounted(t *testing.T) {
	_, l := newListing(nil, "a.pdf", "b.png", "c.pdf", "d.png")
	l.ToggleMark()
	l.Down()
	l.ToggleMark()
	l.SetFilter("png")
	if got := fmt.Sprint(l.Marked()); got != "[0 1]" || l.HiddenMarks() != 1 || !l.IsMarked("0") {
		t.Errorf("marked %s, %d hidden", got, l.HiddenMarks())
	}
	l.MarkAll()
	if got := fmt.Sprint(l.Marked()); got != "[0 1 3]" {
		t.Errorf("marked %s", got)
	}
	for _, id := range []string{"1", "3"} {
		l.Select(id)
		l.ToggleMark()
	}
	if got := fmt.Sprint(l.Marked()); got != "[0]" || l.HiddenMarks() != 1 {
		t.Errorf("marked %s, %d hidden", got, l.HiddenMarks())
	}
	l.Sort(SortName, true)
	l.SetFilter("")
	l.MarkAll()
	if got := fmt.Sprint(l.Marked()); got != "[3 2 1 0]" || l.HiddenMarks() != 0 {
		t.Errorf("marked %s", got)
	}
	l.ClearMarks()
	if l.Marked() != nil || l.IsMarked("3") {
		t.Errorf("marked %v", l.Marked())
	}
}

func TestARangeFollowsTheCursorUntilItEnds(t *testing.T) {
	_, l := newListing(nil, make([]string, 9)...)
	l.Select("4")
	l.ToggleRange()
	l.Up()
	l.Up()
	if got := fmt.Sprint(l.Marked()); got != "[2 3 4]" || !l.Ranging() || !l.IsMarked("3") || l.IsMarked("5") {
		t.Errorf("upwards: %s", got)
	}
	l.Bottom()
	if got := fmt.Sprint(l.Marked()); got != "[4 5 6 7 8]" {
		t.Errorf("downwards: %s", got)
	}
	l.ToggleRange()
	l.Top()
	if got := fmt.Sprint(l.Marked()); got != "[4 5 6 7 8]" || l.Ranging() {
		t.Errorf("ended: %s", got)
	}
	l.ToggleRange()
	l.ClearMarks()
	if l.Marked() != nil || l.Ranging() {
		t.Errorf("cleared: %v", l.Marked())
	}
}

func TestWhereNothingMatchesTheMostSimilarNameIsUnderTheCursor(t *testing.T) {
	_, l := newListing(nil, "damage-photo.jpg", "invoice-0042.pdf", "contract.docx", "in-voice.txt")
	l.Select("2")
	for filter, want := range map[string]string{"invc": "3 1", "dmgphoto": "0", "contract": "2", "qqq": "", "type:gif": ""} {
		l.SetFilter(filter)
		if got := strings.Join(l.IDs(), " "); got != want || l.Similar() != (want != "" && filter != "contract") {
			t.Errorf("%q shows %q, similar: %v", filter, got, l.Similar())
		}
		if first, _, _ := strings.Cut(want, " "); l.Cursor() != first {
			t.Errorf("%q: cursor on %q", filter, l.Cursor())
		}
	}
	l.SetFilter("invc")
	l.Down()
	l.Invalidate()
	if got := l.Cursor(); got != "1" {
		t.Errorf("the cursor left its row for %q", got)
	}
	l.SetFilter("")
	if got := l.Cursor(); got != "1" || l.Similar() {
		t.Errorf("cursor on %q, similar: %v", got, l.Similar())
	}
}

func TestAFilterByAgeFollowsTheClock(t *testing.T) {
	now := epoch().Add(time.Minute)
	lib, l := newListing(nil)
	a := NewAttachment("a", "a.pdf", "", StatusApproved)
	a.SentAt = epoch()
	lib.Merge([]Attachment{a, NewAttachment("b", "b.pdf", "", StatusApproved)})
	l.Bind(lib, func(*Attachment) Facts { return Facts{Now: now} })
	l.SetFilter("age<2m")
	if got := l.IDs(); !slices.Equal(got, []string{"a"}) || !l.Counts() {
		t.Errorf("%q after a minute, counts: %v", got, l.Counts())
	}
	now = now.Add(time.Minute)
	l.Invalidate()
	if got := l.IDs(); len(got) != 0 {
		t.Errorf("%q after two minutes", got)
	}
}

// TestNothingButTheUserMovesTheCursor lets everything happen at once, at random.
func TestNothingButTheUserMovesTheCursor(t *testing.T) {
	for seed := range uint64(40) {
		rnd := rand.New(rand.NewPCG(seed, 2))
		lib, l := newListing(nil, "first.pdf")
		l.Bind(lib, func(a *Attachment) Facts { return Facts{Size: int64(rnd.IntN(3)), State: State(rnd.IntN(3))} })
		wanted, marked := l.Cursor(), map[string]bool{}
		for range 200 {
			switch rnd.IntN(8) {
			case 0, 1:
				lib.Merge(claims(rnd, 8))
			case 2:
				l.Sort(SortColumn(rnd.IntN(int(SortID)+1)), rnd.IntN(2) == 0)
			case 3:
				l.SetFilter([]string{"", "", "pdf", "!png", "state:queued", "size>1", "nothing at all", "fpd", "pgn", "age<1h"}[rnd.IntN(10)])
			case 4:
				l.Invalidate()
			case 5:
				l.SetHeight(rnd.IntN(12))
			case 6:
				[]func(){l.Up, l.Down, l.Top, l.Bottom, l.PageDown, l.HalfPageUp, func() { l.Scroll(rnd.IntN(9) - 4) }}[rnd.IntN(7)]()
				if l.Len() > 0 {
					wanted = l.Cursor()
				}
			case 7:
				if id := l.Cursor(); id != "" {
					marked[id] = !l.IsMarked(id)
					l.ToggleMark()
				}
			}
			checkListing(t, l, wanted, marked)
		}
	}
}

func checkListing(t *testing.T, l *Listing, wanted string, marked map[string]bool) {
	t.Helper()
	all, window := l.IDs(), l.Visible()
	if slices.Contains(all, wanted) && l.Cursor() != wanted {
		t.Fatalf("cursor on %s, want %s", l.Cursor(), wanted)
	}
	if len(window) != min(max(l.height, 1), len(all)) || (len(all) > 0 && !slices.Contains(window, l.Cursor())) {
		t.Fatalf("window %v of %d rows, height %d, cursor on %s", window, len(all), l.height, l.Cursor())
	}
	hidden := 0
	for id, on := range marked {
		if l.IsMarked(id) != on {
			t.Fatalf("%s marked: %v, want %v", id, !on, on)
		}
		if on && !slices.Contains(all, id) {
			hidden++
		}
	}
	if l.HiddenMarks() != hidden {
		t.Fatalf("%d hidden marks, want %d", l.HiddenMarks(), hidden)
	}
}

func BenchmarkListing(b *testing.B) {
	lib, l := &Library{}, &Listing{}
	lib.Merge(many(10_000))
	l.Bind(lib, func(a *Attachment) Facts { return Facts{Size: int64(len(a.Name)), State: StateLive} })
	l.SetHeight(40)
	for name, step := range map[string]func(i int){
		"filter":       func(i int) { l.SetFilter([]string{"fotografia 77", "pdf !99"}[i%2]) },
		"similar":      func(i int) { l.SetFilter([]string{"ftgr77", "qpdq", "chatogr"}[i%3]) },
		"age":          func(i int) { l.SetFilter([]string{"age<10m", "age>1h !pdf"}[i%2]) },
		"sort by name": func(i int) { l.SetFilter(""); l.Sort(SortName, i%2 == 0) },
		"sort by size": func(i int) { l.SetFilter(""); l.Sort(SortSize, i%2 == 0) },
		"tick":         func(int) { l.SetFilter(""); l.Sort(SortExpiry, false); l.Invalidate() },
		"move":         func(i int) { l.SetFilter(""); l.Sort(SortArrival, false); l.move(1 - i%2*2) },
	} {
		b.Run(name+" of 10000", func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				step(i)
				_ = l.Visible()
			}
		})
	}
}

func TestScrollingTakesTheCursorAlongOnlyAtTheEdge(t *testing.T) {
	_, l := newListing(nil, make([]string, 100)...)
	l.Select("15")
	for _, c := range []struct{ rows, cursor, top int }{{3, 15, 11}, {3, 16, 14}, {-3, 16, 11}, {-100, 7, 0}, {1000, 92, 90}} {
		l.Scroll(c.rows)
		if l.CursorIndex() != c.cursor || l.WindowTop() != c.top {
			t.Errorf("by %d: row %d, window from %d; want %d, %d", c.rows, l.CursorIndex(), l.WindowTop(), c.cursor, c.top)
		}
	}
}
