package download

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"net/http"
	"path"
	"strings"
	"time"

	"attache/api/wire"
	"attache/model"
)

// errEncoding ends a body that does not decode, though all of it came.
const errEncoding = model.ConstError("the compressed data is damaged")

// encoded opens an answer that came compressed, though it was asked for as it is stored. The service
// tells the size of what is stored: bytes of just that size were stored compressed, and all others
// were compressed on the way. It returns the size that there will be, 0 when nobody knows.
func (t *transfer) encoded(resp *http.Response, coding string, announced int64, watch *time.Timer) (*body, int64, *wire.Fault) {
	stored := t.link.Size
	asStored := announced >= 0 && announced == t.want(announced)
	if asStored && coding == codingGzip && isGzipFile(t.request.Attachment) {
		return plainBody(resp), announced, nil // the label says again what the file is
	}
	if coding != codingGzip && coding != codingDeflate {
		return nil, 0, t.undecodable(resp, coding)
	}
	b := decoded(resp, coding, watch)
	switch {
	case b.raw == nil && !asStored:
		return nil, 0, t.undecodable(resp, coding)
	case b.raw == nil:
		return b, announced, nil
	case asStored:
		return b, 0, nil
	}
	return b, stored, nil
}

// undecodable is the fault of a file that comes as nobody asked for it, and that asking again brings
// no other way.
func (t *transfer) undecodable(resp *http.Response, coding string) *wire.Fault {
	f := t.mistaken(resp, model.KindRefused, coding)
	f.Problem.Code = model.CodeEncoding
	return f
}

// isGzipFile reports whether a file is itself meant to be a gzip file.
func isGzipFile(a model.Attachment) bool {
	switch strings.ToLower(path.Ext(a.Name)) {
	case ".gz", ".tgz", ".svgz", ".emz", ".wmz":
		return true
	}
	return strings.Contains(strings.ToLower(a.ContentType), "gzip")
}

// body is what is read of an answer, decoded where it came compressed.
type body struct {
	io.Reader

	raw    *rawBody // nil where nothing is decoded
	hungUp bool     // only the end of the connection ends it
}

// plainBody is an answer that is taken as it comes.
func plainBody(resp *http.Response) *body {
	return &body{Reader: resp.Body, hungUp: hungUp(resp)}
}

// hungUp reports whether an answer ends where its connection does, which looks the same when that
// breaks.
func hungUp(resp *http.Response) bool {
	return resp.ContentLength < 0 && len(resp.TransferEncoding) == 0 && resp.ProtoMajor == 1
}

// decoded begins to decode an answer. A label may be wrong: what is no gzip data is taken as it comes.
func decoded(resp *http.Response, coding string, watch *time.Timer) *body {
	b := &body{raw: &rawBody{from: resp.Body, watch: watch}, hungUp: hungUp(resp)}
	in := bufio.NewReader(b.raw)
	const magic = 2
	head, err := in.Peek(magic)
	d := &decoder{in: in, body: b}
	b.Reader = d
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		d.out = broken{err}
	case coding == codingGzip && !bytes.Equal(head, []byte{0x1f, 0x8b}):
		return &body{Reader: in, hungUp: b.hungUp}
	case coding == codingGzip:
		d.out, err = gzip.NewReader(in)
	case isZlib(head):
		d.out, err = zlib.NewReader(in)
	default:
		d.out, err = flate.NewReader(in), nil // some send it bare
	}
	if err != nil {
		d.out = broken{err}
	}
	return b
}

// broken is a body that gives nothing but an error.
type broken struct{ error }

func (b broken) Read([]byte) (int, error) { return 0, b.error }

// isZlib reports whether data starts with the header of RFC 1950.
func isZlib(head []byte) bool {
	const deflate, check = 8, 31
	return len(head) == 2 && head[0]&0xf == deflate && (int(head[0])<<8|int(head[1]))%check == 0
}

// rawBody is an answer as it comes. It remembers how it ended, which a decoder does not tell.
type rawBody struct {
	from  io.Reader
	watch *time.Timer
	err   error
}

// Read keeps a transfer from being taken for stalled while bytes come, however few they decode to.
func (r *rawBody) Read(p []byte) (int, error) {
	n, err := r.from.Read(p)
	if r.err = err; err == nil && n > 0 {
		r.watch.Reset(stallTime)
	}
	return n, err
}

// decoder decodes an answer up to its very end.
type decoder struct {
	out  io.Reader
	in   *bufio.Reader
	body *body
}

func (d *decoder) Read(p []byte) (int, error) {
	n, err := d.out.Read(p)
	if err == nil {
		return n, nil
	}
	if errors.Is(err, io.EOF) {
		if _, err = d.in.ReadByte(); errors.Is(err, io.EOF) {
			return n, io.EOF
		} else if err == nil {
			err = errEncoding // something else follows
		}
	}
	return n, d.why(err)
}

// why tells a broken connection from broken data: a decoder names both after what it missed.
func (d *decoder) why(err error) error {
	switch came := d.body.raw.err; {
	case came != nil && !errors.Is(came, io.EOF):
		return came
	case errors.Is(err, io.ErrUnexpectedEOF) && d.body.hungUp:
		return io.ErrUnexpectedEOF
	}
	return errEncoding
}

// admitted is what an answer brings that may be written to the part file.
type admitted struct {
	size   int64  // of the whole file; 0 when nobody knows
	done   bool   // every byte is there already
	body   *body  // what brings the bytes
	coding string // how they come compressed
}
