package cache

import (
	"math"
	"runtime"
	"runtime/debug"
)

// softMemory is what the program takes with a full cache before the collector works harder. It is less than 64 MiB
// by what the collector knows nothing of.
const softMemory = 46 << 20

// spare lets the collector keep the program small: it would else let it grow to twice of what is kept. A program
// that needs more than that without a cache, for a very long list, is not pressed, nor one whose user has said
// how large it may be.
func spare() {
	if debug.SetMemoryLimit(-1) != math.MaxInt64 {
		return
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	debug.SetMemoryLimit(max(softMemory, 2*int64(m.HeapAlloc))) //nolint:gosec // a size of memory
}
