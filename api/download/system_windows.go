package download

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sys/windows"
)

// lock takes file for this transfer alone, until file is closed or the program dies, however it
// dies. It fails at once where another has it. The byte locked lies far behind any file's end, as
// locks of Windows keep others from reading what they cover.
func lock(file *os.File) error {
	far := &windows.Overlapped{Offset: math.MaxUint32, OffsetHigh: math.MaxInt32}
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	return windows.LockFileEx(windows.Handle(file.Fd()), flags, 0, 1, 0, far)
}

// isHeld reports whether lock failed because another has the file.
func isHeld(err error) bool { return errors.Is(err, windows.ERROR_LOCK_VIOLATION) }

// isBusy reports whether a file cannot be renamed or removed because another program holds it.
func isBusy(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_ACCESS_DENIED)
}

// isAlone reports whether the file has no other name that would share its bytes.
func isAlone(file *os.File) bool {
	var info windows.ByHandleFileInformation
	err := windows.GetFileInformationByHandle(windows.Handle(file.Fd()), &info)
	return err == nil && info.NumberOfLinks == 1
}

// freeSpace returns the bytes that the user may still write to the folder's volume.
func freeSpace(_ *os.File, dir string) (bytes int64, known bool) {
	name, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, false
	}
	var free uint64
	if err := windows.GetDiskFreeSpaceEx(name, &free, nil, nil); err != nil {
		return 0, false
	}
	return spaceOf(free, 1), true
}

// renameFree gives a file of the folder a name that must be free, in one step.
func renameFree(_ *os.File, dir, from, to string) error {
	source, err := windows.UTF16PtrFromString(filepath.Join(dir, from))
	if err != nil {
		return err
	}
	target, err := windows.UTF16PtrFromString(filepath.Join(dir, to))
	if err != nil {
		return err
	}
	return windows.MoveFileEx(source, target, 0)
}

// markFromWeb tells the system that the file came from the network, so that it asks before it runs
// a program in it.
func markFromWeb(_ *os.File, path string, _ time.Time) {
	if hasStreams(path) {
		_ = os.WriteFile(path+zoneStream, []byte(zoneIdentifier), fileMode)
	}
}

// hasStreams reports whether the volume of a file keeps streams beside its bytes. Where it keeps none, the name of
// one may be that of a file beside it.
func hasStreams(path string) bool {
	name, err := windows.UTF16PtrFromString(filepath.VolumeName(path) + `\`)
	if err != nil {
		return false
	}
	var flags uint32
	err = windows.GetVolumeInformation(name, nil, 0, nil, nil, &flags, nil, 0)
	return err == nil && flags&windows.FILE_NAMED_STREAMS != 0
}

// startWriteback does nothing: this system has no call for it.
func startWriteback(*os.File, int64, int64) {}

// folderPath does not tell: this system moves no folder that a program has open.
func folderPath(*os.File) (dir string, known bool) { return "", false }
