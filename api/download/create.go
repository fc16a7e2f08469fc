package download

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io/fs"
	"os"
)

// create opens a new part file beside the name to be: name.part, or name (1).part where another
// transfer has that one. It never opens a file that is there.
func (f *folder) create(note sidecar) (*part, error) {
	return f.firstFree(note.Name, func(name string) (*part, error) { return f.createAs(name, note) })
}

// firstFree makes a part under the first of a name's part names that is free.
func (f *folder) firstFree(wanted string, as func(name string) (*part, error)) (*part, error) {
	for n := 0; n < maxNames; {
		p, err := as(f.numberedPart(wanted, n))
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
	return f.partOf(name, note, func() (*os.File, error) {
		return f.root.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, fileMode)
	})
}

// partOf is createAs of what open puts under the name.
func (f *folder) partOf(name string, note sidecar, open func() (*os.File, error)) (*part, error) {
	done := f.inTurn()
	defer done()
	p := &part{folder: f, name: name, sum: sha256.New()}
	f.sweep(name)
	if _, err := f.root.Lstat(name); err == nil {
		return nil, fs.ErrExist
	}
	if err := p.claim(note); err != nil {
		return nil, err
	}
	var err error
	if p.file, err = open(); err != nil {
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
	if p.about, p.noted = note, note; err != nil {
		_ = p.discard()
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
	done := f.inTurn()
	defer done()
	f.sweep(name)
}

// sweep is clear for whoever has the turn.
func (f *folder) sweep(name string) {
	p, checkpoints := f.takeOver(name)
	switch {
	case p == nil:
	case len(checkpoints) == 0:
		_ = p.discard()
	default:
		_ = p.file.Close() // another attachment's
	}
}

// reopen takes over what another transfer has left, unless that one lives, with the checkpoints in its
// sidecar. The part file may be of no use; whoever gets it decides that. It returns nil where there
// is nothing to take.
func (f *folder) reopen(name string) (*part, []checkpoint) {
	done := f.inTurn()
	defer done()
	return f.takeOver(name)
}

// takeOver is reopen for whoever has the turn.
func (f *folder) takeOver(name string) (*part, []checkpoint) {
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
	p.about, p.noted, p.size = note, note, info.Size()
	p.spoiled = !isAlone(file)
	p.damaged = note.ETag != "" && p.size > note.Size || len(checkpoints) > 0 && p.size < checkpoints[len(checkpoints)-1].At
	return p, checkpoints
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

// unnamedPart returns a part file that has no name, for bytes that only pass through: whatever ends the
// program, nothing of a file is left.
func unnamedPart(d disk) (*part, error) {
	file, err := unnamedFile()
	if err != nil {
		return nil, err
	}
	return &part{folder: &folder{disk: d}, file: file, sum: sha256.New(), locked: true}, nil
}
