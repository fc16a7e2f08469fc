package system

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// scratchPrefix begins the name of what lies among the system's temporary files for as long as this program needs it. Some
// are files that lose their name at once, which api/download makes.
const scratchPrefix = "attache-scratch-"

// Scratch is a folder for its owner alone. A lock on it, which ends with the program however that ends, tells other
// runs that it is in use.
type Scratch struct {
	Dir  string
	held *os.File
}

// NewScratch makes the folder. Where the file system knows no locks, nobody takes it for what was left either.
func NewScratch() (s Scratch, err error) {
	for range 3 {
		s.Dir = filepath.Join(os.TempDir(), scratchPrefix+rand.Text())
		if err = os.Mkdir(s.Dir, 0o700); err != nil {
			return Scratch{}, err
		}
		if s.held, err = hold(s.Dir); !errors.Is(err, takenError{}) && !errors.Is(err, fs.ErrNotExist) {
			return s, nil
		}
	}
	return Scratch{}, err
}

// Leave leaves the folder to the next run that sweeps.
func (s Scratch) Leave() {
	if s.held != nil {
		_ = s.held.Close()
	}
}

// Remove removes the folder.
func (s Scratch) Remove() error {
	s.Leave() // on Windows nothing of it can be removed before
	return os.RemoveAll(s.Dir)
}

// Sweep removes what runs that were killed have left among the system's temporary files. What cannot be known to be
// theirs stays.
func Sweep() {
	entries, err := os.ReadDir(os.TempDir())
	if err != nil {
		return
	}
	for _, e := range entries {
		rest, ours := strings.CutPrefix(e.Name(), scratchPrefix)
		if !ours || len(rest) != len(rand.Text()) {
			continue
		}
		path := filepath.Join(os.TempDir(), e.Name())
		info, err := os.Lstat(path)
		switch {
		case err != nil || !isOwn(info):
		case info.Mode().IsRegular():
			_ = os.Remove(path) // it was to have no name
		case info.IsDir():
			if held, err := hold(path); err == nil {
				_ = Scratch{path, held}.Remove()
			}
		}
	}
}
