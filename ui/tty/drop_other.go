//go:build !linux && !darwin && !dragonfly && !freebsd && !netbsd && !openbsd

package tty

import "os"

// dropInput does nothing: the framework reads the console of Windows by events.
func dropInput(*os.File) {}
