package download

import (
	"context"
	"errors"
	"io"

	"attache/api/wire"
	"attache/model"
)

// name is the final name wanted.
func (t *transfer) name() string {
	a := t.request.Attachment
	for _, name := range []string{t.request.Name, a.FileName} {
		if name != "" {
			return safeName(name, a.ID)
		}
	}
	return safeName(a.Name, a.ID)
}

// skip ends a transfer whose name is taken already.
func (t *transfer) skip(there string, err error) error {
	if err != nil {
		return diskProblem(err)
	}
	t.saved = model.Saved{State: model.SaveSkipped, Path: t.folder.path(there)}
	if info, err := t.folder.root.Lstat(there); err == nil && info.Mode().IsRegular() {
		t.saved.Size = info.Size()
	}
	return nil
}

// publish gives the whole file its final name.
func (t *transfer) publish(ctx context.Context) (state, error) {
	t.part.remember()
	if err := t.part.finish(); err != nil {
		t.part.spoiled = true // what could not be written out cannot be trusted
		return nil, diskProblem(err)
	}
	if err := t.part.check(); err != nil {
		return nil, diskProblem(err)
	}
	if err := t.folder.settle(); err != nil {
		return nil, diskProblem(err)
	}
	markFromWeb(t.part.file, t.folder.path(t.part.name), t.saver.caller.Now())
	out, err := t.named(ctx)
	if err != nil {
		return nil, err
	}
	_ = t.folder.settle() // it may have been moved in this very moment
	if !out.saved && !out.same {
		return nil, t.skip(out.name, nil)
	}
	t.saved = model.Saved{
		State: model.SaveSkipped, Path: t.folder.path(out.name), Size: t.part.size, SHA256: t.part.sha256(),
		Renamed: out.renamed, Same: out.same, Resumed: t.resumed, StartedOver: t.lost,
		Damaged: t.part.damaged, Moved: t.folder.moved,
	}
	a := t.request.Attachment
	a.FileName = out.name
	t.saved.Warnings = t.warnings(a)
	if out.saved {
		t.saved.State = model.SaveDone
		t.part.published()
	}
	return nil, nil
}

// warnings tells what is off about a file that has come, under the name it gets.
func (t *transfer) warnings(a model.Attachment) []model.Warning {
	all := model.Warnings(a, headOf(t.part.file))
	if t.unsure {
		all = append([]model.Warning{model.WarningLength}, all...)
	}
	return all
}

// turn waits until no other transfer of this run gives a file its final name. The next may when done is called.
func (t *transfer) turn(ctx context.Context) (done func(), err error) {
	select {
	case t.saver.names.turn <- struct{}{}:
		return func() { <-t.saver.names.turn }, nil
	case <-ctx.Done():
		return nil, wire.Ended(ctx, opSave)
	}
}

// named gives the part file its final name when it is its turn. Others may hash large files first, to
// see whether they are the same.
func (t *transfer) named(ctx context.Context) (outcome, error) {
	done, err := t.turn(ctx)
	if err != nil {
		return outcome{}, err
	}
	defer done()
	out, err := t.folder.publish(ctx, t.part, t.name(), t.request.OnExists, t.saver.claims(t.request.Folder))
	switch {
	case err != nil && ctx.Err() != nil && errors.Is(err, ctx.Err()):
		return out, wire.Ended(ctx, opSave)
	case err != nil:
		return out, diskProblem(err)
	}
	return out, nil
}

// clear closes what is open, and leaves of the part file what can be gone on from.
func (t *transfer) clear() {
	switch {
	case t.part == nil || t.saved.State == model.SaveDone:
	case t.saved.State != "":
		_ = t.part.drop()
	case !t.part.keep():
		_ = t.part.drop() // why the transfer ended is told, not this
		t.part.size = 0
		t.count()
	}
	if t.folder != nil {
		t.saver.names.begin(t.at, false)
		if t.saved.State == "" {
			t.saver.names.listings.forget(t.at.folder) // something may be left
		}
		t.folder.close()
	}
}

// stuck tells what was to be removed and is still there, in the log, too: a transfer that failed tells why.
func (t *transfer) stuck() []string {
	if t.folder == nil || len(t.folder.stuck) == 0 {
		return nil
	}
	t.saver.caller.Log.Warn("files could not be removed from the download folder", "count", len(t.folder.stuck))
	return t.folder.stuck
}

// handOver gives a whole file to whoever waits for its bytes. A reader that stalls does not hold up a
// cancel.
func (t *transfer) handOver(ctx context.Context) (state, error) {
	if _, err := t.part.file.Seek(0, io.SeekStart); err != nil {
		return nil, diskProblem(err)
	}
	done := make(chan error, 1)
	go func() {
		_, err := io.Copy(t.request.Out, t.part.file)
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
	a := t.request.Attachment
	a.FileName = t.name()
	t.saved = model.Saved{
		State: model.SaveDone, Size: t.part.size, SHA256: t.part.sha256(),
		Resumed: t.resumed, StartedOver: t.lost, Warnings: t.warnings(a),
	}
	return nil, t.part.file.Close()
}

// placed names the place that a problem of the disk is about.
func (t *transfer) placed(err error) error {
	p := model.AsProblem(err)
	if t.request.Out == nil || p.Op != opSave || p.Kind != model.KindDisk && p.Kind != model.KindDiskFull {
		return err
	}
	passing := *p
	passing.Op = opPassing
	return &passing
}
