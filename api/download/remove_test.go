package download

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"syscall"
	"testing"

	"attache/model"
)

// fastRoot is a folder that cannot remove a name, as under Wine: "Invalid function".
type fastRoot struct{ root }

func (fastRoot) Remove(name string) error {
	return &fs.PathError{Op: "unlinkat", Path: name, Err: syscall.Errno(1)}
}

func fastDisk(remove func(string) error) disk {
	d := systemDisk()
	open := d.open
	d.open = func(dir string) (root, error) {
		r, err := open(dir)
		return fastRoot{r}, err
	}
	if remove != nil {
		d.remove = remove
	}
	return d
}

func TestAFolderThatCannotRemoveNamesIsNotLittered(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		a := newArena(t)
		a.saver.disk = fastDisk(nil)
		a.saver.disk.move = func(*os.File, string, string, string) error { return errors.ErrUnsupported } // nor rename
		a.far.steps = []step{whole, whole}
		for _, want := range []model.SaveState{model.SaveDone, model.SaveSkipped} {
			saved, err := a.saver.Save(t.Context(), a.request, nil)
			if err != nil || saved.State != want || len(saved.Stuck) > 0 {
				t.Fatalf("%+v, %v", saved, err)
			}
			if names := files(t, a.saver); !slices.Equal(names, []string{"a.bin"}) {
				t.Errorf("%s: files %v", want, names)
			}
		}
	})
}

func TestWhatCannotBeRemovedIsTold(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		a := newArena(t)
		a.saver.disk, a.saver.few = fastDisk(func(string) error { return syscall.EBUSY }), 0
		a.far.steps = []step{whole}
		saved, err := a.saver.Save(t.Context(), a.request, nil)
		if err != nil || saved.State != model.SaveDone || !slices.Equal(saved.Stuck, []string{"a.bin.part.json"}) {
			t.Errorf("%+v, %v", saved, err)
		}
	})
}

func TestNothingIsRemovedByAPathThatLeadsElsewhere(t *testing.T) {
	a := newArena(t)
	f, err := openFolder(a.saver.dir, fastDisk(nil))
	if err != nil {
		t.Fatal(err)
	}
	defer f.close()
	a.write("x", "mine")
	moved := a.saver.dir + "-moved"
	if err := errors.Join(os.Rename(a.saver.dir, moved), os.Mkdir(a.saver.dir, 0o700)); err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(moved)
	a.write("x", "another's")
	if err := f.remove("x"); err == nil {
		t.Error("removed in a folder that is no longer there")
	}
	if text, err := os.ReadFile(a.path("x")); err != nil || string(text) != "another's" {
		t.Errorf("%q, %v", text, err)
	}
}

// hastyRoot is a folder in which another takes a name away just after it was looked at.
type hastyRoot struct {
	root

	taken func(name string)
}

func (r hastyRoot) Lstat(name string) (fs.FileInfo, error) {
	info, err := r.root.Lstat(name)
	r.taken(name)
	return info, err
}

func TestANameThatAnotherTakesAwayMeanwhileIsRemoved(t *testing.T) {
	a := newArena(t)
	f, err := openFolder(a.saver.dir, fastDisk(nil))
	if err != nil {
		t.Fatal(err)
	}
	defer f.close()
	whole := f.root
	for what, taken := range map[string]func(name string){
		"gone":      func(name string) { _ = os.Remove(a.path(name)) },
		"replaced":  func(name string) { _ = os.Rename(a.path("other"), a.path(name)) },
		"was there": func(string) {},
	} {
		a.write("x", "mine")
		a.write("other", "another's")
		f.root = hastyRoot{whole, taken}
		if err := f.remove("x"); err != nil || len(f.stuck) > 0 {
			t.Errorf("%s: %v, %q", what, err, f.stuck)
		}
		if _, err := os.Lstat(a.path("x")); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: it is there: %v", what, err)
		}
	}
}

// clearedRoot is a folder in which another clears drafts away before they get their name, so many times.
type clearedRoot struct {
	root

	times *int
}

func (r clearedRoot) Rename(from, to string) error {
	if *r.times--; *r.times >= 0 {
		_ = r.Remove(from)
	}
	return r.root.Rename(from, to)
}

func TestADraftThatAnotherClearsAwayIsWrittenAgain(t *testing.T) {
	a := newArena(t)
	f, err := openFolder(a.saver.dir, systemDisk())
	if err != nil {
		t.Fatal(err)
	}
	defer f.close()
	note := sidecar{Version: sidecarVersion, ID: "a", Name: "a.bin"}
	times := 5
	f.root = clearedRoot{f.root, &times}
	if err := f.writeSidecar("a.bin.part.json", note, nil); err != nil {
		t.Error(err)
	}
	if got, _, ok := f.readSidecar("a.bin.part.json"); !ok || got != note {
		t.Errorf("%+v, %v", got, ok)
	}
}
