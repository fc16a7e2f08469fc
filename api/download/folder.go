package download

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
)

// openFolder makes the folder, for the user alone, if it is not there.
func openFolder(dir string, d disk) (*folder, error) {
	if err := os.MkdirAll(dir, folderMode); err != nil {
		return nil, err
	}
	return enterFolder(dir, d)
}

// enterFolder opens the folder if it is there.
func enterFolder(dir string, d disk) (*folder, error) {
	root, err := d.open(dir)
	if err != nil {
		return nil, err
	}
	self, err := root.Open(".")
	if err != nil {
		_ = root.Close()
		return nil, err
	}
	return &folder{root: root, self: self, dir: dir, disk: d}, nil
}

func (f *folder) path(name string) string { return filepath.Join(f.dir, name) }

func (f *folder) close() {
	_ = f.self.Close()
	_ = f.root.Close()
}

// remove removes a name from the folder. Not every system can do that from an open folder; it is done by path
// then, as long as that leads to the same file. What cannot be removed is remembered, to be told.
func (f *folder) remove(name string) error {
	err := whileBusy(isBusy, func() error { return f.root.Remove(name) })
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for tries, again := 0, true; again && tries < busyTries; tries++ {
		there, gone := f.root.Lstat(name)
		switch {
		case errors.Is(gone, fs.ErrNotExist):
			return nil
		case gone != nil:
			return err
		}
		if again, err = f.removeByPath(name, there, err); err == nil || errors.Is(err, fs.ErrNotExist) {
			return nil
		}
	}
	if !slices.Contains(f.stuck, name) {
		f.stuck = append(f.stuck, name)
	}
	return err
}

// removeByPath removes what is there under a name. again says that another has given or taken the name meanwhile, so
// that nothing was done; why is what a name could not be removed for before.
func (f *folder) removeByPath(name string, there fs.FileInfo, why error) (again bool, err error) {
	byPath, bad := os.Lstat(f.path(name))
	switch {
	case !f.inPlace() || there.IsDir():
		return false, why
	case errors.Is(bad, fs.ErrNotExist), bad == nil && !os.SameFile(there, byPath):
		return true, why
	case bad != nil:
		return false, why
	}
	return false, whileBusy(isBusy, func() error { return f.disk.remove(f.path(name)) })
}

// sync makes the names in the folder last. Not every system can do that for a folder, which is no
// failure; a disk that broke or is full is.
func (f *folder) sync() error {
	do := func() error { return f.disk.sync(f.self) }
	info, err := f.self.Stat()
	if f.together != nil && err == nil {
		err = f.together.sync(info, do)
	} else {
		err = do()
	}
	if errors.Is(err, syscall.EIO) || isFull(err) {
		return err
	}
	return nil
}

// room fails with ENOSPC where the disk has no room for that many bytes more. What it takes to keep
// a name is not counted: a disk that lacks even that says so when it is written to.
func (f *folder) room(bytes int64) error {
	if f.self == nil {
		return nil // an unnamed file is in no folder of ours
	}
	if free, known := f.disk.free(f.self, f.dir); known && free < bytes {
		return syscall.ENOSPC
	}
	return nil
}

// leadsTo fails where name is not, or no longer, the name of file.
func (f *folder) leadsTo(name string, file *os.File) error {
	there, err := f.root.Lstat(name)
	if err != nil {
		return err
	}
	own, err := file.Stat()
	if err == nil && !os.SameFile(there, own) {
		err = errNotOurs
	}
	return err
}

// names calls each with every name in the folder, in no order, until it returns false.
func (f *folder) names(each func(string) bool) error {
	const some = 1024
	dir, err := f.root.Open(".")
	if err != nil {
		return err
	}
	defer dir.Close() //nolint:errcheck // it was only read
	for {
		names, err := dir.Readdirnames(some)
		for _, name := range names {
			if !each(name) {
				return nil
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// openOwn opens a file to be read that must be plain and, where the system can tell, nobody's but
// the user's: nothing is believed or hashed through a symbolic link.
func (f *folder) openOwn(name string) (*os.File, fs.FileInfo, error) {
	return f.openPlain(name, os.O_RDONLY, true)
}

// openPlain opens a plain file, never what a symbolic link leads to.
func (f *folder) openPlain(name string, flag int, private bool) (*os.File, fs.FileInfo, error) {
	const others = 0o077
	before, err := f.root.Lstat(name)
	if err != nil {
		return nil, nil, err
	}
	if !before.Mode().IsRegular() || private && runtime.GOOS != "windows" && before.Mode().Perm()&others != 0 {
		return nil, nil, errNotOurs
	}
	file, err := f.root.OpenFile(name, flag, 0)
	if err != nil {
		return nil, nil, err
	}
	info, err := file.Stat()
	if err == nil && !os.SameFile(before, info) {
		err = errNotOurs
	}
	if err != nil {
		_ = file.Close()
		return nil, nil, err
	}
	return file, info, nil
}

// inPlace reports whether the folder's path still leads to it.
func (f *folder) inPlace() bool { return f.isAt(f.dir) }

func (f *folder) isAt(dir string) bool {
	there, err := os.Stat(dir)
	if err != nil {
		return false
	}
	own, err := f.self.Stat()
	return err == nil && os.SameFile(there, own)
}

// settle makes sure that the folder's path is the true one: files go into the folder that was
// opened, wherever it was moved to meanwhile, and nobody must be told to look elsewhere. It fails
// where the system does not tell.
func (f *folder) settle() error {
	if f.inPlace() {
		return nil
	}
	dir, known := f.disk.path(f.self)
	if !known || !f.isAt(dir) {
		return errMoved
	}
	f.dir, f.moved = dir, true
	return nil
}

// free gives what is called from a name that must be free.
func (f *folder) free(from, to string) error {
	var err error
	for _, way := range []func(from, to string) error{f.move, f.link, f.claim} {
		err = way(from, to)
		if err == nil || errors.Is(err, fs.ErrExist) || errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return err
}

func (f *folder) move(from, to string) error {
	if !f.inPlace() { // some systems go by the path
		return errMoved
	}
	return whileBusy(isBusy, func() error { return f.disk.move(f.self, f.dir, from, to) })
}

func (f *folder) link(from, to string) error {
	if err := f.root.Link(from, to); err != nil {
		return err
	}
	_ = f.remove(from) // the file has its name; what is left beside it is told
	return nil
}

// claim takes the name by making it, then moves the file over it.
func (f *folder) claim(from, to string) error {
	taken, err := f.root.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	if err := errors.Join(taken.Close(), f.rename(from, to)); err != nil {
		return errors.Join(err, f.remove(to))
	}
	return nil
}
