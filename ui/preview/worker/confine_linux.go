package worker

import (
	"runtime"
	"syscall"
	"unsafe"

	"golang.org/x/sys/unix"
)

// hardMemory is what the system gives a child: above what its parent ends it at, for the runtime reserves
// more than it uses.
const hardMemory = 768 << 20

// confine takes from this process what decoding does not need, and tells what is in force. A kernel that
// lacks one of the ways has the others.
func confine() limits {
	runtime.LockOSThread() // the system call filter goes out from the thread that has given up its rights
	defer runtime.UnlockOSThread()
	return confineFiles() | filterCalls()
}

// confineFiles is what there is without a filter of system calls.
func confineFiles() limits {
	var l limits
	settle()
	if unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == nil {
		l |= limitPrivileges
	}
	l |= closePaths() | closeOpenCalls()
	if unix.Setrlimit(unix.RLIMIT_DATA, &unix.Rlimit{Cur: hardMemory, Max: hardMemory}) == nil {
		l |= limitMemory
	}
	return l
}

// closePaths leaves no path of the file system open to any thread (Landlock).
func closePaths() limits {
	everything := unix.LandlockRulesetAttr{Handled_access_fs: 2*unix.LANDLOCK_ACCESS_FS_MAKE_SYM - 1}                                                     // what the first version knows
	set, _, fault := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, uintptr(unsafe.Pointer(&everything)), unsafe.Sizeof(everything.Handled_access_fs), 0) //nolint:gosec // a call of the system
	if fault != 0 {
		return 0
	}
	defer unix.Close(int(set)) //nolint:errcheck // nothing hangs on it
	// With cgo the runtime does not know all threads; then it cannot be done.
	if _, _, fault := syscall.AllThreadsSyscall(unix.SYS_PRCTL, unix.PR_SET_NO_NEW_PRIVS, 1, 0); fault != 0 {
		return 0
	}
	if _, _, fault := syscall.AllThreadsSyscall(unix.SYS_LANDLOCK_RESTRICT_SELF, set, 0, 0); fault != 0 {
		return 0
	}
	return limitLandlock
}
