package download

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"

	"attache/api/wire"
	"attache/model"
)

// testFolder opens a new folder on the disk as it is.
func testFolder(t *testing.T) *folder {
	t.Helper()
	f, err := openFolder(t.TempDir(), systemDisk())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.close)
	return f
}

// newPart opens a new part file in f that is given up with the test.
func newPart(t *testing.T, f *folder, id, name string) *part {
	t.Helper()
	p, err := f.create(sidecar{Version: sidecarVersion, ID: id, Name: name})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.file.Close() })
	return p
}

func TestEachWayOfNamingReplacesNothingAndLeavesNothingHalf(t *testing.T) {
	f := testFolder(t)
	for name, way := range map[string]func(from, to string) error{"move": f.move, "link": f.link, "claim": f.claim} {
		taken, free := name+".txt", name+" (1).txt"
		if err := os.WriteFile(f.path(taken), []byte("mine"), 0o600); err != nil {
			t.Fatal(err)
		}
		p := newPart(t, f, "a-1", taken)
		_, err := p.write([]byte("new"))
		if err := errors.Join(err, p.finish()); err != nil {
			t.Fatal(err)
		}
		if err := way(p.name, taken); !errors.Is(err, fs.ErrExist) {
			t.Errorf("%s: over a file: %v", name, err)
		}
		if err := way(p.name, free); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for path, want := range map[string]string{taken: "mine", free: "new"} {
			if data, err := os.ReadFile(f.path(path)); err != nil || string(data) != want {
				t.Errorf("%s: %q, %v", path, data, err)
			}
		}
		if err := way("gone.part", "b.txt"); err == nil {
			t.Errorf("%s: nothing was published", name)
		}
		for _, gone := range []string{"b.txt", p.name} {
			if _, err := os.Lstat(f.path(gone)); !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("%s: %s is there", name, gone)
			}
		}
	}
}

func TestAPartFileOfAnotherIsNotTouched(t *testing.T) {
	f := testFolder(t)
	var names []string
	for range 3 {
		names = append(names, newPart(t, f, "a-1", "a.tar.gz").name)
	}
	if slices.Sort(names); len(slices.Compact(names)) != 3 || !slices.Contains(names, "a.tar.gz.part") {
		t.Errorf("%v", names)
	}
}

func TestWhatTheDiskSaysIsSorted(t *testing.T) {
	for _, c := range []struct {
		err  error
		kind model.Kind
		text string
	}{
		{syscall.ENOSPC, model.KindDiskFull, "no space left on device"},
		{syscall.EDQUOT, model.KindDiskFull, "disk quota exceeded"},
		{syscall.EROFS, model.KindDisk, "read-only file system"},
		{syscall.EACCES, model.KindDisk, "permission denied"},
		{fs.ErrExist, model.KindDisk, "no free name"},
		{errors.New("odd"), model.KindDisk, ""},
	} {
		p := diskProblem(&fs.PathError{Op: "write", Path: "/home/canary", Err: c.err})
		if p.Kind != c.kind || p.Detail != c.text || strings.Contains(p.Error(), "canary") {
			t.Errorf("%v: %v", c.err, p)
		}
	}
}

func FuzzHostError(f *testing.F) {
	f.Add(403, []byte(expiredXML))
	f.Add(200, []byte("<Error><Code>a b</Code></Error>"))
	f.Add(503, []byte("<html>"))
	f.Fuzz(func(t *testing.T, status int, data []byte) {
		said, _ := readHostError(data)
		code := wire.Text(wire.Code(said.Code))
		kind := hostKind(status, code, said.Message)
		if kind == model.KindInternal || model.Text(code) != code {
			t.Errorf("%v %q", kind, code)
		}
	})
}
