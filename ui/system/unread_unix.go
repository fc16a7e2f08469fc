//go:build !windows

package system

import (
	"errors"
	"io"
	"os"

	"golang.org/x/sys/unix"
)

// Unread returns a channel that is closed when nobody reads w any more, as far as the system tells: a
// command that has long nothing to write would else not learn of it. It is nil where w is no pipe.
func Unread(w io.Writer) <-chan struct{} {
	f, ok := w.(*os.File)
	if !ok {
		return nil
	}
	info, err := f.Stat()
	if err != nil || info.Mode()&(os.ModeNamedPipe|os.ModeSocket) == 0 {
		return nil
	}
	gone := make(chan struct{})
	go func() { // it ends with the program
		fds := []unix.PollFd{{Fd: int32(f.Fd())}} //nolint:gosec // a file descriptor is small
		_, err := unix.Poll(fds, -1)
		for errors.Is(err, unix.EINTR) {
			_, err = unix.Poll(fds, -1)
		}
		if err == nil && fds[0].Revents&(unix.POLLERR|unix.POLLHUP) != 0 {
			close(gone)
		}
	}()
	return gone
}
