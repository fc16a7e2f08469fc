package model

import (
	"slices"
	"testing"
)

// keep keeps a wish for files that are all being scanned.
func (w *Wishes) keep(wish Wish, ids ...string) {
	w.Keep(wish, ids, func(string) bool { return true })
}

func TestAWishIsKeptForWhatIsBeingScannedAlone(t *testing.T) {
	var w Wishes
	kept, others := w.Keep(WishSave, []string{"a", "b", "c"}, func(id string) bool { return id != "b" })
	if !slices.Equal(kept, []string{"a", "c"}) || !slices.Equal(others, []string{"b"}) {
		t.Errorf("kept for %q, not for %q", kept, others)
	}
	if w.Of("a") != WishSave || w.Of("b") != 0 || w.Len() != 2 {
		t.Errorf("a %v, b %v, %d in all", w.Of("a"), w.Of("b"), w.Len())
	}
}

func TestWishesForAFileComeTogether(t *testing.T) {
	var w Wishes
	w.keep(WishCopy, "a")
	w.keep(WishOpen, "a")
	if got := w.Take("a"); got != WishCopy|WishOpen {
		t.Errorf("took %v", got)
	}
	if w.Len() != 0 || w.Take("a") != 0 {
		t.Error("a wish can be taken once")
	}
}

func TestOpeningIsSaving(t *testing.T) {
	var w Wishes
	w.keep(WishSave, "a")
	w.keep(WishOpen, "b")
	w.keep(WishCopy|WishLink, "c")
	if n := w.Saves(); n != 2 {
		t.Errorf("%d to be saved, want 2", n)
	}
	ids := w.IDs()
	slices.Sort(ids)
	if !slices.Equal(ids, []string{"a", "b", "c"}) {
		t.Errorf("wishes for %q", ids)
	}
}

func TestACopyThatWaitsForAScanGivesWay(t *testing.T) {
	var w Wishes
	w.keep(WishCopy|WishSave, "a")
	w.keep(WishSave, "b")
	w.GiveWay()
	if w.Of("a") != WishLink|WishSave || w.Of("b") != WishSave {
		t.Errorf("a %v, b %v", w.Of("a"), w.Of("b"))
	}
}
