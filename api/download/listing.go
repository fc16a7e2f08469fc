package download

import (
	"io/fs"
	"os"
	"strings"
	"sync"
	"time"
)

// listing is what is in a folder, as it was read some time ago and as transfers of this program have changed it since.
// Whoever believes it looks at the file itself first. To read the folder for each of many files would take longer
// than to save them.
type listing struct {
	dir fs.FileInfo
	at  time.Time

	mu    sync.Mutex
	uses  int
	err   error               // the folder could not be read to its end
	names map[string]string   // by what they are for a system that knows no case and one Unicode form; any of several
	notes map[string][]string // names of part files that have a sidecar, by the attachment's ID
	bare  []string            // bare parts
}

const (
	// listedFor is how long a listing is good for, where others may write to the folder.
	listedFor = time.Second
	// namesPerUse is how many names of a listing are worth one use: a short one is read again for each file.
	namesPerUse = 8
)

// isGood reports whether a listing is still good for a folder, and counts the use.
func (l *listing) isGood(dir fs.FileInfo, now time.Time) bool {
	if l == nil || l.err != nil || !os.SameFile(l.dir, dir) || now.Sub(l.at) > listedFor {
		return false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.uses++
	return l.uses <= len(l.names)/namesPerUse
}

// named returns the name in the folder that is one with this, or "".
func (l *listing) named(name string) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.names[foldName(name)]
}

// add notes a name that is in the folder now.
func (l *listing) add(name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.names[foldName(name)] = name
}

// gone notes that a name is no longer in the folder.
func (l *listing) gone(name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.names, foldName(name))
}

// swept returns the bare parts that nobody has looked at yet.
func (l *listing) swept() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	bare := l.bare
	l.bare = nil
	return bare
}

// listings are those of the folders that transfers of this program work in.
type listings struct {
	mu  sync.Mutex
	all map[string]*listing
}

// of returns the listing of a folder if it is still good, else a new one.
func (l *listings) of(f *folder) *listing {
	dir, err := f.self.Stat()
	if err != nil {
		return f.read()
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	there := l.all[f.dir]
	if !there.isGood(dir, f.now()) {
		there = f.read()
		there.dir, there.at = dir, f.now()
		l.all[f.dir] = there
	}
	return there
}

// forget lets a folder be read again.
func (l *listings) forget(dir string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.all, dir)
}

// list returns what is in the folder.
func (f *folder) list() *listing {
	if f.listings == nil {
		return f.read()
	}
	return f.listings.of(f)
}

// read reads the names in the folder, and the sidecars.
func (f *folder) read() *listing {
	l := &listing{names: map[string]string{}, notes: map[string][]string{}}
	l.err = f.names(func(name string) bool {
		l.names[foldName(name)] = name
		if isBareName(name) {
			l.bare = append(l.bare, name)
		}
		part, ok := strings.CutSuffix(name, sidecarSuffix)
		if !ok || !strings.HasSuffix(part, partSuffix) || f.worked != nil && f.worked(part) {
			return true
		}
		if note, _, ok := f.readSidecar(name); ok {
			l.notes[note.ID] = append(l.notes[note.ID], part)
		}
		return true
	})
	return l
}
