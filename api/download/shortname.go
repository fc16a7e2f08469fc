package download

import (
	"io/fs"
	"os"
	"runtime"
	"sort"
	"strings"

	"attache/model"
)

// root is what is asked of a folder by the names in it.
type root interface {
	Lstat(name string) (fs.FileInfo, error)
	Open(name string) (*os.File, error)
	OpenFile(name string, flag int, mode fs.FileMode) (*os.File, error)
	WriteFile(name string, data []byte, mode fs.FileMode) error
	Rename(from, to string) error
	Link(from, to string) error
	Remove(name string) error
	Close() error
}

const (
	// leastName is the shortest limit that is tried, in bytes. No file system in use has a lower one.
	leastName = 64
	// nameStep is how much shorter the next name is, where one was refused after all.
	nameStep = 8
	// longestSuffix is what the longest name of a file under way has behind the part file's own.
	longestSuffix = len(partSuffix + sidecarSuffix + draftSuffix)
)

// isTooLong reports whether err says that a name is too long for the file system.
func isTooLong(err error) bool { return err != nil && isTooLongOn(runtime.GOOS, err) }

// longest is the most bytes that a name in this folder may have. File systems that encrypt names take
// less than others: eCryptfs 143, EncFS 175. They say so when they are asked for a name.
func (f *folder) longest() int {
	if f.most > 0 {
		return f.most
	}
	refuses := func(bytes int) bool {
		_, err := f.root.Lstat(strings.Repeat("x", bytes))
		return isTooLong(err)
	}
	if f.most = model.MaxComponent; refuses(f.most) {
		f.most = leastName + sort.Search(f.most-leastName, func(more int) bool { return refuses(leastName + more + 1) })
	}
	return f.most
}

// shorten takes a name that was refused as a lower limit. It reports whether a shorter one may do.
func (f *folder) shorten(err error) bool {
	if !isTooLong(err) || f.longest() <= leastName {
		return false
	}
	f.most -= nameStep
	return true
}

// numbered is name with a number, cut to what the file system takes.
func (f *folder) numbered(name string, n int) string {
	return model.NumberedWithin(name, n, f.longest())
}

// numberedPart is the name of a part file: cut so far that its sidecar can be written.
func (f *folder) numberedPart(name string, n int) string {
	return model.NumberedWithin(name, n, f.longest()-longestSuffix) + partSuffix
}
