package system

import (
	"crypto/rand"
	"path/filepath"

	"golang.org/x/sys/windows"
)

// probe makes a file in dir that is gone again whatever ends the program: rights here are lists that only the system
// reads.
func probe(dir string) error {
	f, err := passingFile(filepath.Join(dir, ".attache-"+rand.Text()), windows.CREATE_NEW)
	if err != nil {
		return err
	}
	return f.Close()
}
