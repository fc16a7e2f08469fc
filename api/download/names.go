package download

import (
	"runtime"
	"sort"
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"attache/model"
)

const (
	// leastName is the shortest limit that is tried, in bytes. No file system in use has a lower one.
	leastName = 64
	// nameStep is how much shorter the next name is, where one was refused after all.
	nameStep = 8
	// longestSuffix is what the longest name of a file under way has behind the part file's own.
	longestSuffix = len(partSuffix + sidecarSuffix + draftSuffix)
	// scratchPrefix begins the names that ui/system sweeps.
	scratchPrefix = "attache-scratch-"
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

// Suffixes of what a file under way is called. No finished file gets a name that ends so: a
// stranger who chooses names could else forge what an earlier run is believed to have left.
const (
	partSuffix    = ".part"
	sidecarSuffix = ".json"  // behind partSuffix
	draftSuffix   = ".draft" // behind both, while a sidecar is written
)

// safeName makes a wanted file name safe once more, wherever it comes from, and keeps it apart
// from the names of files under way.
func safeName(name, id string) string {
	name = model.FileName(name, id)
	for _, ending := range []string{partSuffix, partSuffix + sidecarSuffix, partSuffix + sidecarSuffix + draftSuffix} {
		if cut := len(name) - len(ending); cut >= 0 && strings.EqualFold(name[cut:], ending) {
			return name[:cut] + "_" + name[cut+1:]
		}
	}
	return name
}

// foldName makes names equal that a file system may take for one.
func foldName(name string) string {
	for i := range len(name) {
		if name[i] >= 0x80 { // beyond ASCII
			return norm.NFC.String(cases.Fold().String(norm.NFC.String(name)))
		}
	}
	lower := []byte(name)
	for i, c := range lower {
		if c >= 'A' && c <= 'Z' {
			lower[i] = c + 'a' - 'A'
		}
	}
	return string(lower)
}
