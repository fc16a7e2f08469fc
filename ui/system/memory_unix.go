//go:build unix && !linux

package system

import "golang.org/x/sys/unix"

// KeepMemory keeps what this process has in memory, such as tokens, from core dumps.
func KeepMemory() {
	var most unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_CORE, &most) == nil {
		_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{Cur: 0, Max: most.Max}) // what it starts may raise that again
	}
}
