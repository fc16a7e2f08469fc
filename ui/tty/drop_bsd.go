//go:build darwin || dragonfly || freebsd || netbsd || openbsd

package tty

import (
	"os"

	"golang.org/x/sys/unix"
)

// dropInput drops what a terminal has sent and nobody has read.
func dropInput(in *os.File) {
	const reads = 1 // FREAD
	_ = unix.IoctlSetPointerInt(int(in.Fd()), unix.TIOCFLUSH, reads)
}
