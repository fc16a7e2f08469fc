package wording

import (
	"strings"
	"testing"

	"attache/model"
)

func TestEveryWarningHasAShortSentenceOfItsOwn(t *testing.T) {
	const most = 60
	seen := map[string]model.Warning{}
	for _, d := range []model.Warning{
		model.WarningType, model.WarningExtension, model.WarningHidden, model.WarningDouble, model.WarningPage, model.WarningMacro, model.WarningExecutable, "new",
	} {
		s := FileWarning(d)
		if len(s) > most || !strings.HasSuffix(s, ".") {
			t.Errorf("%s: %q", d, s)
		}
		if before, twice := seen[s]; twice {
			t.Errorf("%s reads like %s", d, before)
		}
		seen[s] = d
	}
}

func TestTheGravestWarningStandsLast(t *testing.T) {
	if got := Gravest([]model.Warning{model.WarningHidden, model.WarningMacro}); got != FileWarning(model.WarningMacro) {
		t.Errorf("got %q", got)
	}
	if got := Gravest(nil); got != "" {
		t.Errorf("no warning is %q", got)
	}
}
