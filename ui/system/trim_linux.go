package system

import (
	"bufio"
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
	var from, to uint64    // of a mapping of the program that nobody can write to; 0: it is another
	for lines := bufio.NewScanner(mappings); lines.Scan(); {
		words := strings.Fields(lines.Text())
		if len(words) > 5 {
			from, to = 0, 0
			if path := lines.Text()[max(strings.Index(lines.Text(), "/"), 0):]; path == program && words[1][1] == '-' {
				from, to = bounds(words[0])
			}
			continue
		}
		// What the loader has written to cannot be read again.
		if len(words) > 1 && words[0] == "Anonymous:" && words[1] == "0" && from < to {
			_, _, _ = unix.Syscall(unix.SYS_MADVISE, uintptr(from), uintptr(to-from), unix.MADV_DONTNEED)
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
