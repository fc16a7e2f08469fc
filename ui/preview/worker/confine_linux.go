package worker

import "golang.org/x/sys/unix"

// hardMemory is what the system gives a child: above what its parent ends it at, for the runtime reserves
// more than it uses.
const hardMemory = 768 << 20

// confine takes from this process what decoding does not need, and tells what is in force.
func confine() limits {
	settle()
	l := closeDoors()
	if unix.Setrlimit(unix.RLIMIT_DATA, &unix.Rlimit{Cur: hardMemory, Max: hardMemory}) == nil {
		l |= limitMemory
	}
	return l
}
