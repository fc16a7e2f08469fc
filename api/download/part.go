package download

import (
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"os"

	"attache/api/wire"
)

// part is a file under way: NAME.part, locked as long as a transfer works on it, with a sidecar
// beside it that says what it is a part of.
type part struct {
	folder  *folder
	file    *os.File
	name    string
	about   sidecar
	noted   sidecar // as it is on the disk
	size    int64   // bytes in the file, all of them in sum
	flushed int64   // of these, what is on its way to the disk
	marked  int64   // of these, what the last checkpoint is of
	sum     hash.Hash
	locked  bool // else nobody would know that this transfer lives, and nothing may be kept of it
	spoiled bool // what was written is not the file
	damaged bool // bytes that an earlier run had left were no longer what it had written
	bare    bool // it has no sidecar: see folder.barePart
}

func (p *part) sidecar() string { return p.name + sidecarSuffix }

// check fails where the part file is no longer what its name leads to.
func (p *part) check() error {
	if p.isUnnamed() {
		return nil
	}
	return p.folder.leadsTo(p.name, p.file)
}

// begin takes what the bytes to come are a part of. It must be known before the first of them. On the disk it is
// from the first checkpoint on: nobody could go on from it before, and a small file is whole by then.
func (p *part) begin(note sidecar) {
	if p.about != note {
		p.about, p.marked = note, 0
	}
}

// resumable reports whether another try, or another run, can go on from what is there.
func (p *part) resumable() bool {
	return p.locked && !p.spoiled && p.about.ETag != "" && p.size > 0
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
	p.spoiled = false
	p.sum.Reset()
	if p.marked == 0 {
		p.size, p.flushed = 0, 0
		_, err := p.file.Seek(0, io.SeekStart)
		return errors.Join(err, p.file.Truncate(0))
	}
	return p.cut(0, nil)
}

// sha256 returns the sum of all bytes, in lower-case hexadecimal.
func (p *part) sha256() string { return hex.EncodeToString(p.sum.Sum(nil)) }

// finish makes sure that every byte is on the disk, and that there is a way to it. Only then may the
// file have its name.
func (p *part) finish() error {
	if err := p.folder.disk.sync(p.file); err != nil {
		return err
	}
	if info, err := p.file.Stat(); err != nil || info.Size() != p.size {
		return errors.Join(err, errNotOurs) // somebody else writes to it
	}
	return p.folder.canSync()
}

// published ends a part file that got its final name. That the name could not be made to last is no
// reason to take the file back.
func (p *part) published() {
	if !p.bare {
		p.leaveName()
	}
	_ = p.folder.sync()
	_ = p.file.Close() // it was synced
}

// leaveName removes the sidecar of a part file that got its final name.
func (p *part) leaveName() {
	done := p.folder.inTurn()
	defer done()
	if p.ownsName() {
		_ = p.folder.remove(p.sidecar()) // the file has come; what is left beside it is told
	}
}

// ownsName reports whether no other transfer has taken the name, and the sidecar with it, since the file was moved.
func (p *part) ownsName() bool {
	_, err := p.folder.root.Lstat(p.name)
	return err != nil || p.check() == nil
}

// keep leaves the part file and its sidecar to whoever goes on from there. It reports false, and
// nothing may be left, when nobody could.
func (p *part) keep() bool {
	// What could not be synced may differ from what was hashed.
	if p.isUnnamed() || !p.resumable() || p.check() != nil || p.folder.disk.sync(p.file) != nil || p.describe() != nil {
		return false
	}
	// Where no more files may be open, the checkpoints hold that are there.
	if err := errors.Join(p.checkpoint(), p.settleSidecar()); err != nil && !wire.IsOutOfFiles(err) {
		return false
	}
	_ = p.folder.sync()
	_ = p.file.Close()
	return true
}

// drop removes the part file and its sidecar, and nothing that took their names.
func (p *part) drop() error {
	done := p.folder.inTurn()
	defer done()
	return p.discard()
}

// discard is drop for whoever has the turn.
func (p *part) discard() error {
	defer p.file.Close() //nolint:errcheck // it is gone, or given up
	if p.isUnnamed() || p.check() != nil {
		return nil
	}
	// The part file first: killed in between, this leaves a small sidecar that the next transfer
	// takes over, and not a large file that nothing knows of.
	err := p.folder.remove(p.name)
	if note, _, ok := p.folder.readSidecar(p.sidecar()); ok && note == p.noted {
		err = errors.Join(err, p.folder.remove(p.sidecar()))
	}
	return err
}

// due reports whether enough has come since the last checkpoint for another, which is then wanted. What is whole
// gets its name next.
func (p *part) due() bool {
	if p.size == p.about.Size || p.size-p.marked < max(p.about.Size/maxCheckpoints, leastCheckpoint) || !p.resumable() || p.isUnnamed() {
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
	if p.noted != p.about {
		return p.noteDown([]checkpoint{m})
	}
	file, _, err := p.folder.openPlain(p.sidecar(), os.O_WRONLY|os.O_APPEND, true)
	if err != nil {
		return err
	}
	_, err = file.Write(m.encode())
	return errors.Join(err, file.Close())
}

// cut leaves the first bytes of the file, and the checkpoints that hold for them.
func (p *part) cut(at int64, checkpoints []checkpoint) error {
	p.size, p.flushed, p.marked = at, at, at
	if err := p.noteDown(checkpoints); err != nil {
		return err
	}
	_, err := p.file.Seek(at, io.SeekStart)
	return errors.Join(err, p.file.Truncate(at))
}

func (p *part) isUnnamed() bool { return p.name == "" }

// noteDown writes what the bytes are a part of, where another run may look for it.
func (p *part) noteDown(checkpoints []checkpoint) error {
	if p.isUnnamed() {
		return nil
	}
	err := p.folder.writeSidecar(p.sidecar(), p.about, checkpoints)
	if err == nil {
		p.noted = p.about
	}
	return err
}

// settleSidecar makes the sidecar last.
func (p *part) settleSidecar() error {
	note, _, err := p.folder.openPlain(p.sidecar(), os.O_RDWR, true)
	if err != nil {
		return err
	}
	return errors.Join(p.folder.disk.sync(note), note.Close())
}
