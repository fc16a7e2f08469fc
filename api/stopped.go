package api

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"attache/model"
)

// leftover is what a transfer has left in the folder, as its sidecar and the size of its part file
// say: the part file itself was not opened.
type leftover struct {
	name string // of the part file
	note sidecar
	size int64
}

// left lists what transfers of one attachment have left, most bytes first. One that still runs is
// among them.
func (f *folder) left(id string) []leftover {
	var all []leftover
	_ = f.names(func(name string) bool { // a folder that cannot be read has nothing to go on from
		partName, ok := strings.CutSuffix(name, sidecarSuffix)
		if !ok || !strings.HasSuffix(partName, partSuffix) {
			return true
		}
		note, ok := f.readSidecar(name)
		if !ok || note.ID != id {
			return true
		}
		if info, err := f.root.Lstat(partName); err == nil && info.Mode().IsRegular() {
			all = append(all, leftover{partName, note, info.Size()})
		}
		return true
	})
	slices.SortFunc(all, func(a, b leftover) int {
		return cmp.Or(cmp.Compare(b.size, a.size), cmp.Compare(a.name, b.name))
	})
	return all
}

// take opens the part file to write to: what an earlier transfer of the attachment has left, as far
// as it can be gone on from, else a new one. What cannot be used is removed; what another transfer
// works on, in this program or not, is not touched.
func (f *folder) take(ctx context.Context, note sidecar, maxBytes int64) (*part, error) {
	var taken *part
	for _, l := range f.left(note.ID) {
		p := f.reopen(l.name)
		switch {
		case p == nil:
		case p.note.ID != note.ID:
			_ = p.file.Close() // changed hands meanwhile
		case taken != nil || !p.resumable() || p.note.Size > maxBytes || p.rehash(ctx) != nil && ctx.Err() == nil:
			_ = p.drop()
		default:
			taken = p
		}
	}
	if taken != nil {
		return taken, nil
	}
	return f.create(note)
}

// Stopped tells what a transfer of that attachment has left in the download folder to go on from:
// the bytes there, and the bytes there will be. It reads one directory and the sidecars in it. It
// cannot tell a transfer that stopped from one that runs.
func (c *Client) Stopped(id string) (done, total int64, ok bool) {
	f, err := enterFolder(c.dir, c.disk)
	if err != nil {
		return 0, 0, false
	}
	defer f.close()
	for _, l := range f.left(id) {
		if l.size > 0 && l.size <= l.note.Size {
			return l.size, l.note.Size, true
		}
	}
	return 0, 0, false
}

// Discard removes what stopped transfers of the order's attachment have left in the download
// folder. What a running one writes is not touched. That nothing is there is no error.
func (c *Client) Discard(order model.Order) error {
	f, err := enterFolder(c.dir, c.disk)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return diskProblem(err)
	}
	defer f.close()
	for _, l := range f.left(order.Attachment.ID) {
		p := f.reopen(l.name)
		if p == nil {
			continue
		}
		if err := p.drop(); err != nil {
			return diskProblem(err)
		}
	}
	return nil
}
