package tty

import (
	"os"

	"golang.org/x/sys/unix"
)

// dropInput drops what a terminal has sent and nobody has read.
func dropInput(in *os.File) { _ = unix.IoctlSetInt(int(in.Fd()), unix.TCFLSH, unix.TCIFLUSH) }
