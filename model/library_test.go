package model

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// epoch is the instant the tests count from.
func epoch() time.Time { return time.Date(2025, 5, 24, 14, 0, 0, 0, time.UTC) }

// claims returns n random claims about few attachments, so that many of them collide.
func claims(rnd *rand.Rand, n int) []Attachment {
	pick := func(s ...string) string { return s[rnd.IntN(len(s))] }
	all := make([]Attachment, n)
	for i := range all {
		a := NewAttachment(fmt.Sprint("id-", rnd.IntN(n/4+1)), pick("", "a.pdf", "b.png", "b\x1b.png"), pick("", "image/png", "text/plain"),
			Status(pick("", "APPROVED", "REJECTED", "IN_PROGRESS", "QUARANTINED")))
		a.Sender, a.Role, a.ContactID = pick("", "Ann", "Bob"), Role(pick("", "AGENT", "CUSTOMER")), pick("", "c1", "c2")
		a.ItemID = fmt.Sprint("item-", rnd.IntN(4))
		if rnd.IntN(4) > 0 {
			a.SentAt = epoch().Add(time.Duration(rnd.IntN(3)) * time.Second)
		}
		all[i] = a
	}
	return all
}

func TestMergeGivesOneResultForAnyOrderDivisionAndRepetition(t *testing.T) {
	for seed := range uint64(300) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		all := claims(rnd, 24)
		var want Library
		want.Merge(all)
		for range 4 {
			mixed := append(slices.Clone(all), all[:rnd.IntN(len(all))]...)
			rnd.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
			var got Library
			for len(mixed) > 0 {
				n := 1 + rnd.IntN(len(mixed))
				got.Merge(mixed[:n])
				mixed = mixed[n:]
			}
			if !slices.Equal(got.All(), want.All()) {
				t.Fatalf("seed %d:\n got %+v\nwant %+v", seed, got.All(), want.All())
			}
		}
		before := want.Revision()
		if added, changed := want.Merge(all); added+changed != 0 || want.Revision() != before {
			t.Fatalf("seed %d: merging again adds %d and changes %d", seed, added, changed)
		}
		checkLibrary(t, &want)
	}
}

func checkLibrary(t *testing.T, l *Library) {
	t.Helper()
	for i, a := range l.All() {
		if b, ok := l.ByID(a.ID); !ok || a != b || l.At(i) != a || l.Index(a.ID) != i {
			t.Fatalf("attachment %d is not found by its ID or place", i)
		}
		if i == 0 {
			continue
		}
		before := l.At(i - 1)
		if before.SentAt.IsZero() && !a.SentAt.IsZero() || !a.SentAt.IsZero() && a.SentAt.Before(before.SentAt) {
			t.Fatalf("attachment %d arrived before the one in front of it", i)
		}
	}
}

func TestAScanResultIsNeverUndone(t *testing.T) {
	at := func(status Status, second int, item string) Attachment {
		a := NewAttachment("x", "x.pdf", "", status)
		a.SentAt, a.ItemID = epoch().Add(time.Duration(second)*time.Second), item
		return a
	}
	for _, c := range []struct {
		in   []Attachment
		want Status
	}{
		{[]Attachment{at(StatusApproved, 1, "1"), at(StatusInProgress, 2, "2")}, StatusApproved},
		{[]Attachment{at(StatusInProgress, 2, "2"), at("", 3, "3"), at("NEW", 4, "4")}, StatusInProgress},
		{[]Attachment{at("", 3, "3"), at("NEW", 1, "1")}, "NEW"},
		{[]Attachment{at(StatusApproved, 1, "1"), at(StatusRejected, 2, "0")}, StatusRejected},
		{[]Attachment{at(StatusApproved, 2, "1"), at(StatusRejected, 1, "9")}, StatusApproved},
		{[]Attachment{at(StatusApproved, 1, "2"), at(StatusRejected, 1, "1")}, StatusApproved},
	} {
		var l Library
		l.Merge(c.in)
		if a, _ := l.ByID("x"); a.Status != c.want {
			t.Errorf("%v gives %s, want %s", c.in, a.Status, c.want)
		}
	}
}

func TestALaterItemNeitherMovesNorEmptiesARow(t *testing.T) {
	first := NewAttachment("x", "x.pdf", "", StatusInProgress)
	first.SentAt, first.ItemID, first.Sender = epoch(), "1", "Ann"
	later := NewAttachment("x", "", "application/pdf", StatusApproved)
	later.SentAt, later.ItemID = epoch().Add(time.Minute), "2"
	want := first
	want.Status, want.ContentType = StatusApproved, "application/pdf"
	var l Library
	if added, changed := l.Merge([]Attachment{first, later}); added != 1 || changed != 1 {
		t.Errorf("added %d, changed %d", added, changed)
	}
	if a, _ := l.ByID("x"); a != want {
		t.Errorf("got %+v, want %+v", a, want)
	}
}

func TestWhatHasNoIDIsLeftOut(t *testing.T) {
	var l Library
	l.Merge([]Attachment{NewAttachment("", "x.pdf", "", "")})
	if _, ok := l.ByID(""); ok || l.Len() != 0 || l.Revision() != 0 || l.Index("") != -1 {
		t.Error("an attachment without an ID is kept")
	}
}

// many returns n attachments with names, times and types of all sorts.
func many(n int) []Attachment {
	all := make([]Attachment, n)
	for i := range all {
		ext := []string{"pdf", "png", "csv", ""}[i%4]
		all[i] = NewAttachment(fmt.Sprintf("id-%06d", i), fmt.Sprintf("Fotografía %d of the chat.%s", (i*7919)%n, ext), "", StatusApproved)
		all[i].SentAt, all[i].ItemID = epoch().Add(time.Duration(i)*time.Second), fmt.Sprint(i)
		all[i].Sender, all[i].Role = "Ann", RoleAgent
	}
	return all
}

func BenchmarkMerge(b *testing.B) {
	all := many(10_000)
	for name, order := range map[string]func(n int) int{"forward": func(n int) int { return n }, "backward": func(n int) int { return len(all) - 100 - n }} {
		b.Run(name+"/2000 in pages of 100", func(b *testing.B) {
			for range b.N {
				var l Library
				for n := 0; n < 2000; n += 100 {
					l.Merge(all[order(n):][:100])
				}
			}
		})
	}
	b.Run("10000 at once", func(b *testing.B) {
		for range b.N {
			var l Library
			l.Merge(all)
		}
	})
	b.Run("10000 known", func(b *testing.B) {
		var l Library
		l.Merge(all)
		for range b.N {
			l.Merge(all)
		}
	})
}

func TestARemovedAttachmentIsGoneAndTheOthersKeepTheirOrder(t *testing.T) {
	var lib Library
	var list Listing
	list.Bind(&lib, nil)
	for _, id := range []string{"a", "b", "c"} {
		lib.Merge([]Attachment{{ID: id, ItemID: id}})
	}
	list.Select("b")
	list.ToggleMark()
	if before := lib.Revision(); !lib.Remove("b") || lib.Remove("b") || lib.Revision() == before {
		t.Fatal("not removed once")
	}
	if _, ok := lib.ByID("b"); ok || lib.Len() != 2 || lib.Index("a") != 0 || lib.Index("c") != 1 || lib.Index("b") != -1 {
		t.Errorf("left: %v", lib.All())
	}
	if list.Len() != 2 || list.IsMarked("b") || list.Cursor() == "b" || list.HiddenMarks() != 0 {
		t.Errorf("the listing has %v, cursor on %s", list.IDs(), list.Cursor())
	}
	lib.Merge([]Attachment{{ID: "b", ItemID: "b"}})
	if lib.Index("b") != 1 || lib.Index("c") != 2 {
		t.Errorf("left: %v", lib.All())
	}
}
