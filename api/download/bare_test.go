package download

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"attache/model"
)

// needsBareParts leaves a test out where none are made.
func needsBareParts(t *testing.T) {
	t.Helper()
	if fewBytes() == 0 {
		t.Skip("every part has its sidecar here")
	}
}

// killed leaves a bare part as a program does that was killed.
func killed(t *testing.T, f *folder) string {
	t.Helper()
	p, err := f.barePart(sidecar{Version: sidecarVersion, ID: "a-9", Name: "other.bin"})
	if err != nil || p == nil {
		t.Fatalf("%v, %v", p, err)
	}
	if _, err := p.write([]byte("0123")); err != nil {
		t.Fatal(err)
	}
	_ = p.file.Close()
	return p.name
}

// TestABarePartOfAKilledProgramIsGoneAfterTheNextSave of any attachment, into that folder.
func TestABarePartOfAKilledProgramIsGoneAfterTheNextSave(t *testing.T) {
	needsBareParts(t)
	for _, rule := range []model.OnExists{model.ExistsRename, model.ExistsSkip} {
		inBubble(t, func(t *testing.T) {
			a := newArena(t)
			a.far.steps, a.request.OnExists = []step{whole}, rule
			f, err := openFolder(a.saver.dir, systemDisk())
			if err != nil {
				t.Fatal(err)
			}
			defer f.close()
			killed(t, f)
			if rule == model.ExistsSkip {
				a.write("a.bin", "there")
			}
			if _, err := a.saver.Save(t.Context(), a.request, nil); err != nil {
				t.Fatal(err)
			}
			if names := files(t, a.saver); !slices.Equal(names, []string{"a.bin"}) {
				t.Errorf("%s: files %v", rule, names)
			}
		})
	}
}

// TestWhatOnlyLooksLikeABarePartStays, and the one of a program that lives.
func TestWhatOnlyLooksLikeABarePartStays(t *testing.T) {
	needsBareParts(t)
	inBubble(t, func(t *testing.T) {
		a := newArena(t)
		a.far.steps = []step{whole}
		f, err := openFolder(a.saver.dir, systemDisk())
		if err != nil {
			t.Fatal(err)
		}
		defer f.close()
		alive, err := f.barePart(sidecar{Version: sidecarVersion, ID: "a-9", Name: "other.bin"})
		if err != nil {
			t.Fatal(err)
		}
		defer alive.file.Close()
		full := barePrefix + strings.Repeat("A", 26) + partSuffix
		others := []string{
			".attache-.part", ".attache-short.part", barePrefix + strings.Repeat("a", 26) + partSuffix,
			"x" + full, full + "x", full[1:], barePrefix + strings.Repeat("A", 27) + partSuffix,
		}
		for _, name := range others {
			a.write(name, "theirs")
		}
		a.write(full, "shared")
		if err := os.Chmod(a.path(full), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := a.saver.Save(t.Context(), a.request, nil); err != nil {
			t.Fatal(err)
		}
		want := slices.Sorted(slices.Values(append(others, full, alive.name, "a.bin")))
		if names := files(t, a.saver); !slices.Equal(names, want) {
			t.Errorf("files %q, want %q", names, want)
		}
	})
}

// TestFewBytesComeIntoABarePartAndManyIntoOneThatCanBeGoneOnFrom: what a killed program may lose is no more than what comes
// before the first checkpoint.
func TestFewBytesComeIntoABarePartAndManyIntoOneThatCanBeGoneOnFrom(t *testing.T) {
	needsBareParts(t)
	for size, bare := range map[int64]bool{objectSize: true, objectSize - 1: false, 0: false} {
		inBubble(t, func(t *testing.T) {
			a := newArena(t)
			a.saver.few = size
			var seen []string
			a.far.steps = []step{after(half, func() { seen = files(t, a.saver) })}
			if _, err := a.saver.Save(t.Context(), a.request, nil); err != nil {
				t.Fatal(err)
			}
			if bare && (len(seen) != 1 || !isBareName(seen[0])) || !bare && !slices.Equal(seen, []string{"a.bin.part", "a.bin.part.json"}) {
				t.Errorf("up to %d bytes, there is %q midway", size, seen)
			}
			if names := files(t, a.saver); !slices.Equal(names, []string{"a.bin"}) {
				t.Errorf("files %v", names)
			}
		})
	}
}

// forgetful is a folder that finds no bare part again.
type forgetful struct{ root }

func (f forgetful) Lstat(name string) (fs.FileInfo, error) {
	if isBareName(name) {
		return nil, fs.ErrNotExist
	}
	return f.root.Lstat(name)
}

func TestAFolderThatFindsNoBarePartAgainGetsOneWithASidecar(t *testing.T) {
	needsBareParts(t)
	inBubble(t, func(t *testing.T) {
		a := newArena(t)
		a.far.steps = []step{whole}
		open := a.saver.disk.open
		a.saver.disk.open = func(dir string) (root, error) {
			r, err := open(dir)
			return forgetful{r}, err
		}
		if saved, err := a.saver.Save(t.Context(), a.request, nil); err != nil || saved.State != model.SaveDone {
			t.Errorf("%+v, %v", saved, err)
		}
		if names := files(t, a.saver); !slices.Equal(names, []string{"a.bin"}) {
			t.Errorf("files %v", names)
		}
	})
}
