package system

import (
	"bufio"
	"io"
	"iter"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// dropImage gives back the pages of the program's own file: its start visits most of them, and what runs later few.
// One that is needed again is in the cache of the system.
func dropImage() {
	program, err := os.Readlink("/proc/self/exe")
	if err != nil {
		return
	}
	mappings, err := os.Open("/proc/self/smaps")
	if err != nil {
		return
	}
	defer mappings.Close() //nolint:errcheck // it was read
	for from, to := range imageOf(program, mappings) {
		_, _, _ = unix.Syscall(unix.SYS_MADVISE, uintptr(from), uintptr(to-from), unix.MADV_DONTNEED)
	}
}

// imageOf returns the address ranges that hold the program's own file unchanged: they are read-only, and the loader
// has not written to them either. These alone can be dropped from memory, as the kernel reads them again.
func imageOf(program string, smaps io.Reader) iter.Seq2[uint64, uint64] {
	return func(yield func(from, to uint64) bool) {
		var from, to uint64 // of the mapping that is read about; 0: it is another's
		for lines := bufio.NewScanner(smaps); lines.Scan(); {
			words := strings.Fields(lines.Text())
			switch {
			case len(words) < 2:
			case !strings.HasSuffix(words[0], ":"): // the first line of a mapping; its facts follow
				from, to = 0, 0
				_, file, _ := strings.Cut(lines.Text(), "/")
				if "/"+file == program && words[1][1] == '-' {
					from, to = bounds(words[0])
				}
			case words[0] == "Anonymous:" && words[1] == "0" && from < to && !yield(from, to):
				return
			}
		}
	}
}

// bounds reads where a mapping begins and ends; 0, 0 where that cannot be read.
func bounds(text string) (from, to uint64) {
	a, b, _ := strings.Cut(text, "-")
	from, err := strconv.ParseUint(a, 16, 64)
	if err != nil {
		return 0, 0
	}
	if to, err = strconv.ParseUint(b, 16, 64); err != nil {
		return 0, 0
	}
	return from, to
}
