//go:build unix

package worker

import (
	"os"
	"runtime/debug"

	"golang.org/x/sys/unix"

	"attache/ui/system"
)

// softMemory is from where on the collector works hard: well below what ends the child.
const softMemory = 384 << 20

// settle lets the runtime open what it opens late, and makes the screen come first.
func settle() {
	debug.SetMemoryLimit(softMemory)
	if r, w, err := os.Pipe(); err == nil { // the runtime's poller is made with the first pipe, or else at any time
		_, _ = r.Close(), w.Close()
	}
	system.StepBack()
}

// closeOpenCalls lets the process open nothing more. What is open stays open: the two pipes.
func closeOpenCalls() limits {
	none := unix.Rlimit{}
	if unix.Setrlimit(unix.RLIMIT_NOFILE, &none) != nil {
		return 0
	}
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &none) // a crash leaves nothing of the file behind
	return limitFiles
}
