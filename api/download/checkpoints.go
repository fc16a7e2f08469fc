package download

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"hash"
	"io"
	"os"
)

// checkpoint says what the first bytes of a part file were when they were written. Bytes are gone on from
// only up to a checkpoint that still holds: a disk that lost power, or an editor, may have changed them.
type checkpoint struct {
	At     int64  `json:"at"`     // bytes
	SHA256 string `json:"sha256"` // of all of them
}

const (
	// maxCheckpoints is how many checkpoints are made in one file, about. A program that is killed loses what
	// came after the last one: no more than that part of the file, or leastCheckpoint bytes.
	maxCheckpoints  = 64
	leastCheckpoint = 128 << 10
)

func (m checkpoint) encode() []byte {
	data, err := json.Marshal(m)
	if err != nil {
		return nil
	}
	return append(data, '\n')
}

// decodeCheckpoints reads checkpoints up to the first line that none was written as: the last one may be torn.
func decodeCheckpoints(data []byte, size int64) []checkpoint {
	var checkpoints []checkpoint
	at := int64(0)
	for len(data) > 0 {
		line, rest, whole := bytes.Cut(data, []byte("\n"))
		var m checkpoint
		if !whole || json.Unmarshal(line, &m) != nil || !bytes.Equal(m.encode(), append(line[:len(line):len(line)], '\n')) {
			break
		}
		if sum, err := hex.DecodeString(m.SHA256); err != nil || len(sum) != sha256.Size || m.At <= at || m.At > size {
			break
		}
		checkpoints, at, data = append(checkpoints, m), m.At, rest
	}
	return checkpoints
}

// due reports whether enough has come since the last checkpoint for another, which is then wanted.
func (p *part) due() bool {
	if p.size-p.marked < max(p.about.Size/maxCheckpoints, leastCheckpoint) || !p.resumable() || p.isUnnamed() {
		return false
	}
	p.marked = p.size
	return true
}

// checkpoint notes what is in the file, all of which must be in the sum.
func (p *part) checkpoint() error {
	if p.marked == p.size {
		return nil
	}
	p.marked = p.size
	return p.note(checkpoint{p.size, p.sha256()})
}

// note adds a checkpoint to the sidecar. It is not made to last, but it outlives the program: the line is
// added in one call.
func (p *part) note(m checkpoint) error {
	file, _, err := p.folder.openPlain(p.sidecar(), os.O_WRONLY|os.O_APPEND, true)
	if err != nil {
		return err
	}
	_, err = file.Write(m.encode())
	return errors.Join(err, file.Close())
}

// verify takes what is on the disk into the sum, as far as it is what was written: up to the last of
// checkpoints that holds. What is behind that is cut off. What a killed program wrote after its last checkpoint
// is not known for damaged, and lost all the same. An error means that ctx has ended.
func (p *part) verify(ctx context.Context, checkpoints []checkpoint) error {
	running, good := sha256.New(), 0
	var at int64
	for _, m := range checkpoints {
		err := p.read(ctx, running, at, m.At)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil || hex.EncodeToString(running.Sum(nil)) != m.SHA256 {
			p.damaged = true
			break
		}
		kept, ok := running.(hash.Cloner)
		if !ok {
			break
		}
		if p.sum, err = kept.Clone(); err != nil {
			break
		}
		at, good = m.At, good+1
	}
	p.marked = at
	return p.cut(at, checkpoints[max(good-maxCheckpoints, 0):good])
}

// read takes the bytes between two places of the file into a sum.
func (p *part) read(ctx context.Context, sum hash.Hash, from, to int64) error {
	block := make([]byte, min(to-from, blockSize))
	for from < to {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := p.file.ReadAt(block[:min(int64(len(block)), to-from)], from)
		_, _ = sum.Write(block[:n])
		from += int64(n)
		if err != nil && from < to {
			return err
		}
	}
	return nil
}

// cut leaves the first bytes of the file, and the checkpoints that hold for them.
func (p *part) cut(at int64, checkpoints []checkpoint) error {
	p.size, p.flushed, p.marked = at, at, at
	if err := p.noteDown(p.about, checkpoints); err != nil {
		return err
	}
	_, err := p.file.Seek(at, io.SeekStart)
	return errors.Join(err, p.file.Truncate(at))
}
