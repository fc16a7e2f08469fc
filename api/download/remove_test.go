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
		a.saver.disk = fastDisk(func(string) error { return syscall.EBUSY })
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
