package download

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	"attache/api/wire"
	"attache/model"
)

// diskProblem makes a problem of what the local disk said. Paths stay out of it: the reader knows
// the folder, and a stranger chose the name.
func diskProblem(err error) *model.Problem {
	p := &model.Problem{Kind: model.KindDisk, Op: opSave}
	var number syscall.Errno
	switch {
	case errors.As(err, &number):
		p.Detail, p.Err = model.Text(number.Error()), number
	case errors.Is(err, fs.ErrExist):
		p.Detail, p.Err = "no free name", fs.ErrExist
	case errors.Is(err, errNotOurs):
		p.Detail, p.Err = errNotOurs.Error(), errNotOurs
	case errors.Is(err, errMoved):
		p.Detail, p.Err = errMoved.Error(), errMoved
	}
	switch {
	case isFull(err):
		p.Kind = model.KindDiskFull
	case wire.IsOutOfFiles(err):
		p.Code = model.CodeOpenFiles
	}
	return p
}

// folderProblem is diskProblem for a folder that cannot be made or opened. It names the folder, which
// its user chose or has never heard of.
func folderProblem(dir string, err error) *model.Problem {
	p := diskProblem(err)
	if !wire.IsOutOfFiles(err) {
		p.Detail = model.Text(strings.TrimSpace(p.Detail + " (" + dir + ")"))
	}
	return p
}

// isFull reports whether err says that there is no space left, or none for this user.
func isFull(err error) bool {
	return isFullOn(runtime.GOOS, err)
}

const (
	folderMode = 0o700
	fileMode   = 0o600
	// maxNames ends the search for a free name: nobody has this many files of one name.
	maxNames = 10_000
)

// errNotOurs is of a file that is not the user's own plain file, or no longer the one it was.
const errNotOurs = model.ConstError("not the file that was written")

// disk is what is asked of the file system directly. Tests put a disk in its place that is full, or
// that breaks.
type disk struct {
	free  func(folder *os.File, dir string) (bytes int64, known bool)
	write func(file *os.File, block []byte) (int, error)
	sync  func(file *os.File) error // of a file, and of the folder
	path  func(folder *os.File) (dir string, known bool)
	open  func(dir string) (root, error)

	remove func(path string) error                           // where the folder cannot do so
	move   func(folder *os.File, dir, from, to string) error // to a name that must be free

	setOrigin  func(file *os.File, text []byte)
	readOrigin func(file *os.File) []byte
}

// systemDisk is the disk as it is.
func systemDisk() disk {
	return disk{
		free: freeSpace, write: (*os.File).Write, sync: (*os.File).Sync, path: folderPath,
		open: func(dir string) (root, error) { return os.OpenRoot(dir) }, move: renameFree, remove: os.Remove,
		setOrigin: setOrigin, readOrigin: readOrigin,
	}
}

// folder is the folder that files are saved into. Names cannot lead out of it.
type folder struct {
	root root
	self *os.File
	dir  string
	disk disk
	most int   // bytes of a name; 0 when not known yet
	few  int64 // bytes that need no sidecar while they come
	now  func() time.Time

	moved bool     // dir is not where it was opened
	stuck []string // names that were to be removed, and could not be

	// What transfers of one program share; nil where there is one.
	worked   func(name string) bool // whether another works on a part file
	begins   func(name string)      // tells the others that this one does
	together *together
	listings *listings
	turn     chan struct{} // holds one while a name of a part file is taken or given up, with its sidecar's
}

// inTurn waits until nobody else takes or gives up names of part files. The next may come when done is called.
func (f *folder) inTurn() (done func()) {
	if f.turn == nil {
		return func() {}
	}
	f.turn <- struct{}{}
	return func() { <-f.turn }
}

// root is what is asked of a folder by the names in it.
type root interface {
	Lstat(name string) (fs.FileInfo, error)
	Open(name string) (*os.File, error)
	OpenFile(name string, flag int, mode fs.FileMode) (*os.File, error)
	WriteFile(name string, data []byte, mode fs.FileMode) error
	Rename(from, to string) error
	Link(from, to string) error
	Remove(name string) error
	Close() error
}

// Names of what is done here, in problems and in the log.
const (
	opLink     = "GetAttachment"
	opDownload = "download"
	opSave     = "save"
	opPassing  = "temporary file"
)

// errMoved is of a folder that is no longer where it was, and nobody knows where it is.
const errMoved = model.ConstError("the download folder was moved away")

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
