package download

import (
	"context"
	"net/http"
	"os"

	"attache/api/wire"
	"attache/model"
)

// recognise decides whether the next request asks for the file only if it is another than one that
// is there: one of the size the service tells, with the content that it was saved with.
func (t *transfer) recognise(ctx context.Context) {
	k := t.known
	if k == nil || t.looked {
		return
	}
	if t.looked = true; t.link.Size > 0 && t.link.Size != k.size {
		t.known = nil
		return
	}
	if sum, err := t.folder.sum(ctx, k.name); err != nil || sum != k.SHA256 {
		t.known = nil
	}
}

// isKnown reports whether an answer brings the file that is there once more: a host that knows no
// conditions, or none behind a redirect, still tells the entity tag before the first byte.
func (t *transfer) isKnown(resp *http.Response) bool {
	return t.known != nil && t.part.size == 0 && strongETag(resp.Header) == t.known.ETag &&
		(resp.ContentLength < 0 || resp.ContentLength == t.known.size)
}

// unchanged takes the answer that the object is still the one that is there. An answer about another
// is not believed, and the file is fetched.
func (t *transfer) unchanged(resp *http.Response) (admitted, *wire.Fault) {
	if tag := strongETag(resp.Header); tag != "" && tag != t.known.ETag {
		t.known = nil
		return admitted{}, t.over(resp)
	}
	t.same = true
	return admitted{size: t.known.size, done: true}, nil
}

// leave ends a transfer whose file is there, unless another of this run has put its own in that place meanwhile.
func (t *transfer) leave(ctx context.Context) (state, error) {
	k, id := t.known, t.request.Attachment.ID
	done, err := t.turn(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	run := t.saver.claims(t.request.Folder)
	if run.isOthers(k.name, id) {
		t.known, t.same = nil, false
		return t.ask, nil
	}
	run.take(k.name, id)
	if err := t.folder.settle(); err != nil {
		return nil, diskProblem(err)
	}
	t.saved = model.Saved{
		State: model.SaveSkipped, Path: t.folder.path(k.name), Size: k.size, SHA256: k.SHA256,
		Same: true, Moved: t.folder.moved,
	}
	a := t.request.Attachment
	a.FileName = k.name
	t.saved.Warnings = model.Warnings(a, t.folder.head(k.name))
	t.request.Meter.SetTotal(k.size)
	t.request.Meter.Add(k.size)
	return nil, nil
}

// head returns the first bytes of a file in the folder.
func (f *folder) head(name string) []byte {
	file, _, err := f.openPlain(name, os.O_RDONLY, false)
	if err != nil {
		return nil
	}
	defer file.Close() //nolint:errcheck // it was only read
	return headOf(file)
}
