//go:build darwin || linux

package download

import (
	"os"

	"golang.org/x/sys/unix"
)

// originAttribute is where an origin is kept.
const originAttribute = "user.attache.origin"

// setOrigin keeps a text with a file, where the file system can.
func setOrigin(file *os.File, text []byte) {
	_ = unix.Fsetxattr(int(file.Fd()), originAttribute, text, 0) // without it, the file is fetched once more
}

// readOrigin returns what setOrigin kept, or nothing.
func readOrigin(file *os.File) []byte {
	text := make([]byte, maxOrigin)
	n, err := unix.Fgetxattr(int(file.Fd()), originAttribute, text)
	if err != nil {
		return nil
	}
	return text[:n]
}
