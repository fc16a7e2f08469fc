package system

import (
	"errors"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"
)

// hold takes a folder that nobody else holds, by a file in it that is gone when the program is.
func hold(dir string) (*os.File, error) {
	f, err := passingFile(filepath.Join(dir, "in-use"), windows.OPEN_ALWAYS)
	if errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_ACCESS_DENIED) {
		err = takenError{}
	}
	return f, err
}

// passingFile opens a file that nobody else can open, and that is gone when it is closed.
func passingFile(path string, how uint32) (*os.File, error) {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return nil, err
	}
	const access = windows.GENERIC_WRITE | windows.DELETE
	const flags = windows.FILE_ATTRIBUTE_TEMPORARY | windows.FILE_FLAG_DELETE_ON_CLOSE
	handle, err := windows.CreateFile(name, access, 0, nil, how, flags, 0)
	if err != nil {
		return nil, &os.PathError{Op: "open", Path: path, Err: err}
	}
	return os.NewFile(uintptr(handle), path), nil
}

// isOwn reports whether a file is this user's: each has a folder of their own for temporary files.
func isOwn(os.FileInfo) bool { return true }
