package download

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"slices"

	"attache/model"
)

// leftover is what a transfer has left in the folder, as its sidecar and the size of its part file
// say: the part file itself was not opened.
type leftover struct {
	name   string // of the part file
	note   sidecar
	kept   int64 // bytes to go on from, if they are still what was written
	orphan bool  // the part file is gone
}

// left lists what transfers of one attachment have left, most bytes first. One that still runs is
// among them, unless it is known for one.
func (f *folder) left(there *listing, id string) []leftover {
	var all []leftover
	for _, name := range there.notes[id] {
		if l, ok := f.leftover(name); ok && l.note.ID == id {
			all = append(all, l)
		}
	}
	slices.SortFunc(all, func(a, b leftover) int {
		return cmp.Or(cmp.Compare(b.kept, a.kept), cmp.Compare(a.name, b.name))
	})
	return all
}

// leftover looks at what was left under the name of a part file.
func (f *folder) leftover(part string) (l leftover, ok bool) {
	if f.worked != nil && f.worked(part) {
		return l, false
	}
	note, checkpoints, ok := f.readSidecar(part + sidecarSuffix)
	if !ok {
		return l, false
	}
	l = leftover{name: part, note: note}
	switch info, err := f.root.Lstat(part); {
	case errors.Is(err, fs.ErrNotExist):
		l.orphan = true
	case err != nil || !info.Mode().IsRegular():
		return l, false
	default:
		for _, m := range checkpoints {
			if m.At <= info.Size() {
				l.kept = m.At
			}
		}
	}
	return l, true
}

// take opens the part file to write to: what an earlier transfer of the attachment has left, as far
// as it can be gone on from, else a new one. What cannot be used is removed; what another transfer
// works on, in this program or not, is not touched.
func (f *folder) take(ctx context.Context, note sidecar, maxBytes int64) (*part, error) {
	var taken *part
	damaged := false
	there := f.list()
	f.sweepBare(there)
	for _, l := range f.left(there, note.ID) {
		if l.orphan {
			f.bury(l)
			continue
		}
		p, checkpoints := f.reopen(l.name)
		switch {
		case p == nil:
			continue
		case p.about.ID != note.ID:
			_ = p.file.Close() // changed hands meanwhile
			continue
		case taken == nil && p.resumable() && p.about.Size <= maxBytes && p.verify(ctx, checkpoints) == nil && p.size > 0:
			taken = p
		case ctx.Err() != nil:
			_ = p.file.Close() // nobody knows yet
			return nil, ctx.Err()
		default:
			_ = p.drop()
		}
		damaged = damaged || p.damaged
	}
	if taken == nil {
		var err error
		if taken, err = f.newPart(note); err != nil {
			return nil, err
		}
	}
	taken.damaged = damaged
	return taken, nil
}

// bury removes a sidecar whose part file is gone, unless a transfer is about to make one.
func (f *folder) bury(l leftover) {
	if p, err := f.createAs(l.name, l.note); err == nil {
		_ = p.drop()
	}
}

// tidy removes what transfers of one attachment have left and nobody can go on from.
func (f *folder) tidy(id string) {
	there := f.list()
	f.sweepBare(there)
	for _, l := range f.left(there, id) {
		switch {
		case l.orphan:
			f.bury(l)
		case l.kept == 0:
			f.clear(l.name)
		}
	}
}

// Stopped tells what a transfer of that attachment has left in the download folder to go on from:
// the bytes there, and the bytes there will be. It reads one directory and the sidecars in it. It
// cannot tell a transfer that stopped from one that runs.
func (s *Saver) Stopped(id string) (done, total int64, ok bool) {
	f, err := enterFolder(s.dir, s.disk)
	if err != nil {
		return 0, 0, false
	}
	defer f.close()
	for _, l := range f.left(f.list(), id) {
		if l.kept > 0 {
			return l.kept, l.note.Size, true
		}
	}
	return 0, 0, false
}

// Discard removes what stopped transfers of the request's attachment have left in the download
// folder. What a running one writes is not touched. That nothing is there is no error.
func (s *Saver) Discard(request model.DownloadRequest) error {
	dir := s.folder(request.Folder)
	f, err := enterFolder(dir, s.disk)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return folderProblem(dir, err)
	}
	defer f.close()
	f.turn = s.names.parting
	defer s.names.listings.forget(dir)
	for _, l := range f.left(f.list(), request.Attachment.ID) {
		if l.orphan {
			f.bury(l)
			continue
		}
		p, _ := f.reopen(l.name)
		if p == nil {
			continue
		}
		if err := p.drop(); err != nil {
			return diskProblem(err)
		}
	}
	return nil
}
