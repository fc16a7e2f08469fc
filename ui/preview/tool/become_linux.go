package tool

import (
	"os"
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"

	"attache/ui/system"
)

// The limits of the program.
const (
	maxMemory = 512 << 20
	maxCPU    = 10 // seconds
	maxFiles  = 64
)

// where is the path of a program of the system; empty: it is not there. No variable has a say in it.
func where(name string) string {
	for _, folder := range []string{"/usr/bin/", "/bin/"} {
		info, err := os.Stat(folder + name) //nolint:gosec // the name is fixed
		if err == nil && info.Mode().IsRegular() && info.Mode()&0o111 != 0 {
			return folder + name
		}
	}
	return ""
}

// become gives up what drawing does not need and becomes the program. A process that cannot be held does
// not become it.
func become(env []string, name string, args ...string) int {
	system.StepBack()
	path := where(name)
	runtime.LockOSThread() // what this thread gives up, the program never has
	if path == "" || !limit() || !readOnly() || !withoutCalls() {
		return 1
	}
	_ = unix.Exec(path, append([]string{path}, args...), env)
	return 1
}

func limit() bool {
	for what, most := range map[int]uint64{
		unix.RLIMIT_DATA: maxMemory, unix.RLIMIT_CPU: maxCPU, unix.RLIMIT_NOFILE: maxFiles, unix.RLIMIT_FSIZE: 0, unix.RLIMIT_CORE: 0,
	} {
		if unix.Setrlimit(what, &unix.Rlimit{Cur: most, Max: most}) != nil {
			return false
		}
	}
	return unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == nil
}

// readOnly lets nothing be written, and only what belongs to the system be read (Landlock).
func readOnly() bool {
	const all = 2*unix.LANDLOCK_ACCESS_FS_MAKE_SYM - 1 // what the first version knows
	const reading = unix.LANDLOCK_ACCESS_FS_READ_FILE | unix.LANDLOCK_ACCESS_FS_READ_DIR | unix.LANDLOCK_ACCESS_FS_EXECUTE
	rules := unix.LandlockRulesetAttr{Handled_access_fs: all}
	set, _, fault := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, uintptr(unsafe.Pointer(&rules)), unsafe.Sizeof(rules.Handled_access_fs), 0) //nolint:gosec // a call of the system
	if fault != 0 {
		return fault == unix.ENOSYS || fault == unix.EOPNOTSUPP // a kernel without it: the other limits hold
	}
	defer unix.Close(int(set)) //nolint:errcheck // nothing hangs on it
	for _, folder := range []string{"/usr", "/lib", "/lib64", "/bin", "/etc", "/var/cache/fontconfig"} {
		fd, err := unix.Open(folder, unix.O_PATH|unix.O_CLOEXEC, 0)
		if err != nil {
			continue // it is not there
		}
		beneath := unix.LandlockPathBeneathAttr{Allowed_access: reading, Parent_fd: int32(fd)}                                                     //nolint:gosec // a file descriptor
		_, _, fault := unix.Syscall6(unix.SYS_LANDLOCK_ADD_RULE, set, unix.LANDLOCK_RULE_PATH_BENEATH, uintptr(unsafe.Pointer(&beneath)), 0, 0, 0) //nolint:gosec // a call of the system
		_ = unix.Close(fd)
		if fault != 0 {
			return false
		}
	}
	_, _, fault = unix.Syscall(unix.SYS_LANDLOCK_RESTRICT_SELF, set, 0, 0)
	return fault == 0
}

// refused are the system calls by which a program would reach a network, another process or the kernel's
// own state. They are answered as if the kernel did not have them.
func refused() []uint32 {
	var old []uint32 // ways to make a process that only this architecture has: fork and vfork
	if runtime.GOARCH == "amd64" {
		old = []uint32{57, 58}
	}
	return append(old,
		unix.SYS_SOCKET, unix.SYS_SOCKETPAIR, unix.SYS_CONNECT, unix.SYS_BIND, unix.SYS_LISTEN, unix.SYS_IO_URING_SETUP,
		unix.SYS_PTRACE, unix.SYS_PROCESS_VM_READV, unix.SYS_PROCESS_VM_WRITEV, unix.SYS_PIDFD_OPEN, unix.SYS_KILL, unix.SYS_TGKILL, unix.SYS_TKILL,
		unix.SYS_MOUNT, unix.SYS_UNSHARE, unix.SYS_SETNS, unix.SYS_BPF, unix.SYS_PERF_EVENT_OPEN, unix.SYS_KEYCTL, unix.SYS_ADD_KEY,
		unix.SYS_MEMFD_CREATE, unix.SYS_USERFAULTFD, unix.SYS_CLONE3,
	)
}

// withoutCalls installs the filter, which also lets no process be made beside this one.
func withoutCalls() bool {
	load := func(at uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: at}
	}
	end := func(verdict uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: verdict}
	}
	test := func(how uint16, value uint32, then, other uint8) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_JMP | how | unix.BPF_K, K: value, Jt: then, Jf: other}
	}
	const unknown = unix.SECCOMP_RET_ERRNO | uint32(unix.ENOSYS)
	const atNumber, atArch, atFirst = 0, 4, 16
	const otherABI = 0x40000000 // x32 has numbers of its own from here on
	program := []unix.SockFilter{
		load(atArch), test(unix.BPF_JEQ, arch(), 1, 0), end(unknown),
		load(atNumber), test(unix.BPF_JGE, otherABI, 0, 1), end(unknown),
	}
	for _, number := range refused() {
		program = append(program, test(unix.BPF_JEQ, number, 0, 1), end(unknown))
	}
	program = append(program,
		test(unix.BPF_JEQ, unix.SYS_CLONE, 0, 3), load(atFirst), test(unix.BPF_JSET, unix.CLONE_THREAD, 1, 0), end(unknown),
		end(unix.SECCOMP_RET_ALLOW),
	)
	prog := unix.SockFprog{Len: uint16(len(program)), Filter: &program[0]}                                         //nolint:gosec // well below 4096
	_, _, fault := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, 0, uintptr(unsafe.Pointer(&prog))) //nolint:gosec // a call of the system
	return fault == 0
}

// arch is the architecture as the kernel tells it to filters; 0: of another one nothing is let pass.
func arch() uint32 {
	switch runtime.GOARCH {
	case "amd64":
		return unix.AUDIT_ARCH_X86_64
	case "arm64":
		return unix.AUDIT_ARCH_AARCH64
	}
	return 0
}
