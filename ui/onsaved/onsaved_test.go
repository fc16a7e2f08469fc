//go:build unix

package onsaved

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"attache/model"
)

func saved(t *testing.T) model.Saved {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a b.txt")
	if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	return model.Saved{State: model.SaveDone, Path: path}
}

func TestExitCodeZeroAloneIsClean(t *testing.T) {
	for name, c := range map[string]struct {
		command []string
		clean   bool
	}{
		"clean":   {[]string{"sh", "-c", `test "$#" = 1 && test -f "$1"`, "sh"}, true},
		"refused": {[]string{"false"}, false},
		"missing": {[]string{"/no/such/program"}, false},
		"killed":  {[]string{"sh", "-c", "kill -9 $$"}, false},
	} {
		s, err := Checker{Command: c.command}.Judge(t.Context(), saved(t))
		if err != nil || slices.Contains(s.Doubts, model.DoubtRefused) == c.clean {
			t.Errorf("%s: %+v, %v", name, s, err)
		}
		if _, err := os.Stat(s.Path); err != nil {
			t.Error(err)
		}
	}
}

func TestWhatIsRefusedIsRemovedWhereThatIsWanted(t *testing.T) {
	was := saved(t)
	s, err := Checker{Command: []string{"false"}, Remove: true}.Judge(t.Context(), was)
	if model.KindOf(err) != model.KindRejected || s.State != "" {
		t.Errorf("%+v, %v", s, err)
	}
	if _, err := os.Stat(was.Path); err == nil {
		t.Error("it is there")
	}
}

func TestAProgramThatDoesNotEndHasSaidNothing(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	s, err := Checker{Command: []string{"sleep", "60"}}.Judge(ctx, saved(t))
	if err != nil || !slices.Contains(s.Doubts, model.DoubtRefused) {
		t.Errorf("%+v, %v", s, err)
	}
}

func TestWhatWasNotSavedNowIsNotAskedAbout(t *testing.T) {
	was := saved(t)
	was.State = model.SaveSkipped
	s, err := Checker{Command: []string{"false"}, Remove: true}.Judge(t.Context(), was)
	if err != nil || len(s.Doubts) > 0 {
		t.Errorf("%+v, %v", s, err)
	}
}
