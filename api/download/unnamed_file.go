//go:build !windows

package download

import "os"

// unnamedFile makes a file that is gone as soon as nobody has it open.
func unnamedFile() (*os.File, error) {
	file, err := os.CreateTemp("", "attache-")
	if err != nil {
		return nil, err
	}
	if err := os.Remove(file.Name()); err != nil {
		_ = file.Close()
		return nil, err
	}
	return file, nil
}
