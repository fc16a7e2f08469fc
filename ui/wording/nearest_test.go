package wording

import (
	"strings"
	"testing"

	"attache/model"
)

func TestNearestForgivesSlipsOnly(t *testing.T) {
	names := []string{"demo", "emulate", "url-expiry", "rate", "clipboard"}
	for word, want := range map[string]string{
		"dmeo": "demo", "dem": "demo", "emualte": "emulate", "emu": "emulate", "url": "url-expiry", "urlexpiry": "url-expiry",
		"ratee": "rate", "clipbord": "clipboard", "x": "", "": "", "list": "", "xyzzy": "", "demolition": "",
		"clpi": "clipboard", "ur": "url-expiry", "rt": "", strings.Repeat("a", 100): "",
	} {
		if got := Nearest(word, names); got != want {
			t.Errorf("%q: got %q", word, got)
		}
	}
}

func TestARegionThatNobodyKnowsIsAnsweredAsOne(t *testing.T) {
	for _, c := range []struct{ op, region, sentence, advice string }{
		{"--region", "mars-1", "No such region known (--region): mars-1.", "Give the chat's region with --region us-east-1"},
		{"AWS_REGION", "us-esat-1", "No such region known (AWS_REGION): us-esat-1.", "Did you mean us-east-1?"},
		{"region in ~/.aws/config:3", "EU-WEST-2", "No such region known (region in ~/.aws/config:3): EU-WEST-2.", "Did you mean eu-west-2?"},
	} {
		w := For(model.NewInputProblem(c.op, model.FaultUnknown, c.region))
		if w.Sentence != c.sentence || !strings.HasPrefix(w.Advice, c.advice) {
			t.Errorf("%s: %q, %q", c.region, w.Sentence, w.Advice)
		}
	}
}
