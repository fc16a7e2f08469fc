package download

import (
	"context"
	"path/filepath"
	"sync"

	"attache/model"
)

// Draft is a file that this program makes itself. It has the name of a part file, and gets its own as a
// saved file does.
type Draft struct {
	folder *folder
	part   *part
	once   sync.Once
}

// draftID stands in the place of an attachment's ID.
const draftID = "attache"

// NewDraft begins the file of a path, whose folder is there.
func NewDraft(path string) (model.Draft, error) {
	f, err := enterFolder(filepath.Dir(path), systemDisk())
	if err != nil {
		return nil, folderProblem(filepath.Dir(path), err)
	}
	f.tidy(draftID) // also under another number, which a run gets when one that was killed seems to be at work
	p, err := f.create(sidecar{Version: sidecarVersion, ID: draftID, Name: filepath.Base(path)})
	if err != nil {
		f.close()
		return nil, diskProblem(err)
	}
	return &Draft{folder: f, part: p}, nil
}

// Write implements io.Writer.
func (d *Draft) Write(b []byte) (int, error) {
	n, err := d.part.write(b)
	_, _ = d.part.sum.Write(b[:n])
	if err != nil {
		return n, diskProblem(err)
	}
	return n, nil
}

// Publish implements model.Draft.
func (d *Draft) Publish(ctx context.Context, rule model.OnExists) (model.Saved, error) {
	if err := d.part.finish(); err != nil {
		return model.Saved{}, diskProblem(err)
	}
	if err := d.folder.settle(); err != nil {
		return model.Saved{}, diskProblem(err)
	}
	out, err := d.folder.publish(ctx, d.part, d.part.about.Name, rule, claims{names: NewNames()})
	if err != nil {
		return model.Saved{}, diskProblem(err)
	}
	saved := model.Saved{
		State: model.SaveSkipped, Path: d.folder.path(out.name), Size: d.part.size, SHA256: d.part.sha256(),
		Renamed: out.renamed, Same: out.same, Moved: d.folder.moved,
	}
	if out.saved {
		saved.State = model.SaveDone
		d.once.Do(func() { d.part.published(); d.folder.close() })
	}
	return saved, nil
}

// Discard implements model.Draft.
func (d *Draft) Discard() (err error) {
	d.once.Do(func() {
		err = d.part.drop()
		d.folder.close()
	})
	return err
}
