package download

import (
	"context"
	"crypto/sha256"
	"io"

	"attache/api/wire"
	"attache/model"
)

// unnamedPart returns a part file that has no name, for bytes that only pass through: whatever ends the
// program, nothing of a file is left.
func unnamedPart(d disk) (*part, error) {
	file, err := unnamedFile()
	if err != nil {
		return nil, err
	}
	return &part{folder: &folder{disk: d}, file: file, sum: sha256.New(), locked: true}, nil
}

func (p *part) isUnnamed() bool { return p.name == "" }

// noteDown writes what the bytes are a part of, where another run may look for it.
func (p *part) noteDown(note sidecar, checkpoints []checkpoint) error {
	if p.isUnnamed() {
		return nil
	}
	return p.folder.writeSidecar(p.sidecar(), note, checkpoints)
}

// handOver gives a whole file to whoever waits for its bytes. A reader that stalls does not hold up a
// cancel.
func (t *transfer) handOver(ctx context.Context) (state, error) {
	if _, err := t.part.file.Seek(0, io.SeekStart); err != nil {
		return nil, diskProblem(err)
	}
	done := make(chan error, 1)
	go func() {
		_, err := io.Copy(t.order.Out, t.part.file)
		done <- err
	}()
	select {
	case err := <-done:
		if err != nil {
			return nil, err
		}
	case <-ctx.Done():
		return nil, wire.Ended(ctx, opSave)
	}
	a := t.order.Attachment
	a.FileName = t.name()
	t.saved = model.Saved{
		State: model.SaveDone, Size: t.part.size, SHA256: t.part.sha256(),
		Resumed: t.resumed, StartedOver: t.lost, Doubts: t.doubts(a),
	}
	return nil, t.part.file.Close()
}

// placed names the place that a problem of the disk is about.
func (t *transfer) placed(err error) error {
	p := model.AsProblem(err)
	if t.order.Out == nil || p.Op != opSave || p.Kind != model.KindDisk && p.Kind != model.KindDiskFull {
		return err
	}
	passing := *p
	passing.Op = opPassing
	return &passing
}
