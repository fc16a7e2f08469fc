package model

import "testing"

func TestWhatWasSavedStaysSavedWhenItIsThereAlready(t *testing.T) {
	done, skipped := Saved{State: SaveDone}, Saved{State: SaveSkipped}
	for _, c := range []struct {
		name          string
		before        *Saved
		now           Saved
		wantsReplaced bool
	}{
		{"nothing, then saved", nil, done, true},
		{"nothing, then skipped", nil, skipped, true},
		{"saved, then saved again", &done, done, true},
		{"saved, then skipped", &done, skipped, false},
		{"skipped, then saved", &skipped, done, true},
		{"skipped, then skipped", &skipped, skipped, true},
	} {
		if got := c.now.Replaces(c.before); got != c.wantsReplaced {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
