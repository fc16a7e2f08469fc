//go:build !windows

package download

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// unnamedFile makes a file that is gone as soon as nobody has it open. Should the program be killed before the file has
// lost its name, another run sweeps that.
func unnamedFile() (*os.File, error) {
	path := filepath.Join(os.TempDir(), scratchPrefix+rand.Text())
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return nil, err
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		_ = file.Close()
		return nil, err
	}
	return file, nil
}
