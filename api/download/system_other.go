//go:build !linux && !darwin && !windows

package download

import (
	"errors"
	"os"
	"time"
)

// freeSpace knows nothing here; a full disk is found out by writing.
func freeSpace(*os.File, string) (bytes int64, known bool) { return 0, false }

// renameFree has no call to make here; hard links do its work.
func renameFree(*os.File, string, string, string) error { return errors.ErrUnsupported }

// markFromWeb does nothing: no program here asks where a file came from.
func markFromWeb(*os.File, string, time.Time) {}

// startWriteback does nothing: this system has no call for it.
func startWriteback(*os.File, int64, int64) {}

// folderPath does not know here where an open folder is.
func folderPath(*os.File) (dir string, known bool) { return "", false }
