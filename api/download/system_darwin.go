package download

import (
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// freeSpace returns the bytes that the user may still write to the folder's file system.
func freeSpace(self *os.File, _ string) (bytes int64, known bool) {
	var s unix.Statfs_t
	if err := unix.Fstatfs(int(self.Fd()), &s); err != nil || s.Blocks == 0 || s.Bsize == 0 {
		return 0, false
	}
	return spaceOf(s.Bavail, uint64(s.Bsize)), true
}

// renameFree gives a file of the folder a name that must be free, in one step.
func renameFree(self *os.File, _, from, to string) error {
	at := int(self.Fd())
	return unix.RenameatxNp(at, from, at, to, unix.RENAME_EXCL)
}

// markFromWeb tells the system that the file came from the network, so that it asks before it runs
// a program in it.
func markFromWeb(file *os.File, _ string, at time.Time) {
	_ = unix.Fsetxattr(int(file.Fd()), "com.apple.quarantine", []byte(quarantine(at)), 0) // not every file system can
}

// startWriteback does nothing: this system has no call for it.
func startWriteback(*os.File, int64, int64) {}

// folderPath does not know here where an open folder is.
func folderPath(*os.File) (dir string, known bool) { return "", false }
