//go:build unix

package system

import "golang.org/x/sys/unix"

// probe asks the system whether files can be made in dir: it knows of access lists and read-only
// disks, and leaves no trace, whenever this program is killed.
func probe(dir string) error { return unix.Access(dir, unix.W_OK|unix.X_OK) }
