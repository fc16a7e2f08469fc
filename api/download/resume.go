package download

import (
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"attache/api/wire"
	"attache/model"
)

// admit decides what an answer is good for. Bytes are joined only under one strong entity tag, at
// exactly the byte asked for and of exactly the size known; whatever else comes is not the rest of
// the file, and bytes that are there are given up only for what can be the file.
func (t *transfer) admit(resp *http.Response, watch *time.Timer) (admitted, *wire.Fault) {
	going := t.part.size > 0
	switch status := resp.StatusCode; {
	case status == http.StatusOK:
		return t.whole(resp, watch)
	case !going && t.known != nil && status == http.StatusNotModified:
		return t.unchanged(resp)
	case going && status == http.StatusPartialContent:
		return t.rest(resp)
	case going && status == http.StatusPreconditionFailed:
		return admitted{}, t.over(resp)
	case going && status == http.StatusRequestedRangeNotSatisfiable:
		if t.isComplete(resp) {
			t.resumed = t.part.size
			return admitted{size: t.part.size, done: true}, nil
		}
		return admitted{}, t.over(resp)
	}
	f := HostFault(resp, t.link.URL, t.saver.caller.Now())
	if f.Problem.Kind == model.KindMissing {
		t.part.spoiled = true // the object was removed; so is what came of it
	}
	return admitted{}, f
}

// whole takes an answer that brings all the bytes, whether or not some are there.
func (t *transfer) whole(resp *http.Response, watch *time.Timer) (admitted, *wire.Fault) {
	if t.isKnown(resp) {
		return t.unchanged(resp)
	}
	got, f := t.opened(resp, resp.ContentLength, watch)
	switch {
	case f != nil:
		return got, f
	case got.size > t.saver.maxBytes:
		return got, t.tooLarge(resp)
	}
	var err error
	switch {
	case t.part.size > 0:
		err = t.restart()
	case t.known != nil:
		t.known, err = nil, t.folder.room(got.size)
	}
	if err != nil {
		return got, &wire.Fault{Problem: diskProblem(err)}
	}
	note := sidecar{Version: sidecarVersion, ID: t.part.about.ID, Name: t.part.about.Name}
	// Ranges are of what is sent: bytes that were decoded cannot be gone on from.
	if tag := strongETag(resp.Header); tag != "" && got.size > 0 && got.body.raw == nil {
		note.ETag, note.Size = tag, got.size
	}
	t.part.begin(note)
	if err := t.describe(got.size); err != nil {
		return got, &wire.Fault{Problem: diskProblem(err), Again: wire.IsOutOfFiles(err)}
	}
	t.request.Meter.SetTotal(got.size)
	return got, nil
}

// describe sees to it that another run can go on from what comes, before any of many bytes does, or of nobody knows how many.
func (t *transfer) describe(size int64) error {
	if !t.part.bare || size > 0 && size <= t.saver.few {
		return nil
	}
	err := t.part.describe()
	t.placePart(t.part.name)
	return err
}

// opened makes sure that an answer can be the file, of which that many bytes are announced, and begins
// to read it.
func (t *transfer) opened(resp *http.Response, announced int64, watch *time.Timer) (admitted, *wire.Fault) {
	got := admitted{size: t.want(announced), coding: codingOf(resp.Header)}
	if got.coding != "" {
		var f *wire.Fault
		got.body, got.size, f = t.encoded(resp, got.coding, announced, watch)
		return got, f
	}
	if got.body = plainBody(resp); announced >= 0 && announced != got.size {
		return got, t.notTheFile(resp, got, nil, kindOfLength(announced, got.size))
	}
	return got, nil
}

// rest takes an answer that brings the bytes after those that are there.
func (t *transfer) rest(resp *http.Response) (admitted, *wire.Fault) {
	size := t.part.about.Size
	missing := size - t.part.size
	said, ok := parseContentRange(resp.Header.Get("Content-Range"))
	switch {
	case !ok || said != byteRange{t.part.size, size - 1, size},
		resp.ContentLength >= 0 && resp.ContentLength != missing, codingOf(resp.Header) != "",
		strongETag(resp.Header) != t.part.about.ETag:
		return admitted{}, t.over(resp)
	}
	t.resumed = t.part.size
	return admitted{size: size, body: plainBody(resp)}, nil
}

// isComplete reports whether a refused range means that nothing is missing: every byte is there,
// and the host names no other size. It checks the entity tag first, as it was asked to.
func (t *transfer) isComplete(resp *http.Response) bool {
	size := t.part.about.Size
	if said, ok := parseContentRange(resp.Header.Get("Content-Range")); ok && said.size != size {
		return false
	}
	data, _ := io.ReadAll(io.LimitReader(resp.Body, hostAnswer)) // what came of it
	if said, ok := readHostError(data); ok && said.Size != "" && said.Size != strconv.FormatInt(size, 10) {
		return false
	}
	return t.part.size == size
}

// byteRange is what Content-Range says: the first and the last byte, and the size of the whole.
type byteRange struct{ first, last, size int64 }

// parseContentRange reads Content-Range as RFC 9110 section 14.4 has it. A range that is not
// satisfied ("bytes */9") has -1 for first and last; a size that is not told ("bytes 0-4/*") is -1.
func parseContentRange(s string) (byteRange, bool) {
	const none = -1
	unit, rest, _ := strings.Cut(s, " ")
	bounds, whole, ok := strings.Cut(rest, "/")
	if !ok || !strings.EqualFold(unit, "bytes") {
		return byteRange{}, false
	}
	r := byteRange{none, none, none}
	if whole != "*" && !readInt(whole, &r.size) {
		return byteRange{}, false
	}
	if bounds == "*" {
		return r, r.size >= 0
	}
	first, last, ok := strings.Cut(bounds, "-")
	if !ok || !readInt(first, &r.first) || !readInt(last, &r.last) {
		return byteRange{}, false
	}
	return r, r.first <= r.last && (r.size < 0 || r.last < r.size)
}

// readInt reads plain digits.
func readInt(s string, n *int64) bool {
	const bits = 62 // far from where sums overflow
	value, err := strconv.ParseUint(s, 10, bits)
	*n = int64(value)
	return err == nil
}
