//go:build unix

package system

import (
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// KeepOpenFiles keeps the files that this process was started with, beside its three streams, from the programs it starts:
// the file of a token may be among them.
func KeepOpenFiles() {
	open, _ := os.ReadDir("/dev/fd") // a system that lists none passes them on
	for _, entry := range open {
		if fd, err := strconv.Atoi(entry.Name()); err == nil && fd > 2 {
			unix.CloseOnExec(fd) // those that this process opened itself are so already
		}
	}
}
