package wording

import (
	"strings"
	"testing"

	"attache/model"
)

func TestEveryDoubtHasAShortSentenceOfItsOwn(t *testing.T) {
	const most = 60
	seen := map[string]model.Doubt{}
	for _, d := range []model.Doubt{
		model.DoubtType, model.DoubtExtension, model.DoubtHidden, model.DoubtDouble, model.DoubtPage, model.DoubtMacro, model.DoubtExecutable, "new",
	} {
		s := Doubt(d)
		if len(s) > most || !strings.HasSuffix(s, ".") {
			t.Errorf("%s: %q", d, s)
		}
		if before, twice := seen[s]; twice {
			t.Errorf("%s reads like %s", d, before)
		}
		seen[s] = d
	}
}

func TestTheGravestDoubtStandsLast(t *testing.T) {
	if got := Gravest([]model.Doubt{model.DoubtHidden, model.DoubtMacro}); got != Doubt(model.DoubtMacro) {
		t.Errorf("got %q", got)
	}
	if got := Gravest(nil); got != "" {
		t.Errorf("no doubt is %q", got)
	}
}
