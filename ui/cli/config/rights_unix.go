//go:build unix

package config

import (
	"io/fs"
	"os"
	"syscall"
)

// rights reports who can change a file besides its owner. A group of the owner's own number is the
// owner's alone, as most systems set users up, and counts for nobody.
func rights(info fs.FileInfo) (everybody, group bool) {
	const others, grouped = 0o002, 0o020
	if !info.Mode().IsRegular() {
		return false, false
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	own := ok && stat.Uid == stat.Gid && int(stat.Uid) == os.Geteuid()
	mode := info.Mode().Perm()
	return mode&others != 0, mode&grouped != 0 && !own
}
