//go:build linux && (amd64 || arm64)

package worker

import (
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Where the kernel keeps what a filter looks at.
const (
	atNumber   = 0
	atArch     = 4
	atFirstArg = 16
)

// calls are those that the runtime needs to compute, to collect, and to talk through two pipes. None of them
// opens or makes anything.
func calls() []uint32 {
	return append(archCalls(),
		unix.SYS_READ, unix.SYS_WRITE, unix.SYS_READV, unix.SYS_WRITEV, unix.SYS_CLOSE, unix.SYS_PREAD64,
		unix.SYS_MMAP, unix.SYS_MUNMAP, unix.SYS_MPROTECT, unix.SYS_MADVISE, unix.SYS_MINCORE, unix.SYS_BRK,
		unix.SYS_RT_SIGACTION, unix.SYS_RT_SIGPROCMASK, unix.SYS_RT_SIGRETURN, unix.SYS_SIGALTSTACK, unix.SYS_RESTART_SYSCALL,
		unix.SYS_SCHED_YIELD, unix.SYS_SCHED_GETAFFINITY, unix.SYS_FUTEX, unix.SYS_SET_ROBUST_LIST, unix.SYS_RSEQ, unix.SYS_MEMBARRIER,
		unix.SYS_NANOSLEEP, unix.SYS_CLOCK_NANOSLEEP, unix.SYS_CLOCK_GETTIME, unix.SYS_GETTIMEOFDAY,
		unix.SYS_EPOLL_CTL, unix.SYS_EPOLL_PWAIT, unix.SYS_EPOLL_PWAIT2,
		unix.SYS_GETPID, unix.SYS_GETTID, unix.SYS_GETRANDOM, unix.SYS_EXIT, unix.SYS_EXIT_GROUP,
	)
}

// filterCalls lets every thread, now and later, make few system calls. Any other is answered as if the
// kernel did not know it: libraries have a way out of that.
func filterCalls() limits {
	program := filter(uint32(os.Getpid()))                                                                                                      //nolint:gosec // a process number
	prog := unix.SockFprog{Len: uint16(len(program)), Filter: &program[0]}                                                                      //nolint:gosec // well below 4096
	_, _, fault := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_TSYNC, uintptr(unsafe.Pointer(&prog))) //nolint:gosec // a call of the system
	if fault != 0 {
		return 0
	}
	return limitCalls
}

// filter is the program for the kernel. self is this process, which may signal no other.
func filter(self uint32) []unix.SockFilter {
	load := func(at uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: at}
	}
	answer := func(verdict uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: verdict}
	}
	unless := func(test uint16, value uint32, skip uint8) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_JMP | test | unix.BPF_K, K: value, Jf: skip}
	}
	jump := func(over uint32) unix.SockFilter { return unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JA, K: over} }
	const unknown = unix.SECCOMP_RET_ERRNO | uint32(unix.ENOSYS)
	program := []unix.SockFilter{
		load(atArch), unless(unix.BPF_JEQ, arch, 1), jump(1), answer(unknown), // of another architecture no number fits
		load(atNumber),
	}
	for _, number := range calls() {
		program = append(program, unless(unix.BPF_JEQ, number, 1), answer(unix.SECCOMP_RET_ALLOW))
	}
	return append(program,
		unless(unix.BPF_JEQ, unix.SYS_CLONE, 3), load(atFirstArg), unless(unix.BPF_JSET, unix.CLONE_THREAD, 5), answer(unix.SECCOMP_RET_ALLOW),
		unless(unix.BPF_JEQ, unix.SYS_TGKILL, 3), load(atFirstArg), unless(unix.BPF_JEQ, self, 1), answer(unix.SECCOMP_RET_ALLOW),
		answer(unknown),
	)
}
