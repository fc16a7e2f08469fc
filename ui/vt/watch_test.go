package vt

import (
	"context"
	"testing"
)

func TestAWatchFindsWhatWasThereForAMoment(t *testing.T) {
	term := New(20, 4)
	w := term.Watch()
	for _, text := range []string{"\x1b[Hone", "\x1b[Htwo", "\x1b[Hend"} {
		_, _ = term.Write([]byte(text))
	}
	for _, text := range []string{"one", "two", "end"} {
		if err := w.WaitFor(t.Context(), func(s Screen) bool { return s.Contains(text) }); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if w.WaitFor(over, func(s Screen) bool { return s.Contains("one") }) == nil {
		t.Error("what was found is found again, before what came after it")
	}
	w.End()
	if len(term.watched) > 0 {
		t.Error("screens are kept for nobody")
	}
}
