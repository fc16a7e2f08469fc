package batch

import (
	"os"
	"testing"

	"golang.org/x/sys/windows"
)

func TestAReaderThatHasGoneIsKnownByWhateverAPipeSays(t *testing.T) {
	for err, gone := range map[error]bool{
		windows.ERROR_NO_DATA: true, windows.ERROR_BROKEN_PIPE: true, windows.ERROR_PIPE_NOT_CONNECTED: true, windows.ERROR_DISK_FULL: false,
	} {
		if got := brokenPipe(&os.PathError{Op: "write", Path: "|1", Err: err}); got != gone {
			t.Errorf("%v: %v", err, got)
		}
	}
}
