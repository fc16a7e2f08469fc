package download

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"attache/model"
)

func TestTwoTransfersOfOneAttachmentDoNotShareAPart(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		a := newArena(t)
		a.stopAt(half)
		dir := a.saver.dir
		other := newSaver(t, a.far, func(s *Saver) { s.dir = dir })
		var second model.Saved
		a.again(after(10, func() {
			// The first has the part file by now. Its steps are over for the second.
			a.far.mu.Lock()
			a.far.steps = []step{whole}
			a.far.mu.Unlock()
			var err error
			if second, err = other.Save(t.Context(), a.request, nil); err != nil {
				t.Error(err)
			}
			if err := other.Discard(a.request); err != nil {
				t.Error(err)
			}
		}))
		a.request.Meter = nil
		first, err := a.saver.Save(t.Context(), a.request, nil)
		if err != nil || first.Resumed != half || second.Resumed != 0 {
			t.Errorf("%+v, %+v, %v", first, second, err)
		}
		if !first.Same || second.State != model.SaveDone || first.Path != second.Path {
			t.Errorf("%+v, %+v", first, second)
		}
		a.checkFile(second)
		if names := files(t, a.saver); !slices.Equal(names, []string{"a.bin"}) {
			t.Errorf("%v", names)
		}
	})
}

func TestDiscardRemovesWhatIsLeftAndNothingElse(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		a := newArena(t)
		if err := a.saver.Discard(a.request); err != nil {
			t.Errorf("nothing there: %v", err)
		}
		a.stopAt(half)
		a.write("b.part", "mine")
		a.write("b.part.json", "{}")
		a.write("c.part.json", string(append(sidecar{sidecarVersion, "a-2", "c", `"v1"`, 5}.encode(), checkpoint{2, sumOf("12")}.encode()...)))
		a.write("c.part", "12")
		if err := a.saver.Discard(a.request); err != nil {
			t.Error(err)
		}
		if names := files(t, a.saver); !slices.Equal(names, []string{"b.part", "b.part.json", "c.part", "c.part.json"}) {
			t.Errorf("%v", names)
		}
		if _, _, ok := a.saver.Stopped("a-1"); ok {
			t.Error("it is still told")
		}
		if done, total, ok := a.saver.Stopped("a-2"); done != 2 || total != 5 || !ok {
			t.Errorf("%d of %d, %t", done, total, ok)
		}
		a.saver.dir = filepath.Join(a.saver.dir, "none")
		if err := a.saver.Discard(a.request); err != nil {
			t.Errorf("no folder: %v", err)
		}
		if _, _, ok := a.saver.Stopped("a-2"); ok {
			t.Error("no folder, and something is told of it")
		}
	})
}

func TestTheMostThatIsLeftIsUsedAndTheRestRemoved(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		a := newArena(t)
		for n, size := range []int{20, 60, 40} {
			a.leave(model.Numbered("a.bin", n)+partSuffix, size)
		}
		a.far.steps = []step{whole}
		saved, err := a.saver.Save(t.Context(), a.request, nil)
		if err != nil || saved.Resumed != 60 {
			t.Fatalf("%+v, %v", saved, err)
		}
		a.checkFile(saved)
		if names := files(t, a.saver); !slices.Equal(names, []string{"a.bin"}) {
			t.Errorf("%v", names)
		}
	})
}

func TestWhatAHostileFolderHoldsIsNotGoneOnFrom(t *testing.T) {
	good := sidecar{sidecarVersion, "a-1", "a.bin", `"v1"`, objectSize}
	text := string(good.encode())
	write := func(note string) func(*arena) {
		return func(a *arena) {
			a.write("a.bin.part", "evil")
			a.write("a.bin.part.json", note)
		}
	}
	for name, arrange := range map[string]func(*arena){
		"another version":   write(strings.Replace(text, `"version":1`, `"version":2`, 1)),
		"another ID":        write(strings.Replace(text, `"a-1"`, `"a-2"`, 1)),
		"a path for a name": write(strings.Replace(text, `"a.bin"`, `"../a.bin"`, 1)),
		"one member more":   write(strings.Replace(text, `{`, `{"link":"https://x",`, 1)),
		"a weak tag":        write(strings.Replace(text, `"\"v1\""`, `"W/\"v1\""`, 1)),
		"a broken header":   write(strings.Replace(text, `"\"v1\""`, `"\"v1\"\r\nX: y"`, 1)),
		"no tag":            write(strings.Replace(text, `"\"v1\""`, `""`, 1)),
		"no size":           write(strings.Replace(text, `100`, `0`, 1)),
		"too small a size":  write(strings.Replace(text, `100`, `3`, 1)),
		"too large a size":  write(strings.Replace(text, `100`, fmt.Sprint(int64(defaultMaxBytes)+1), 1)),
		"cut short":         write(text[:40]),
		"empty":             write(""),
		"too long":          write(text + strings.Repeat(" ", maxSidecar)),
		"something behind":  write(text + "{}"),
		"others may read it": func(a *arena) {
			write(text)(a)
			if err := os.Chmod(a.path("a.bin.part"), 0o644); err != nil { //nolint:gosec // this is the fault
				a.t.Fatal(err)
			}
		},
		"a folder for a part": func(a *arena) {
			a.write("a.bin.part.json", text)
			if err := os.Mkdir(a.path("a.bin.part"), 0o700); err != nil {
				a.t.Fatal(err)
			}
		},
		"a link for a part": func(a *arena) {
			a.write("a.bin.part.json", text)
			plant("a.bin.part")(a)
		},
		"a link for a part, to a file in the folder": func(a *arena) {
			write(text)(a)
			if err := os.Rename(a.path("a.bin.part"), a.path("evil")); err != nil {
				a.t.Fatal(err)
			}
			if err := os.Symlink("evil", a.path("a.bin.part")); err != nil {
				a.t.Fatal(err)
			}
		},
		"a second name of another file": func(a *arena) {
			a.write("mine.txt", "evil")
			a.write("a.bin.part.json", text)
			if err := os.Link(a.path("mine.txt"), a.path("a.bin.part")); err != nil {
				a.t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				a := newArena(t)
				arrange(a)
				a.far.steps = []step{whole}
				saved, err := a.saver.Save(t.Context(), a.request, nil)
				if err != nil || saved.Resumed != 0 {
					t.Fatalf("%+v, %v", saved, err)
				}
				a.checkFile(saved)
				for _, name := range []string{"mine.txt", "evil"} {
					if data, err := os.ReadFile(a.path(name)); err == nil && string(data) != "evil" {
						t.Errorf("%s: %q", name, data)
					}
				}
			})
		})
	}
}

func TestALockEndsWithItsFile(t *testing.T) {
	f := testFolder(t)
	p := newPart(t, f, "a-1", "a.bin")
	if !p.locked {
		t.Skip("no locks on this file system")
	}
	if q, _ := f.reopen(p.name); q != nil {
		t.Error("a part file was shared")
	}
	if err := p.file.Close(); err != nil {
		t.Fatal(err)
	}
	q, _ := f.reopen(p.name)
	if q == nil {
		t.Fatal("the lock outlived its file")
	}
	if err := q.drop(); err != nil {
		t.Error(err)
	}
	if _, err := os.Lstat(f.path(p.name)); !os.IsNotExist(err) {
		t.Errorf("%v", err)
	}
}

func TestNothingIsKeptThatCouldNotBeLocked(t *testing.T) {
	f := testFolder(t)
	for _, locked := range []bool{true, false} {
		p := newPart(t, f, "a-1", "a.bin")
		p.locked = p.locked && locked
		p.begin(sidecar{sidecarVersion, "a-1", "a.bin", `"v1"`, objectSize})
		if _, err := p.write([]byte("12")); err != nil {
			t.Fatal(err)
		}
		if p.keep() != locked {
			t.Errorf("locked %t", locked)
		}
	}
}
