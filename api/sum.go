package api

import "hash"

// summer hashes what a transfer reads, a full block at a time: summing every few bytes as they come
// costs more. It hashes on the goroutine that reads and writes. Doing it beside them was measured
// and lost where the machine had two processors and the far side was on it too.
type summer struct {
	sum    hash.Hash
	block  []byte
	filled int
}

// newSummer returns a summer for that many bytes at most. Its block is all the memory a transfer
// takes, whatever the size of the file.
func newSummer(sum hash.Hash, most int64) *summer {
	const least = 4 << 10
	return &summer{sum: sum, block: make([]byte, max(min(most, blockSize), least))}
}

// room returns where to put the next bytes. They are summed when add tells of them.
func (s *summer) room() []byte { return s.block[s.filled:] }

// add takes n bytes more of the room into the sum.
func (s *summer) add(n int) {
	const nearly = 8 // the last part of a block is too small to read into
	s.filled += n
	if len(s.block)-s.filled <= len(s.block)/nearly {
		s.flush()
	}
}

// flush sums what is in the block.
func (s *summer) flush() {
	_, _ = s.sum.Write(s.block[:s.filled])
	s.filled = 0
}
