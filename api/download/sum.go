package download

import (
	"encoding/hex"
	"hash"
	"sync"
)

// summer hashes what a transfer reads, a full block at a time: summing every few bytes as they come
// costs more. Where few transfers run, what has more than one block is hashed beside the reading and
// writing: a transfer takes as long as the slower of the two then, and not as both. Many keep all
// processors busy as it is.
type summer struct {
	sum         hash.Hash
	pool        *sync.Pool // of blocks
	block       []byte     // that is read into
	filled      int
	checkpoints chan checkpoint // made on the way
	work        chan piece
	free        chan []byte
	done        chan struct{}
}

// piece is what is hashed at once.
type piece struct {
	data       []byte
	at         int64 // where it ends in the file
	checkpoint bool  // make a checkpoint there
}

const (
	// blockCount is how many there are: one is read into while another is hashed and a third is ready.
	blockCount = 3
	// mostBeside is how many transfers hash beside what they read, on however many processors: it
	// bounds the memory.
	mostBeside = 4
)

// newSummer returns a summer for that many bytes at most, which hashes beside its caller where that is
// wanted. Its blocks are all the memory a transfer takes, whatever the size of the file.
func newSummer(sum hash.Hash, most int64, beside bool, pool *sync.Pool) *summer {
	s := &summer{sum: sum, pool: pool, checkpoints: make(chan checkpoint, blockCount+1)}
	if most <= blockSize || !beside {
		s.block = s.take(aloneSize)
		return s
	}
	s.block = s.take(blockSize)
	s.work, s.free, s.done = make(chan piece, blockCount), make(chan []byte, blockCount), make(chan struct{})
	for range blockCount - 1 {
		s.free <- s.take(blockSize)
	}
	go func() {
		defer close(s.done)
		for p := range s.work {
			s.hash(p)
			s.free <- p.data[:cap(p.data)]
		}
	}()
	return s
}

// take returns a block of that many bytes, which another transfer may have used before.
func (s *summer) take(size int) []byte {
	if used, ok := s.pool.Get().(*[]byte); ok && cap(*used) >= size {
		return (*used)[:size]
	}
	return make([]byte, size)
}

// room returns where to put the next bytes. They are summed when add tells of them.
func (s *summer) room() []byte { return s.block[s.filled:] }

// add takes n bytes more of the room into the sum; they end at that place of the file. With checkpoint,
// one is made there.
func (s *summer) add(n int, at int64, checkpoint bool) {
	const nearly = 8 // the last part of a block is too small to read into
	s.filled += n
	if checkpoint || len(s.block)-s.filled <= len(s.block)/nearly {
		s.give(piece{s.block[:s.filled], at, checkpoint})
	}
}

// give hashes a piece, or lets it be hashed and takes another block.
func (s *summer) give(p piece) {
	s.filled = 0
	if s.work == nil {
		s.hash(p)
		return
	}
	s.work <- p
	s.block = <-s.free
}

func (s *summer) hash(p piece) {
	_, _ = s.sum.Write(p.data)
	if p.checkpoint {
		s.checkpoints <- checkpoint{p.at, hex.EncodeToString(s.sum.Sum(nil))}
	}
}

// finish sums what is left. Then every byte is in the sum, and every checkpoint is made.
func (s *summer) finish() {
	s.give(piece{data: s.block[:s.filled]})
	if s.work != nil {
		close(s.work)
		<-s.done
		for range len(s.free) {
			s.leave(<-s.free)
		}
	}
	s.leave(s.block)
	close(s.checkpoints)
}

func (s *summer) leave(block []byte) { s.pool.Put(&block) }

// blockSize is the most that is read, written and hashed at once, in bytes, where a transfer hashes beside what it reads:
// smaller blocks cost in handing over what they save in memory. aloneSize is that of a transfer with one block.
const (
	blockSize = 512 << 10
	aloneSize = 64 << 10
)
