package download

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"attache/api/trial"
	"attache/model"
)

// shortDisk is a disk whose names have at most that many bytes, as those of file systems that encrypt
// them. It refuses longer ones wherever a name is used, as the system does.
func shortDisk(most int) disk {
	d := systemDisk()
	open, move := d.open, d.move
	d.open = func(dir string) (root, error) {
		r, err := open(dir)
		return shortRoot{r, most}, err
	}
	d.move = func(folder *os.File, dir, from, to string) error {
		if err := tooLong(most, from, to); err != nil {
			return err
		}
		return move(folder, dir, from, to)
	}
	return d
}

type shortRoot struct {
	root
	most int
}

func tooLong(most int, names ...string) error {
	for _, name := range names {
		if len(name) > most {
			return &fs.PathError{Op: "openat", Path: name, Err: syscall.ENAMETOOLONG}
		}
	}
	return nil
}

func (r shortRoot) Lstat(name string) (fs.FileInfo, error) {
	if err := tooLong(r.most, name); err != nil {
		return nil, err
	}
	return r.root.Lstat(name)
}

func (r shortRoot) OpenFile(name string, flag int, mode fs.FileMode) (*os.File, error) {
	if err := tooLong(r.most, name); err != nil {
		return nil, err
	}
	return r.root.OpenFile(name, flag, mode)
}

func (r shortRoot) WriteFile(name string, data []byte, mode fs.FileMode) error {
	if err := tooLong(r.most, name); err != nil {
		return err
	}
	return r.root.WriteFile(name, data, mode)
}

func (r shortRoot) Rename(from, to string) error {
	if err := tooLong(r.most, from, to); err != nil {
		return err
	}
	return r.root.Rename(from, to)
}

func (r shortRoot) Link(from, to string) error {
	if err := tooLong(r.most, from, to); err != nil {
		return err
	}
	return r.root.Link(from, to)
}

// laterDisk refuses a long name only when a file is to be made, and not when it is looked for.
func laterDisk(most int) disk {
	d := shortDisk(most)
	open := d.open
	d.open = func(dir string) (root, error) {
		r, err := open(dir)
		return laterRoot{r}, err
	}
	return d
}

type laterRoot struct{ root }

func (r laterRoot) Lstat(name string) (fs.FileInfo, error) {
	return r.root.(shortRoot).root.Lstat(name)
}

// saveAll gives each content its name in a folder, one after the other, as Save does.
func saveAll(t *testing.T, f *folder, run claims, rule model.OnExists, names, contents []string) {
	t.Helper()
	for i, name := range names {
		id := fmt.Sprintf("id-%d", i)
		if rule == model.ExistsSkip {
			if there, err := f.skipped(name, id, run); err != nil || there != "" {
				if err != nil {
					t.Fatal(err)
				}
				continue
			}
		}
		p := newPart(t, f, id, name)
		if _, err := p.write([]byte(contents[i])); err != nil {
			t.Fatal(err)
		}
		p.sum.Write([]byte(contents[i]))
		out, err := f.publish(t.Context(), p, name, rule, run)
		if err != nil {
			t.Fatalf("%q: %v", name, err)
		}
		if out.saved {
			p.published()
		} else if err := p.drop(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestNoRuleLosesAContentInAnEmptyFolder(t *testing.T) {
	long := strings.Repeat("Ü", 95)
	pool := []string{
		"a.pdf", "A.PDF", "a (1).pdf", "a (1) (1).pdf", "caf\u00e9.bin", "Cafe\u0301.bin", "CON", "_CON", "README",
		long + "x.pdf", long + "y.pdf", long + "y.PDF",
	}
	r := rand.New(rand.NewPCG(3, 4))
	for round := range 120 {
		rule := trial.Rules()[round%len(trial.Rules())]
		d := []disk{systemDisk(), shortDisk(143), laterDisk(143)}[round%3]
		f, err := openFolder(t.TempDir(), d)
		if err != nil {
			t.Fatal(err)
		}
		var names, contents []string
		for range 1 + r.IntN(9) {
			names = append(names, safeName(pool[r.IntN(len(pool))], "id"))
			contents = append(contents, fmt.Sprint("content ", r.IntN(6)))
		}
		run := claims{names: NewNames()}
		saveAll(t, f, run, rule, names, contents)
		want := slices.Compact(slices.Sorted(slices.Values(contents)))
		if got := slices.Compact(trial.ContentsOf(t, f.dir)); !slices.Equal(got, want) {
			t.Fatalf("rule %q, names %q: %q, want %q", rule, names, got, want)
		}
		f.close()
	}
}

func TestWhatWasThereBeforeTheRunIsReplacedWhereAskedOnce(t *testing.T) {
	f := testFolder(t)
	if err := os.WriteFile(f.path("a.pdf"), []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	run := claims{names: NewNames()}
	saveAll(t, f, run, model.ExistsOverwrite, []string{"a.pdf", "a.pdf", "A.pdf"}, []string{"1", "2", "3"})
	if got := trial.ContentsOf(t, f.dir); !slices.Equal(got, []string{"1", "2", "3"}) {
		t.Errorf("%q", got)
	}
}

func TestAShortLimitOnNamesCutsTheStemAlone(t *testing.T) {
	long := strings.Repeat("é", 95) + ".tar.gz"
	for _, most := range []int{255, 175, 143, leastName} {
		for name, d := range map[string]disk{"at a look": shortDisk(most), "at a write": laterDisk(most)} {
			f, err := openFolder(t.TempDir(), d)
			if err != nil {
				t.Fatal(err)
			}
			run := claims{names: NewNames()}
			saveAll(t, f, run, model.ExistsRename, []string{long, long}, []string{"1", "2"})
			entries, err := os.ReadDir(f.dir)
			if err != nil || len(entries) != 2 {
				t.Fatalf("%d bytes, refused %s: %v, %v", most, name, entries, err)
			}
			for _, e := range entries {
				if n := len(e.Name()); n > most || n < most-30 && n < 197 || !strings.HasSuffix(e.Name(), ".tar.gz") {
					t.Errorf("%d bytes, refused %s: %d in %q", most, name, n, e.Name())
				}
			}
			f.close()
		}
	}
}

func TestAStoppedTransferGoesOnWhereNamesAreShort(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		a := newArena(t)
		a.saver.disk = shortDisk(143)
		a.far.steps = []step{cut(objectSize / 2), whole}
		a.request.Name = strings.Repeat("n", 190) + ".bin"
		saved, err := a.saver.Save(t.Context(), a.request, nil)
		if err != nil || saved.Resumed == 0 || len(filepath.Base(saved.Path)) != 143 {
			t.Errorf("%+v, %v", saved, err)
		}
	})
}
