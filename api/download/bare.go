package download

import (
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"runtime"
	"strings"
)

// barePrefix begins the names of bare parts. rand.Text makes what follows.
const barePrefix = ".attache-"

// bareTries is how often a bare part is begun anew that another program has taken for what a killed one left: a file system
// on which no file is known again would have it tried for ever.
const bareTries = 8

// fewBytes is how many come into a bare part, of which nobody could go on. Windows moves no open file to another name, so
// there a part has its sidecar from the first.
func fewBytes() int64 {
	if runtime.GOOS == "windows" {
		return 0
	}
	return leastCheckpoint
}

// barePart opens the part file of a transfer that may be over before anybody could go on from it. It has no sidecar,
// and a name of its own, by which a later run knows what a killed one has left. It returns nil where a part needs its
// sidecar from the first: something else has the part's usual name, or nothing tells others that this transfer lives.
func (f *folder) barePart(note sidecar) (*part, error) {
	if !f.isUnused(f.numberedPart(note.Name, 0)) {
		return nil, nil
	}
	for range bareTries {
		p, err := f.newBarePart(note)
		if !errors.Is(err, fs.ErrExist) {
			return p, err
		}
	}
	return nil, nil
}

// newPart opens a part file for bytes of which there may be few.
func (f *folder) newPart(note sidecar) (*part, error) {
	if f.few > 0 {
		if p, err := f.barePart(note); p != nil || err != nil {
			return p, err
		}
	}
	return f.create(note)
}

func (f *folder) newBarePart(note sidecar) (*part, error) {
	p := &part{folder: f, name: barePrefix + rand.Text() + partSuffix, about: note, noted: note, sum: sha256.New(), bare: true}
	if f.begins != nil {
		f.begins(p.name)
	}
	var err error
	if p.file, err = f.root.OpenFile(p.name, os.O_RDWR|os.O_CREATE|os.O_EXCL, fileMode); err != nil {
		return nil, err
	}
	err = lock(p.file)
	if err == nil && p.check() == nil {
		p.locked = true
		return p, nil
	}
	_ = p.file.Close()
	if err == nil || isHeld(err) { // another took it for what a killed program has left, and removes it too
		_ = f.root.Remove(p.name)
		return nil, fs.ErrExist
	}
	return nil, f.remove(p.name)
}

// isUnused reports whether nothing has the name of a part, nor one that goes with it.
func (f *folder) isUnused(part string) bool {
	for _, suffix := range []string{"", sidecarSuffix, sidecarSuffix + draftSuffix} {
		if _, err := f.root.Lstat(part + suffix); !errors.Is(err, fs.ErrNotExist) {
			return false
		}
	}
	return true
}

// describe gives a bare part the usual name and the sidecar by which another run can go on from it.
func (p *part) describe() error {
	if !p.bare {
		return nil
	}
	f := p.folder
	usual, err := f.firstFree(p.about.Name, func(name string) (*part, error) {
		return f.partOf(name, p.about, func() (*os.File, error) { return p.file, f.free(p.name, name) })
	})
	if err == nil {
		p.name, p.noted, p.bare = usual.name, usual.noted, false
	}
	return err
}

// isBareName reports whether a bare part has a name like that.
func isBareName(name string) bool {
	text, ok := strings.CutSuffix(strings.TrimPrefix(name, barePrefix), partSuffix)
	return ok && strings.HasPrefix(name, barePrefix) && len(text) == len(rand.Text()) &&
		strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") == ""
}

// sweepBare removes the bare parts that killed programs have left.
func (f *folder) sweepBare(there *listing) {
	for _, name := range there.swept() {
		if f.worked == nil || !f.worked(name) {
			f.removeBare(name)
		}
	}
}

// removeBare removes a bare part that a killed program has left.
func (f *folder) removeBare(name string) {
	file, _, err := f.openPlain(name, os.O_RDWR, true)
	if err != nil {
		return
	}
	defer file.Close() //nolint:errcheck // it is gone, or another's
	if lock(file) == nil && f.leadsTo(name, file) == nil {
		_ = f.remove(name)
	}
}
