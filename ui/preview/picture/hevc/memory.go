package hevc

import "github.com/tetratelabs/wazero/experimental"

// maxMemory is the most that one picture may take.
const maxMemory = 288 << 20

// memoryFor is enough memory for a picture, taken at once: what grows by copying needs more than twice as much.
// The system gives only what is touched.
func memoryFor(file, pixels int) experimental.MemoryAllocator {
	most := min(maxMemory, 8<<20+3*file+24*pixels)
	return experimental.MemoryAllocatorFunc(func(least, _ uint64) experimental.LinearMemory {
		return &memory{make([]byte, max(uint64(most), least))} //nolint:gosec // positive
	})
}

type memory struct{ all []byte }

// Reallocate implements experimental.LinearMemory. Nil: no more can be had.
func (m *memory) Reallocate(size uint64) []byte {
	if size > uint64(len(m.all)) {
		return nil
	}
	return m.all[:size]
}

// Free implements experimental.LinearMemory.
func (m *memory) Free() { m.all = nil }
