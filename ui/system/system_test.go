package system

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestALeadingTildeIsTheHomeFolder(t *testing.T) {
	home := func(string) string { return "/h" }
	for path, want := range map[string]string{
		"~": "/h", "~/a": "/h/a", "~other/a": "~other/a", "a/~": "a/~", "/a": "/a", "": "",
	} {
		if got := Home(path, home); got != want {
			t.Errorf("%q: %q, not %q", path, got, want)
		}
	}
	if got := Home("~/a", func(string) string { return "" }); strings.HasPrefix(got, "~") {
		t.Errorf("without the variable: %q", got)
	}
}

func TestWhereNoFileCanBeMadeIsToldWithItsReason(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "f")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		dir: "", filepath.Join(dir, "to", "be", "made"): "", file: "not a folder",
	} {
		if got := Reason(Writable(path)); got != want {
			t.Errorf("%s: %q, not %q", path, got, want)
		}
	}
	for path, good := range map[string]bool{
		file: true, filepath.Join(dir, "new"): true, dir: false, filepath.Join(dir, "no", "folder"): false,
	} {
		if err := Replaceable(path); (err == nil) != good {
			t.Errorf("%s: %v", path, err)
		}
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

func TestAReasonNamesNoPath(t *testing.T) {
	for _, err := range []error{
		&fs.PathError{Op: "open", Path: "/CANARY", Err: syscall.ENOENT},
		&fs.PathError{Op: "open", Path: "/CANARY", Err: os.NewSyscallError("CANARY", syscall.ENOENT)},
		syscall.ENOENT,
	} {
		if got := Reason(err); got != syscall.ENOENT.Error() {
			t.Errorf("%v: %q", err, got)
		}
	}
}

func TestWaitingEndsWithTheContext(t *testing.T) {
	never := make(chan struct{})
	defer close(never)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Await(ctx, func() (int, error) { <-never; return 1, nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if n, err := Await(t.Context(), func() (int, error) { return 1, nil }); n != 1 || err != nil {
		t.Errorf("got %d, %v", n, err)
	}
}
