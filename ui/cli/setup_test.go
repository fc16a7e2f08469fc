package cli

import (
	"errors"
	"testing"
)

func TestSetupTellsTheFilesThatItWroteAndRemoved(t *testing.T) {
	w := newWorld()
	w.refused(t, 2, []string{"setup"}, "it is for Windows")
	var asked []bool
	w = newWorld()
	w.deps.Setup = func(remove bool) ([]string, error) {
		asked = append(asked, remove)
		return []string{"a.json", "b.lnk"}, nil
	}
	if code := w.run(t, "setup"); code != 0 || w.out.String() != "a.json\nb.lnk\n" {
		t.Errorf("exit %d, %q", code, w.out.String())
	}
	if w.run(t, "setup", "--remove"); len(asked) != 2 || asked[0] || !asked[1] {
		t.Errorf("asked %v", asked)
	}
	w = newWorld()
	w.deps.Setup = func(bool) ([]string, error) { return nil, errors.New("no room") }
	w.refused(t, 8, []string{"setup"})
}
