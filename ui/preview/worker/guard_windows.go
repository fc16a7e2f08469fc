package worker

import (
	"os"
	"unsafe"

	"golang.org/x/sys/windows"
)

// guard is the job that a child is in: it gets no more memory, starts no process, and ends with its parent.
type guard struct{ job windows.Handle }

func guardOf(p *os.Process) guard {
	job, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return guard{}
	}
	info := windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION{
		BasicLimitInformation: windows.JOBOBJECT_BASIC_LIMIT_INFORMATION{
			LimitFlags: windows.JOB_OBJECT_LIMIT_PROCESS_MEMORY | windows.JOB_OBJECT_LIMIT_ACTIVE_PROCESS |
				windows.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | windows.JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION,
			ActiveProcessLimit: 1,
		},
		ProcessMemoryLimit: maxMemory,
	}
	_, err = windows.SetInformationJobObject(job, windows.JobObjectExtendedLimitInformation,
		uintptr(unsafe.Pointer(&info)), uint32(unsafe.Sizeof(info))) //nolint:gosec // the call takes it so
	if err == nil {
		err = assign(job, p.Pid)
	}
	if err != nil {
		_ = windows.CloseHandle(job)
		return guard{}
	}
	return guard{job}
}

func assign(job windows.Handle, pid int) error {
	process, err := windows.OpenProcess(windows.PROCESS_SET_QUOTA|windows.PROCESS_TERMINATE, false, uint32(pid)) //nolint:gosec // a process number
	if err != nil {
		return err
	}
	defer windows.CloseHandle(process) //nolint:errcheck // nothing hangs on it
	return windows.AssignProcessToJobObject(job, process)
}

func (g guard) limits() limits {
	if g.job == 0 {
		return 0
	}
	return limitMemory | limitJob
}

func (g guard) release() {
	if g.job != 0 {
		_ = windows.CloseHandle(g.job)
	}
}

// memory is not looked at: the job gives no more.
func (guard) memory() int64 { return 0 }
