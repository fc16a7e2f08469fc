package download

import (
	"crypto/sha256"
	"math/rand/v2"
	"sync"
	"testing"
)

// TestTheSumAndItsCheckpointsAreRightWhereverTheyAreMade feeds a summer in pieces of any size, with checkpoints
// at any place, hashing by itself and beside its caller.
func TestTheSumAndItsCheckpointsAreRightWhereverTheyAreMade(t *testing.T) {
	var pool sync.Pool
	for _, beside := range []bool{false, true} {
		for _, size := range []int{0, 1, blockSize - 1, blockSize, blockSize + 1, 5*blockSize + 7} {
			data := make([]byte, size)
			_, _ = rand.NewChaCha8([32]byte{2}).Read(data)
			random := rand.New(rand.NewPCG(1, 2))
			sum := sha256.New()
			s := newSummer(sum, int64(size), beside, &pool)
			var checkpoints []checkpoint
			for at := 0; at < size; {
				n := copy(s.room()[:min(len(s.room()), 1+random.IntN(blockSize/3))], data[at:])
				at += n
				s.add(n, int64(at), random.IntN(4) == 0)
				select {
				case m := <-s.checkpoints:
					checkpoints = append(checkpoints, m)
				default:
				}
			}
			s.finish()
			for m := range s.checkpoints {
				checkpoints = append(checkpoints, m)
			}
			for _, m := range checkpoints {
				if m.SHA256 != sumOf(string(data[:m.At])) {
					t.Errorf("%d bytes, beside %t: a wrong checkpoint at %d", size, beside, m.At)
				}
			}
			if got := string(sum.Sum(nil)); sumOfBytes(data) != got || size > 2*blockSize && len(checkpoints) < 2 {
				t.Errorf("%d bytes, beside %t: a wrong sum, or %d checkpoints", size, beside, len(checkpoints))
			}
		}
	}
}

func sumOfBytes(data []byte) string {
	sum := sha256.Sum256(data)
	return string(sum[:])
}
