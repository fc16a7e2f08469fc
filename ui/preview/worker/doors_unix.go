//go:build unix

package worker

import (
	"runtime/debug"
	"time"

	"golang.org/x/sys/unix"
)

// softMemory is from where on the collector works hard: well below what ends the child.
const softMemory = 384 << 20

// settle lets the runtime open what it opens late, and makes the screen come first.
func settle() {
	debug.SetMemoryLimit(softMemory)
	t := time.NewTimer(time.Nanosecond) // the poller is made with the first timer
	<-t.C
	const polite = 5
	_ = unix.Setpriority(unix.PRIO_PGRP, 0, polite) // decoding can wait, keys cannot
}

// closeDoors lets the process open nothing more. What is open stays open: the two pipes.
func closeDoors() limits {
	none := unix.Rlimit{}
	if unix.Setrlimit(unix.RLIMIT_NOFILE, &none) != nil {
		return 0
	}
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &none) // a crash leaves nothing of the file behind
	return limitFiles
}
