package download

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
)

const (
	folderMode = 0o700
	fileMode   = 0o600
	// maxNames ends the search for a free name: nobody has this many files of one name.
	maxNames = 10_000
)

// errNotOurs is of a file that is not the user's own plain file, or no longer the one it was.
var errNotOurs = errors.New("not the file that was written")

// disk is what is asked of the file system directly. Tests put a disk in its place that is full, or
// that breaks.
type disk struct {
	free  func(folder *os.File, dir string) (bytes int64, known bool)
	write func(file *os.File, block []byte) (int, error)
	sync  func(file *os.File) error // of a file, and of the folder
	path  func(folder *os.File) (dir string, known bool)
	open  func(dir string) (root, error)
	move  func(folder *os.File, dir, from, to string) error // to a name that must be free

	setOrigin func(file *os.File, text []byte)
	origin    func(file *os.File) []byte
}

// systemDisk is the disk as it is.
func systemDisk() disk {
	return disk{
		free: freeSpace, write: (*os.File).Write, sync: (*os.File).Sync, path: folderPath,
		open: func(dir string) (root, error) { return os.OpenRoot(dir) }, move: renameFree,
		setOrigin: setOrigin, origin: readOrigin,
	}
}

// folder is the folder that files are saved into. Names cannot lead out of it.
type folder struct {
	root root
	self *os.File
	dir  string
	disk disk
	most int // bytes of a name; 0 when not known yet

	moved bool // dir is not where it was opened
}

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

func (f *folder) remove(name string) { _ = f.root.Remove(name) }

// sync makes the names in the folder last. Not every system can do that for a folder, which is no
// failure; a disk that broke or is full is.
func (f *folder) sync() error {
	err := f.disk.sync(f.self)
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

// FreeSpace returns the bytes that may still be written to a folder, or to the one it would be made
// in; 0 when that is not known.
func FreeSpace(dir string) int64 {
	f, err := os.Open(dir)
	for errors.Is(err, fs.ErrNotExist) && filepath.Dir(dir) != dir {
		dir = filepath.Dir(dir)
		f, err = os.Open(dir)
	}
	if err != nil {
		return 0
	}
	defer f.Close() //nolint:errcheck // it was only looked at
	free, _ := freeSpace(f, dir)
	return free
}
