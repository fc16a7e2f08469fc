//go:build unix

package system

import (
	"os"
	"slices"
	"syscall"

	"golang.org/x/sys/unix"
)

// fromTerminal reports whether a signal is one that the terminal sends to all programs that are in front on it, as this
// one is.
func fromTerminal(s os.Signal) bool {
	if !slices.Contains([]os.Signal{syscall.SIGINT, syscall.SIGQUIT}, s) {
		return false
	}
	tty, err := os.Open("/dev/tty")
	if err != nil {
		return false
	}
	defer func() { _ = tty.Close() }() // nothing was written
	front, err := unix.IoctlGetInt(int(tty.Fd()), unix.TIOCGPGRP)
	return err == nil && front == unix.Getpgrp()
}
