package wording

import (
	"strings"
	"testing"

	"attache/model"
)

func TestWhatCouldNotBeWrittenIsNamed(t *testing.T) {
	for _, kind := range []model.Kind{model.KindDisk, model.KindDiskFull} {
		for op, want := range map[string]string{"receipt": "The receipt could not", "log": "The log could not", "archive": "The archive could not", "save": "he file"} {
			w := For(&model.Problem{Kind: kind, Op: op, Detail: "no space left on device"})
			if !strings.Contains(w.Sentence, want) || !strings.Contains(w.Sentence, "no space left") {
				t.Errorf("%s: %q", op, w.Sentence)
			}
			if op != "save" && (strings.Contains(w.Sentence, "is not saved") || strings.Contains(w.Advice, "--dir")) {
				t.Errorf("%s: as of a file: %q %q", op, w.Sentence, w.Advice)
			}
		}
	}
}

func TestAnArchiveThatCannotBeWrittenIsToldWhere(t *testing.T) {
	w := For(model.NewInputProblem("--zip", model.FaultUnwritable, "no such file or directory (no/chat.zip)"))
	if !strings.Contains(w.Advice, "--zip chat.zip") {
		t.Errorf("advice %q", w.Advice)
	}
}

func TestWhatCannotBeVerifiedIsToldWhatCan(t *testing.T) {
	w := For(model.NewInputProblem("receipt, archive or folder", model.FaultUnreadable, "x: no such file"))
	if strings.Contains(w.Advice, "write to") || !strings.Contains(w.Advice, "--zip") {
		t.Errorf("advice %q", w.Advice)
	}
}
