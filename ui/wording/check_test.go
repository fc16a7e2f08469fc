package wording

import (
	"strings"
	"testing"

	"attache/model"
)

func TestEveryGapIsExplained(t *testing.T) {
	seen := map[string]bool{}
	for _, why := range []model.Gap{model.GapNoToken, model.GapEarlier, model.GapNoFile, model.GapNoParticipant, model.GapSpent} {
		detail, advice := CheckResult(model.NotMade(model.StepFiles, why))
		for _, s := range []string{detail, advice} {
			if s == "" || cells(s) > MaxSentence || !strings.HasSuffix(s, ".") {
				t.Errorf("%s: %q", why, s)
			}
		}
		if seen[detail] {
			t.Errorf("%s is not told from another gap", why)
		}
		seen[detail] = true
	}
}

func TestACheckThatWentWellHasNothingToDo(t *testing.T) {
	detail, advice := CheckResult(model.Good(model.StepFiles, "bucket.s3.eu-west-2.amazonaws.com"))
	if detail != "bucket.s3.eu-west-2.amazonaws.com" || advice != "" {
		t.Errorf("%q, %q", detail, advice)
	}
}

func TestACheckShowsNoLink(t *testing.T) {
	link := "https://h.example/k?X-Amz-Signature=c0ffee"
	for _, c := range []model.Check{
		model.Good(model.StepFiles, link),
		model.Bad(model.StepFiles, &model.Problem{Kind: model.KindRefused, Detail: link}),
	} {
		if detail, advice := CheckResult(c); strings.Contains(detail+advice, "c0ffee") {
			t.Errorf("%q, %q", detail, advice)
		}
	}
}
