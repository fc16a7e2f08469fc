package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"

	"attache/model"
)

// part is a file under way: NAME.part, locked as long as a transfer works on it, with a sidecar
// beside it that says what it is a part of.
type part struct {
	folder  *folder
	file    *os.File
	name    string
	note    sidecar // as it is on the disk
	size    int64   // bytes in the file, all of them in sum
	flushed int64   // of these, what is on its way to the disk
	sum     hash.Hash
	locked  bool // else nobody would know that this transfer lives, and nothing may be kept of it
	spoiled bool // what was written is not the file
}

// create opens a new part file beside the name to be: name.part, or name (1).part where another
// transfer has that one. It never opens a file that is there.
func (f *folder) create(note sidecar) (*part, error) {
	for n := range maxNames {
		try := model.Numbered(note.Name, n) + partSuffix
		file, err := f.root.OpenFile(try, os.O_RDWR|os.O_CREATE|os.O_EXCL, fileMode)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		p := &part{folder: f, file: file, name: try, sum: sha256.New()}
		p.locked = lock(file) == nil
		if !p.mayNote() {
			_ = p.drop()
			continue
		}
		if err := p.remember(note); err != nil {
			_ = p.drop()
			return nil, err
		}
		return p, nil
	}
	return nil, fs.ErrExist
}

// mayNote reports whether the sidecar's name is free, or that of a sidecar whose part is gone.
func (p *part) mayNote() bool {
	_, err := p.folder.root.Lstat(p.sidecar())
	if errors.Is(err, fs.ErrNotExist) {
		return true
	}
	var ours bool
	p.note, ours = p.folder.readSidecar(p.sidecar())
	return ours
}

// reopen takes over what another transfer has left, unless that one lives. The part file may be of
// no use; whoever gets it decides that. It returns nil where there is nothing to take.
func (f *folder) reopen(name string) *part {
	file, _, err := f.openPlain(name, os.O_RDWR, true)
	if err != nil {
		return nil
	}
	p := &part{folder: f, file: file, name: name, sum: sha256.New()}
	if p.locked = lock(file) == nil; !p.locked || p.check() != nil {
		_ = file.Close()
		return nil
	}
	// Looked at under the lock: what was seen before may be of another transfer.
	info, err := file.Stat()
	note, ok := f.readSidecar(p.sidecar())
	if err != nil || !ok {
		_ = file.Close()
		return nil
	}
	p.note, p.size = note, info.Size()
	p.spoiled = p.size > note.Size || !isAlone(file)
	return p
}

func (p *part) sidecar() string { return p.name + sidecarSuffix }

// check fails where the part file is no longer what its name leads to.
func (p *part) check() error {
	there, err := p.folder.root.Lstat(p.name)
	if err != nil {
		return err
	}
	own, err := p.file.Stat()
	if err == nil && !os.SameFile(there, own) {
		err = errForeign
	}
	return err
}

// remember notes what the bytes to come are a part of. It must be done before the first of them.
func (p *part) remember(note sidecar) error {
	if p.note == note {
		return nil
	}
	if err := p.folder.writeSidecar(p.sidecar(), note); err != nil {
		return err
	}
	p.note = note
	return nil
}

// resumable reports whether another try, or another run, can go on from what is there.
func (p *part) resumable() bool {
	return p.locked && !p.spoiled && p.note.ETag != "" && p.size > 0
}

// rehash takes what is on the disk into the sum, a block at a time.
func (p *part) rehash(ctx context.Context) error {
	p.sum.Reset()
	block := make([]byte, blockSize)
	for at := int64(0); at < p.size; {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := p.file.ReadAt(block[:min(int64(blockSize), p.size-at)], at)
		_, _ = p.sum.Write(block[:n])
		at += int64(n)
		if err != nil && at < p.size {
			return err
		}
	}
	_, err := p.file.Seek(p.size, io.SeekStart)
	return err
}

// write returns how much of block got into the file. The caller sees to it that those bytes are
// summed before anything else is done with the part.
func (p *part) write(block []byte) (int, error) {
	n, err := p.folder.disk.write(p.file, block)
	p.size += int64(n)
	if p.size-p.flushed >= flushStep {
		startWriteback(p.file, p.flushed, p.size-p.flushed)
		p.flushed = p.size
	}
	return n, err
}

// flushStep is how many bytes are written before the system is asked to bring them to the disk.
// Without that they pile up in memory, and the sync at the end waits for all of them.
const flushStep = 8 << 20

// empty starts over.
func (p *part) empty() error {
	p.size, p.flushed, p.spoiled = 0, 0, false
	p.sum.Reset()
	_, err := p.file.Seek(0, io.SeekStart)
	return errors.Join(err, p.file.Truncate(0))
}

// head returns the first bytes of the file.
func (p *part) head() []byte {
	const most = 4 << 10
	head := make([]byte, most)
	n, err := p.file.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil
	}
	return head[:n]
}

// sha256 returns the sum of all bytes, in lower-case hexadecimal.
func (p *part) sha256() string { return hex.EncodeToString(p.sum.Sum(nil)) }

// finish makes sure that every byte is on the disk. Only then may the file have its name.
func (p *part) finish() error { return p.file.Sync() }

// published ends a part file that got its final name.
func (p *part) published() {
	p.folder.remove(p.sidecar())
	p.folder.sync()
	_ = p.file.Close() // it was synced
}

// keep leaves the part file and its sidecar to whoever goes on from there. It reports false, and
// nothing may be left, when nobody could.
func (p *part) keep() bool {
	// What could not be synced may differ from what was hashed.
	if !p.resumable() || p.check() != nil || p.file.Sync() != nil {
		return false
	}
	note, _, err := p.folder.openPlain(p.sidecar(), os.O_RDWR, true)
	if err != nil {
		return false
	}
	if err := errors.Join(note.Sync(), note.Close()); err != nil {
		return false
	}
	p.folder.sync()
	_ = p.file.Close()
	return true
}

// drop removes the part file and its sidecar, and nothing that took their names.
func (p *part) drop() error {
	defer p.file.Close() //nolint:errcheck // it is gone, or given up
	if p.check() != nil {
		return nil
	}
	// The part file first: killed in between, this leaves a small sidecar that the next transfer
	// takes over, and not a large file that nothing knows of.
	err := p.folder.root.Remove(p.name)
	if note, ok := p.folder.readSidecar(p.sidecar()); ok && note == p.note {
		p.folder.remove(p.sidecar())
	}
	return err
}
