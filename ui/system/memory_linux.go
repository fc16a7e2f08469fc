package system

import "golang.org/x/sys/unix"

// KeepMemory keeps what this process has in memory, such as tokens, from core dumps, and from all other programs of the same
// user. What it starts is not held to that.
func KeepMemory() { _ = unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0) }
