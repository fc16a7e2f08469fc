package download

import (
	"errors"
	"os"
)

// errMoved is of a folder that is no longer where it was, and nobody knows where it is.
var errMoved = errors.New("the download folder was moved away")

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
