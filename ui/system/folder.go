package system

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Home puts the home folder in the place of a leading ~, which no shell does after "--dir=" or in
// a variable.
func Home(path string, getenv func(string) string) string {
	rest, ok := strings.CutPrefix(path, "~")
	if !ok || rest != "" && !os.IsPathSeparator(rest[0]) {
		return path
	}
	if home := getenv("HOME"); home != "" {
		return home + rest
	}
	if home, err := os.UserHomeDir(); err == nil {
		return home + rest
	}
	return path
}

// takenError is of a folder that another run has.
type takenError struct{}

func (takenError) Error() string { return "taken by another run" }

// Writable reports why no file can be made in dir. Where dir does not exist yet, the folder in
// which it would be made is tried.
func Writable(dir string) error {
	info, err := os.Stat(dir)
	for errors.Is(err, fs.ErrNotExist) && filepath.Dir(dir) != dir {
		dir = filepath.Dir(dir)
		info, err = os.Stat(dir)
	}
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return errors.New("not a folder")
	}
	return probe(dir)
}

// Replaceable reports why no file can be written at path. Its folder must be there.
func Replaceable(path string) error {
	info, err := os.Stat(path)
	switch {
	case err == nil && !info.Mode().IsRegular():
		return errors.New("not a file")
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	}
	if _, err := os.Stat(filepath.Dir(path)); err != nil {
		return err
	}
	return Writable(filepath.Dir(path))
}

// OpenLog opens a file to add to, for its owner's eyes alone.
func OpenLog(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		// An older file may have wider rights. Not every file system has rights to set.
		_ = f.Chmod(0o600)
	}
	return f, nil
}
