package api

import (
	"hash"
	"sync"
)

// maxBlocks is how many blocks a transfer has in memory at most: one is read while others wait to
// be summed.
const maxBlocks = 4

// summer hashes blocks beside the goroutine that reads and writes them: on a fast network the sum
// takes as long as all the rest. Blocks are summed when they are full, as waking another goroutine
// for every few bytes costs more than summing them. One goroutine gives the bytes; wait ends it.
type summer struct {
	sum     hash.Hash
	full    chan []byte
	free    chan []byte
	block   []byte // being filled
	filled  int
	made    int
	size    int64 // of a block, in bytes
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

// room returns where to put the next bytes. They are summed when add tells of them.
func (s *summer) room() []byte {
	if s.block == nil {
		s.block, s.filled = s.next(), 0
	}
	return s.block[s.filled:]
}

func (s *summer) next() []byte {
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

// add takes n bytes more of the room into the sum.
func (s *summer) add(n int) {
	const nearly = 8 // the last part of a block is too small to read into
	s.filled += n
	if len(s.block)-s.filled <= len(s.block)/nearly {
		s.flush()
	}
}

func (s *summer) flush() {
	s.full <- s.block[:s.filled]
	s.block = nil
}

// wait returns when all that was added is in the sum.
func (s *summer) wait() {
	if s.block != nil {
		s.flush()
	}
	close(s.full)
	s.working.Wait()
}
