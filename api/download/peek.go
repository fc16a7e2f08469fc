package download

import (
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"time"

	"attache/api/wire"
	"attache/model"
)

// glance reads the answer to a request of a peek.
func (t *transfer) glance(ctx, inner context.Context, resp *http.Response, watch *time.Timer) *wire.Fault {
	got, f := t.admitPeek(resp, watch)
	if f != nil {
		return f
	}
	limit := t.peek.limit
	t.request.Meter.SetTotal(min(limit, got.size))
	data, err := t.read(got, watch)
	more := int64(len(data)) > limit
	switch {
	case got.size > 0 && int64(len(data)) > got.size:
		return t.notTheFile(resp, got, data, model.KindLong)
	case more, errors.Is(err, errCut):
	case err != nil:
		return t.ended(ctx, inner, resp, got, data, err)
	case int64(len(data)) < got.size:
		return t.notTheFile(resp, got, data, model.KindShort)
	}
	if t.link.Size == 0 && len(data) <= hostAnswer {
		if f := t.instead(resp, data); f != nil {
			return f
		}
	}
	t.peek.head = model.Head{
		Data: slices.Clip(data[:min(int64(len(data)), limit)]), Size: got.size,
		Whole: !more && (err == nil || int64(len(data)) == got.size) && (got.size > 0 || !got.body.hungUp),
	}
	return nil
}

// admitPeek decides whether an answer begins with the first bytes of the file.
func (t *transfer) admitPeek(resp *http.Response, watch *time.Timer) (admitted, *wire.Fault) {
	ranged := !t.peek.whole
	switch status := resp.StatusCode; {
	case status == http.StatusOK:
		return t.opened(resp, resp.ContentLength, watch)
	case ranged && status == http.StatusPartialContent:
		said, ok := parseContentRange(resp.Header.Get("Content-Range"))
		last := t.peek.limit - 1
		if said.size >= 0 {
			last = min(last, said.size-1)
		}
		if !ok || said.first != 0 || said.last != last || resp.ContentLength >= 0 && resp.ContentLength != last+1 {
			return admitted{}, t.over(resp)
		}
		resp.Body = span{resp.Body, &io.LimitedReader{R: resp.Body, N: last + 1}, last+1 < said.size || said.size < 0}
		return t.opened(resp, said.size, watch)
	case ranged && status == http.StatusRequestedRangeNotSatisfiable: // of a file without a byte, too
		return admitted{}, t.over(resp)
	}
	return admitted{}, HostFault(resp, t.link.URL, t.saver.caller.Now())
}

// read takes what comes until it ends, or is more than the limit. It tells no error for an end.
func (t *transfer) read(got admitted, watch *time.Timer) ([]byte, error) {
	const step = 32 << 10
	most := t.peek.limit + 1
	data := make([]byte, 0, min(max(got.size, step), t.peek.limit)+1)
	for int64(len(data)) < most {
		data = slices.Grow(data, 1)
		n, err := got.body.Read(data[len(data):min(int64(cap(data)), most)])
		data = data[:len(data)+n]
		t.request.Meter.Add(int64(n))
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return data, err
		}
		watch.Reset(stallTime)
	}
	return data, nil
}

// errCut ends what was asked for of a file that goes on.
const errCut = model.ConstError("the rest was not asked for")

// span is the body of an answer that brings a part of a file.
type span struct {
	io.Closer

	from *io.LimitedReader
	part bool // the file goes on behind it
}

func (s span) Read(p []byte) (int, error) {
	n, err := s.from.Read(p)
	switch {
	case s.from.N <= 0 && s.part:
		return n, errCut
	case errors.Is(err, io.EOF) && s.from.N > 0:
		return n, io.ErrUnexpectedEOF
	}
	return n, err
}
