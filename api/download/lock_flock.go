//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package download

import (
	"errors"
	"os"
	"syscall"
)

// lock takes file for this transfer alone, until file is closed or the program dies, however it
// dies. It fails at once where another has it, in this program or not, and where the file system
// knows no locks.
func lock(file *os.File) error {
	return syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
}

// isHeld reports whether lock failed because another has the file.
func isHeld(err error) bool { return errors.Is(err, syscall.EWOULDBLOCK) }

// isAlone reports whether the file has no other name that would share its bytes.
func isAlone(file *os.File) bool {
	info, err := file.Stat()
	if err != nil {
		return false
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && stat.Nlink == 1
}
