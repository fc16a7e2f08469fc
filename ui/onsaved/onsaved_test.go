//go:build unix

package onsaved

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
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
		if err != nil || slices.Contains(s.Warnings, model.WarningRefused) == c.clean {
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

// TestAProgramThatDoesNotEndHasSaidNothing is about runs that are stopped meanwhile: nothing was found in the file, so it
// is not removed, and nobody has called it clean.
func TestAProgramThatDoesNotEndHasSaidNothing(t *testing.T) {
	for _, remove := range []bool{false, true} {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		s, err := Checker{Command: []string{"sh", "-c", "sleep 60", "sh"}, Remove: remove}.Judge(ctx, saved(t))
		cancel()
		if err != nil || !slices.Contains(s.Warnings, model.WarningRefused) {
			t.Errorf("%+v, %v", s, err)
		}
		if _, err := os.Stat(s.Path); err != nil {
			t.Error(err)
		}
	}
}

// TestNothingOfAProgramRunsOnBeyondItsTime is about what the program has started itself.
func TestNothingOfAProgramRunsOnBeyondItsTime(t *testing.T) {
	was := saved(t)
	pid := filepath.Join(t.TempDir(), "pid")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	done := make(chan error, 1)
	go func() {
		_, err := Checker{Command: []string{"sh", "-c", `sleep 600 & echo $! >"$0.new"; mv "$0.new" "$0"; wait`, pid}}.Judge(ctx, was)
		done <- err
	}()
	var text []byte
	for len(text) == 0 && t.Context().Err() == nil {
		text, _ = os.ReadFile(pid)
		runtime.Gosched()
	}
	cancel()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	child, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	for syscall.Kill(child, 0) == nil { // a zombie for a moment, until init has taken it
		if state, err := os.ReadFile("/proc/" + strconv.Itoa(child) + "/stat"); err == nil && strings.Contains(string(state), ") Z ") {
			break
		}
		runtime.Gosched()
	}
}

// TestWhatTheProgramMovesAwayIsNotSaved is about scanners that put what they find into a quarantine.
func TestWhatTheProgramMovesAwayIsNotSaved(t *testing.T) {
	for _, exit := range []string{"0", "1"} {
		for _, remove := range []bool{false, true} {
			c := Checker{Command: []string{"sh", "-c", `rm -- "$1"; exit ` + exit, "sh"}, Remove: remove}
			if s, err := c.Judge(t.Context(), saved(t)); model.KindOf(err) != model.KindRejected || s.State != "" || s.Path != "" {
				t.Errorf("exit %s: %+v, %v", exit, s, err)
			}
		}
	}
}

// TestWhatTheProgramChangesIsNotClean: its receipt would tell of another content.
func TestWhatTheProgramChangesIsNotClean(t *testing.T) {
	command := []string{"sh", "-c", `printf y >"$1"`, "sh"}
	was := saved(t)
	was.Size, was.SHA256 = 1, fmt.Sprintf("%x", sha256.Sum256([]byte("x")))
	if s, err := (Checker{Command: command}).Judge(t.Context(), was); err != nil || !slices.Contains(s.Warnings, model.WarningRefused) {
		t.Errorf("kept: %+v, %v", s, err)
	}
	if _, err := (Checker{Command: command, Remove: true}).Judge(t.Context(), was); model.KindOf(err) != model.KindRejected {
		t.Errorf("removed: %v", err)
	}
	var out strings.Builder
	_, err := Checker{Command: command}.Pass(t.Context(), model.DownloadRequest{Attachment: model.Attachment{ID: "i"}, Out: &out}, func(o model.DownloadRequest) (model.Saved, error) {
		_, err := io.WriteString(o.Out, "x")
		return model.Saved{State: model.SaveDone, Size: 1, SHA256: was.SHA256}, err
	})
	if model.KindOf(err) != model.KindRejected || out.Len() > 0 {
		t.Errorf("passed on: %q, %v", out.String(), err)
	}
}

// TestWhatWasThereIsAskedAboutWhereItIsTheSameAndStays is about a second run: it must not call clean what the first refused.
func TestWhatWasThereIsAskedAboutWhereItIsTheSameAndStays(t *testing.T) {
	for same, warnings := range map[bool]int{true: 1, false: 0} {
		was := saved(t)
		was.State, was.Same = model.SaveSkipped, same
		s, err := Checker{Command: []string{"false"}, Remove: true}.Judge(t.Context(), was)
		if err != nil || len(s.Warnings) != warnings {
			t.Errorf("the same: %v: %+v, %v", same, s, err)
		}
		if _, err := os.Stat(was.Path); err != nil {
			t.Error(err)
		}
	}
}

// TestBytesForElsewhereAreAskedAboutBeforeTheFirstLeaves is about archives and pipes.
func TestBytesForElsewhereAreAskedAboutBeforeTheFirstLeaves(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	for name, c := range map[string]struct {
		program  string
		remove   bool
		out      string
		warnings int
		kind     model.Kind
	}{
		"clean":   {`case $1 in /*/"a b.txt") grep -q evil "$1";; *) false;; esac`, true, "evil", 0, 0},
		"kept":    {`exit 1`, false, "evil", 1, 0},
		"removed": {`exit 1`, true, "", 0, model.KindRejected},
	} {
		var out strings.Builder
		c0 := Checker{Command: []string{"sh", "-c", c.program, "sh"}, Remove: c.remove}
		request := model.DownloadRequest{Attachment: model.Attachment{ID: "i"}, Name: "a b.txt", Out: &out}
		s, err := c0.Pass(t.Context(), request, func(o model.DownloadRequest) (model.Saved, error) {
			_, err := io.WriteString(o.Out, "evil")
			return model.Saved{State: model.SaveDone, Size: 4}, err
		})
		if (err != nil) != (c.kind != 0) || err != nil && model.KindOf(err) != c.kind || out.String() != c.out || len(s.Warnings) != c.warnings || s.Path != "" {
			t.Errorf("%s: %q, %+v, %v", name, out.String(), s, err)
		}
	}
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("%d left, %v", len(left), err)
	}
}

func TestWithoutAPlaceForAPassingFileNothingLeaves(t *testing.T) {
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "none"))
	_, err := Checker{Command: []string{"true"}}.Pass(t.Context(), model.DownloadRequest{Out: io.Discard}, nil)
	if err == nil || model.KindOf(err) != model.KindDisk {
		t.Error(err)
	}
}
