package api

import (
	"hash"
	"sync"
)

// maxBlocks is how many blocks a transfer has in memory at most: one is read while others wait to
// be summed.
const maxBlocks = 4

// summer hashes blocks beside the goroutine that reads and writes them: on a fast network the sum
// takes as long as all the rest. One goroutine gives the blocks, and wait ends it.
type summer struct {
	sum     hash.Hash
	full    chan []byte
	free    chan []byte
	size    int64 // of a block, in bytes
	made    int
	working sync.WaitGroup
}

// newSummer starts to sum that many bytes at most.
func newSummer(sum hash.Hash, most int64) *summer {
	const least = 4 << 10
	s := &summer{
		sum: sum, full: make(chan []byte, maxBlocks), free: make(chan []byte, maxBlocks),
		size: max(min(most, blockSize), least),
	}
	s.working.Go(func() {
		for block := range s.full {
			_, _ = s.sum.Write(block)
			s.free <- block[:cap(block)]
		}
	})
	return s
}

// block returns a block to fill, which is the caller's until it is given to add.
func (s *summer) block() []byte {
	select {
	case block := <-s.free:
		return block
	default:
	}
	if s.made < maxBlocks {
		s.made++
		return make([]byte, s.size)
	}
	return <-s.free
}

// add takes a block back, of which n bytes are to be summed.
func (s *summer) add(block []byte, n int) {
	if n == 0 {
		s.free <- block
		return
	}
	s.full <- block[:n]
}

// wait returns when all that was added is in the sum.
func (s *summer) wait() {
	close(s.full)
	s.working.Wait()
}
