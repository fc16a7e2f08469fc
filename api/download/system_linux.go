package download

import (
	"os"
	"strconv"
	"time"

	"golang.org/x/sys/unix"
)

// freeSpace returns the bytes that the user may still write to the folder's file system.
func freeSpace(self *os.File, _ string) (bytes int64, known bool) {
	var s unix.Statfs_t
	if err := unix.Fstatfs(int(self.Fd()), &s); err != nil || s.Blocks == 0 || s.Bsize <= 0 {
		return 0, false
	}
	return spaceOf(s.Bavail, uint64(s.Bsize)), true
}

// renameFree gives a file of the folder a name that must be free, in one step.
func renameFree(self *os.File, _, from, to string) error {
	at := int(self.Fd())
	return unix.Renameat2(at, from, at, to, unix.RENAME_NOREPLACE)
}

// markFromWeb does nothing: no program on Linux asks where a file came from.
func markFromWeb(*os.File, string, time.Time) {}

// startWriteback lets the system begin to bring bytes to the disk, and does not wait for it. It is
// no promise: only the sync at the end is.
func startWriteback(f *os.File, from, n int64) {
	_ = unix.SyncFileRange(int(f.Fd()), from, n, unix.SYNC_FILE_RANGE_WRITE)
}

// folderPath returns where an open folder is now. Whoever asks looks whether it leads there.
func folderPath(self *os.File) (dir string, known bool) {
	dir, err := os.Readlink("/proc/self/fd/" + strconv.Itoa(int(self.Fd())))
	return dir, err == nil
}
