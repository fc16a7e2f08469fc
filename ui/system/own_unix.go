//go:build unix

package system

import (
	"os"
	"syscall"
)

// IsOwnTerminal reports whether one of the standard streams is the terminal of that path.
func IsOwnTerminal(path string) bool {
	info, err := os.Stat(path)
	if err != nil {
		return false
	}
	want, ok := info.Sys().(*syscall.Stat_t)
	for _, f := range []*os.File{os.Stdin, os.Stdout, os.Stderr} {
		info, err := f.Stat()
		if err != nil || info.Mode()&os.ModeCharDevice == 0 {
			continue
		}
		if own, same := info.Sys().(*syscall.Stat_t); ok && same && own.Rdev == want.Rdev {
			return true
		}
	}
	return false
}
