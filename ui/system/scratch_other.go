//go:build !darwin && !dragonfly && !freebsd && !linux && !netbsd && !openbsd && !windows

package system

import (
	"errors"
	"os"
)

// hold fails: there is no lock here that ends with the program, so nothing is taken for what was left.
func hold(string) (*os.File, error) { return nil, errors.ErrUnsupported }

func isOwn(os.FileInfo) bool { return false }
