package model

import (
	"slices"
	"testing"
)

// atOnce is downloads of which n may run at once.
func atOnce(n int) *Downloads {
	d := &Downloads{}
	d.SetParallel(n)
	return d
}

// start starts what may start while so many run.
func (d *Downloads) start(running int) (ids []string) {
	for {
		id, ok := d.Next(running + len(ids))
		if !ok {
			return ids
		}
		ids = append(ids, id)
	}
}

func TestDownloadsStartInTheirOrderAsFarAsThereIsRoom(t *testing.T) {
	d := atOnce(2)
	d.Enqueue([]string{"a", "b"}, 0)
	d.Enqueue([]string{"c"}, 0)
	if got := d.start(0); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("%q started", got)
	}
	if d.Waits("a") || !d.Waits("c") || d.Waiting() != 1 {
		t.Errorf("a waits: %v, c waits: %v, %d in all", d.Waits("a"), d.Waits("c"), d.Waiting())
	}
	if got := d.start(2); len(got) != 0 {
		t.Errorf("%q started beside two", got)
	}
	if got := d.start(1); !slices.Equal(got, []string{"c"}) {
		t.Errorf("%q started when one had ended", got)
	}
}

func TestAtLeastOneDownloadRunsAndAtMostSixteen(t *testing.T) {
	for n, want := range map[int]int{-1: 1, 0: 1, 1: 1, 7: 7, 16: 16, 17: 16} {
		if got := atOnce(n).Parallel(); got != want {
			t.Errorf("%d at once become %d, want %d", n, got, want)
		}
	}
}

func TestWhatIsWithdrawnNeverStarts(t *testing.T) {
	d := atOnce(1)
	d.Enqueue([]string{"a", "b", "c"}, 0)
	d.start(0)
	if d.Withdraw("a") || !d.Withdraw("b") || d.Withdraw("b") {
		t.Error("what waits can be withdrawn, once, and nothing else")
	}
	if got := d.start(0); !slices.Equal(got, []string{"c"}) {
		t.Errorf("%q started", got)
	}
	if b := d.Batch(); b.Stopped != 1 {
		t.Errorf("%+v, want one stopped", b)
	}
}

func TestABatchEndsWhenNothingIsUnderWay(t *testing.T) {
	d := atOnce(1)
	d.Enqueue([]string{"a", "b", "c", "d"}, 2)
	d.start(0)
	d.Ended(nil)
	d.Ended(&Problem{Kind: KindCancelled})
	if _, ok := d.Settle(0); ok {
		t.Error("a batch ended while files waited")
	}
	d.Withdraw("b")
	d.Withdraw("c")
	d.Withdraw("d")
	if _, ok := d.Settle(1); ok {
		t.Error("a batch ended while a file was on its way")
	}
	d.Ended(&Problem{Kind: KindServer})
	want := Batch{Asked: 6, Refused: 2, Saved: 1, Failed: 1, Stopped: 4}
	if got, ok := d.Settle(0); !ok || got != want || got.Done() != 8 {
		t.Errorf("%+v, %v, want %+v", got, ok, want)
	}
	if d.Batch() != (Batch{}) {
		t.Errorf("the next batch begins with %+v", d.Batch())
	}
}

func TestADownloadIsListedOnceInTheOrderFirstAskedFor(t *testing.T) {
	d := atOnce(1)
	d.List("b", "a")
	d.Enqueue([]string{"a", "c"}, 0)
	d.Unlist("b")
	d.Unlist("x")
	if !slices.Equal(d.IDs(), []string{"a", "c"}) {
		t.Errorf("listed: %q", d.IDs())
	}
	d.List("b")
	if !slices.Equal(d.IDs(), []string{"a", "c", "b"}) {
		t.Errorf("listed again: %q", d.IDs())
	}
}

func TestEveryDownloadHasAnOutcome(t *testing.T) {
	var lib Library
	lib.Merge([]Attachment{{ID: "a"}, {ID: "b"}, {ID: "c"}, {ID: "d"}})
	d := atOnce(1)
	d.List("c", "b", "a", "d", "unknown")
	var deferred DeferredActions
	deferred.Keep(DeferredSave, []string{"d"}, func(string) bool { return true })
	denied := &Problem{Kind: KindDenied}
	out := d.Outcomes(&lib, &deferred, func(id string) (*Saved, *Problem) {
		switch id {
		case "c":
			return &Saved{State: SaveDone}, denied // it is there, whatever failed later
		case "b":
			return nil, denied
		}
		return nil, nil
	})
	if len(out) != 4 || out[0].Attachment.ID != "c" || out[0].Saved.State != SaveDone || out[0].Problem != nil ||
		out[1].Problem != denied || out[2].Problem == nil || out[2].Problem.Kind != KindCancelled || out[3].Problem.Kind != KindScanning {
		t.Errorf("%+v", out)
	}
}
