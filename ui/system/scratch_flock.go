//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package system

import (
	"errors"
	"os"
	"syscall"
)

// hold takes a folder that nobody else holds.
func hold(dir string) (*os.File, error) {
	f, err := os.OpenFile(dir, os.O_RDONLY|syscall.O_DIRECTORY|syscall.O_NOFOLLOW, 0)
	if err != nil {
		return nil, err
	}
	if err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); errors.Is(err, syscall.EWOULDBLOCK) {
		err = takenError{}
	}
	if err == nil {
		err = isThere(f, dir)
	}
	if err != nil {
		_ = f.Close()
		return nil, err
	}
	return f, nil
}

// isThere reports why f does not have its name any more.
func isThere(f *os.File, name string) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	now, err := os.Lstat(name)
	if err == nil && !os.SameFile(info, now) {
		err = takenError{}
	}
	return err
}

// isOwn reports whether a file is this user's.
func isOwn(info os.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) == os.Geteuid()
}
