package download

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"

	"attache/api/wire"
)

// part is a file under way: NAME.part, locked as long as a transfer works on it, with a sidecar
// beside it that says what it is a part of.
type part struct {
	folder  *folder
	file    *os.File
	name    string
	about   sidecar // as it is on the disk
	size    int64   // bytes in the file, all of them in sum
	flushed int64   // of these, what is on its way to the disk
	marked  int64   // of these, what the last checkpoint is of
	sum     hash.Hash
	locked  bool // else nobody would know that this transfer lives, and nothing may be kept of it
	spoiled bool // what was written is not the file
	damaged bool // bytes that an earlier run had left were no longer what it had written
}

// create opens a new part file beside the name to be: name.part, or name (1).part where another
// transfer has that one. It never opens a file that is there.
func (f *folder) create(note sidecar) (*part, error) {
	for n := 0; n < maxNames; {
		p, err := f.createAs(f.numberedPart(note.Name, n), note)
		switch {
		case errors.Is(err, fs.ErrExist):
			n++
		case !f.shorten(err):
			return p, err
		}
	}
	return nil, fs.ErrExist
}

// createAs makes a part file of that name, the sidecar first: a program that is killed in between
// leaves nothing that the next would not know for its own. It fails with fs.ErrExist where another
// has the name of either.
func (f *folder) createAs(name string, note sidecar) (*part, error) {
	p := &part{folder: f, name: name, sum: sha256.New()}
	f.clear(name)
	if _, err := f.root.Lstat(name); err == nil {
		return nil, fs.ErrExist
	}
	if err := p.claim(note); err != nil {
		return nil, err
	}
	var err error
	if p.file, err = f.root.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, fileMode); err != nil {
		return nil, err
	}
	err = lock(p.file)
	if p.locked = err == nil; !p.locked && isHeld(err) || p.check() != nil {
		_ = p.file.Close()
		return nil, fs.ErrExist // another took it for what a killed program has left
	}
	// Only now is the sidecar this transfer's alone.
	there, checkpoints, ok := f.readSidecar(p.sidecar())
	if !ok || there != note || len(checkpoints) > 0 {
		err = f.writeSidecar(p.sidecar(), note, nil)
	} else {
		err = nil
	}
	if p.about = note; err != nil {
		_ = p.drop()
		return nil, err
	}
	return p, nil
}

// claim makes the sidecar, or finds that there is one whose part file is gone.
func (p *part) claim(note sidecar) error {
	err := p.folder.newSidecar(p.sidecar(), note)
	if errors.Is(err, fs.ErrExist) || errors.Is(err, fs.ErrNotExist) {
		if _, _, ours := p.folder.readSidecar(p.sidecar()); !ours {
			return fs.ErrExist
		}
		return nil
	}
	return err
}

// clear removes a part file of that name that nobody works on and nobody can go on from.
func (f *folder) clear(name string) {
	p, checkpoints := f.reopen(name)
	switch {
	case p == nil:
	case len(checkpoints) == 0:
		_ = p.drop()
	default:
		_ = p.file.Close() // another attachment's
	}
}

// reopen takes over what another transfer has left, unless that one lives, with the checkpoints in its
// sidecar. The part file may be of no use; whoever gets it decides that. It returns nil where there
// is nothing to take.
func (f *folder) reopen(name string) (*part, []checkpoint) {
	file, _, err := f.openPlain(name, os.O_RDWR, true)
	if err != nil {
		return nil, nil
	}
	p := &part{folder: f, file: file, name: name, sum: sha256.New()}
	if p.locked = lock(file) == nil; !p.locked || p.check() != nil {
		_ = file.Close()
		return nil, nil
	}
	// Looked at under the lock: what was seen before may be of another transfer.
	info, err := file.Stat()
	note, checkpoints, ok := f.readSidecar(p.sidecar())
	if err != nil || !ok {
		_ = file.Close()
		return nil, nil
	}
	f.clearDraft(p.sidecar() + draftSuffix)
	p.about, p.size = note, info.Size()
	p.spoiled = !isAlone(file)
	p.damaged = p.size > note.Size || len(checkpoints) > 0 && p.size < checkpoints[len(checkpoints)-1].At
	return p, checkpoints
}

func (p *part) sidecar() string { return p.name + sidecarSuffix }

// check fails where the part file is no longer what its name leads to.
func (p *part) check() error {
	if p.isUnnamed() {
		return nil
	}
	return p.folder.leadsTo(p.name, p.file)
}

// begin notes what the bytes to come are a part of. It must be done before the first of them.
func (p *part) begin(note sidecar) error {
	if p.about == note {
		return nil
	}
	if err := p.noteDown(note, nil); err != nil {
		return err
	}
	p.about, p.marked = note, 0
	return nil
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
	return p.folder.sync()
}

// published ends a part file that got its final name. That the name could not be made to last is no
// reason to take the file back.
func (p *part) published() {
	p.folder.remove(p.sidecar())
	_ = p.folder.sync()
	_ = p.file.Close() // it was synced
}

// keep leaves the part file and its sidecar to whoever goes on from there. It reports false, and
// nothing may be left, when nobody could.
func (p *part) keep() bool {
	// What could not be synced may differ from what was hashed.
	if p.isUnnamed() || !p.resumable() || p.check() != nil || p.folder.disk.sync(p.file) != nil {
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
	defer p.file.Close() //nolint:errcheck // it is gone, or given up
	if p.isUnnamed() || p.check() != nil {
		return nil
	}
	// The part file first: killed in between, this leaves a small sidecar that the next transfer
	// takes over, and not a large file that nothing knows of.
	err := p.folder.root.Remove(p.name)
	if note, _, ok := p.folder.readSidecar(p.sidecar()); ok && note == p.about {
		p.folder.remove(p.sidecar())
	}
	return err
}
