package wording

import (
	"testing"

	"attache/model"
)

func TestAnInterruptionTellsHowToGoOn(t *testing.T) {
	for _, c := range []struct {
		missing, of int
		want        string
	}{
		{1, 1, "Stopped: the file is not saved."},
		{1, 3, "Stopped: 1 of 3 files is not saved."},
		{2, 3, "Stopped: 2 of 3 files are not saved."},
	} {
		w := StoppedEarly(c.missing, c.of, "attache get a b")
		if w.Sentence != c.want || w.Advice != "To go on, with the flags as before: attache get a b" {
			t.Errorf("got %+v", w)
		}
	}
}

func TestABatchNamesWhatThereWasOf(t *testing.T) {
	for want, b := range map[string]model.Batch{
		"3 saved":           {Asked: 3, Saved: 3},
		"1 saved, 1 failed": {Asked: 2, Saved: 1, Failed: 1},
		"0 saved, 2 failed, 1 not available, 3 stopped": {Asked: 6, Failed: 2, Refused: 1, Stopped: 3},
	} {
		if got := Batch(b); got != want {
			t.Errorf("%+v is %q, want %q", b, got, want)
		}
	}
}

func TestFieldsAreTheSentenceAndTheAdvice(t *testing.T) {
	p := &model.Problem{Kind: model.KindRejected}
	message, advice := Fields(p)
	if w := For(p); message != w.Sentence || advice != w.Advice || message == "" || advice == "" {
		t.Errorf("%q, %q", message, advice)
	}
}
