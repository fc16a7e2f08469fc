package wire

import (
	"errors"
	"net"
	"runtime"
	"strings"
	"syscall"
)

// IsOutOfFiles reports whether err says that no more files and connections may be open. A failed lookup
// of a name keeps nothing of its cause but the text.
func IsOutOfFiles(err error) bool {
	var name *net.DNSError
	if errors.As(err, &name) && strings.Contains(name.Err, syscall.EMFILE.Error()) {
		return true
	}
	return isOutOfFilesOn(runtime.GOOS, err)
}

// isOutOfFilesOn reports whether err says on that system that this program, or the whole machine, has as
// many files and connections open as it may.
func isOutOfFilesOn(system string, err error) bool {
	if errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE) {
		return true
	}
	// ERROR_TOO_MANY_OPEN_FILES and WSAEMFILE.
	const tooMany, tooManySockets = 4, 10024
	var number syscall.Errno
	return system == "windows" && errors.As(err, &number) && (number == tooMany || number == tooManySockets)
}
