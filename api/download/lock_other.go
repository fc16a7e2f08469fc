//go:build !darwin && !dragonfly && !freebsd && !linux && !netbsd && !openbsd && !windows

package download

import (
	"errors"
	"os"
)

// lock fails: there is no lock here that ends with the program, so nothing is kept of a transfer
// that stops.
func lock(*os.File) error { return errors.ErrUnsupported }

// isHeld is never true: nobody holds what cannot be locked.
func isHeld(error) bool { return false }

// isAlone is never asked for a file that could not be locked.
func isAlone(*os.File) bool { return false }
