//go:build unix && !linux

package worker

import (
	"context"
	"os/exec"
	"strconv"
	"strings"
)

// resident is how many bytes of memory a process holds. Only ps says it of another process without cgo.
func resident(pid int) int64 {
	out, err := exec.CommandContext(context.Background(), "/bin/ps", "-o", "rss=", "-p", strconv.Itoa(pid)).Output() //nolint:gosec // a number
	if err != nil {
		return 0
	}
	kib, err := strconv.ParseInt(strings.TrimSpace(string(out)), 10, 64)
	if err != nil {
		return 0
	}
	return kib << 10
}
