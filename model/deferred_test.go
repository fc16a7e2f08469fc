package model

import (
	"slices"
	"testing"
)

// keep keeps an action for files that are all being scanned.
func (w *DeferredActions) keep(action Deferred, ids ...string) {
	w.Keep(action, ids, func(string) bool { return true })
}

func TestADeferredActionIsKeptForWhatIsBeingScannedAlone(t *testing.T) {
	var w DeferredActions
	kept, others := w.Keep(DeferredSave, []string{"a", "b", "c"}, func(id string) bool { return id != "b" })
	if !slices.Equal(kept, []string{"a", "c"}) || !slices.Equal(others, []string{"b"}) {
		t.Errorf("kept for %q, not for %q", kept, others)
	}
	if w.Of("a") != DeferredSave || w.Of("b") != 0 || w.Len() != 2 {
		t.Errorf("a %v, b %v, %d in all", w.Of("a"), w.Of("b"), w.Len())
	}
}

func TestDeferredActionsForAFileComeTogether(t *testing.T) {
	var w DeferredActions
	w.keep(DeferredCopy, "a")
	w.keep(DeferredOpen, "a")
	if got := w.Take("a"); got != DeferredCopy|DeferredOpen {
		t.Errorf("took %v", got)
	}
	if w.Len() != 0 || w.Take("a") != 0 {
		t.Error("an action can be taken once")
	}
}

func TestOpeningIsSaving(t *testing.T) {
	var w DeferredActions
	w.keep(DeferredSave, "a")
	w.keep(DeferredOpen, "b")
	w.keep(DeferredCopy|DeferredLink, "c")
	if n := w.Saves(); n != 2 {
		t.Errorf("%d to be saved, want 2", n)
	}
	ids := w.IDs()
	slices.Sort(ids)
	if !slices.Equal(ids, []string{"a", "b", "c"}) {
		t.Errorf("actions for %q", ids)
	}
}

func TestACopyThatWaitsForAScanGivesWay(t *testing.T) {
	var w DeferredActions
	w.keep(DeferredCopy|DeferredSave, "a")
	w.keep(DeferredSave, "b")
	w.GiveWay()
	if w.Of("a") != DeferredLink|DeferredSave || w.Of("b") != DeferredSave {
		t.Errorf("a %v, b %v", w.Of("a"), w.Of("b"))
	}
}
