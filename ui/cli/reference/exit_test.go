package reference

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"attache/model"
)

func TestEveryExitCodeHasAMeaning(t *testing.T) {
	seen := map[string]bool{}
	for _, e := range exitMeanings() {
		if seen[e.Name] || e.Does == "" {
			t.Errorf("%s means %q", e.Name, e.Does)
		}
		seen[e.Name] = true
	}
	for _, code := range []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "130", "141"} {
		if !seen[code] {
			t.Errorf("%s has no meaning", code)
		}
	}
}

func TestExitCodesAreTheContract(t *testing.T) {
	want := map[model.Kind]int{
		model.KindCancelled: 130, model.KindInput: 2, model.KindOffline: 7, model.KindTimeout: 7,
		model.KindThrottled: 6, model.KindDenied: 4, model.KindInvalid: 5, model.KindMissing: 5,
		model.KindJunk: 7, model.KindNoLink: 5, model.KindShort: 7, model.KindScanning: 5,
		model.KindRejected: 5, model.KindEnded: 4, model.KindDisk: 8, model.KindDiskFull: 8, model.KindEarlier: 4,
	}
	for _, kind := range model.Kinds() {
		code := want[kind]
		if code == 0 {
			code = 1
		}
		if got := ExitCode(fmt.Errorf("x: %w", &model.Problem{Kind: kind})); got != code {
			t.Errorf("%v: exit %d, not %d", kind, got, code)
		}
	}
	for status, code := range map[int]int{403: 4, 404: 5, 400: 1} {
		if got := ExitCode(&model.Problem{Kind: model.KindRefused, Status: status}); got != code {
			t.Errorf("refused with %d: exit %d", status, got)
		}
	}
	if ExitCode(nil) != 0 || ExitCode(errors.New("x")) != 1 || ExitCode(context.DeadlineExceeded) != 7 {
		t.Error("nil, other or deadline")
	}
}

func TestSomeOfSeveralIsACodeOfItsOwn(t *testing.T) {
	denied, missing := &model.Problem{Kind: model.KindDenied}, &model.Problem{Kind: model.KindMissing}
	for _, c := range []struct {
		problems []*model.Problem
		of, want int
	}{
		{[]*model.Problem{denied}, 2, exitSome},
		{[]*model.Problem{denied, denied}, 2, exitDenied},
		{[]*model.Problem{denied, missing}, 2, exitOther},
	} {
		if got := ExitCode(&model.Failures{Problems: c.problems, Of: c.of}); got != c.want {
			t.Errorf("%d of %d: exit %d, not %d", len(c.problems), c.of, got, c.want)
		}
	}
}
