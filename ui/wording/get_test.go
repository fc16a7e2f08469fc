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
		w := Stopped(c.missing, c.of, "attache get a b")
		if w.Sentence != c.want || w.Advice != "To go on, with the flags as before: attache get a b" {
			t.Errorf("got %+v", w)
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
