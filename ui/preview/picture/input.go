package picture

import (
	"context"
	"io"
)

// input is the bytes of a file for a decoder, which stops reading when ctx has ended.
func input(ctx context.Context, data []byte) io.Reader { return &reader{ctx: ctx, data: data} }

type reader struct {
	ctx  context.Context //nolint:containedctx // decoders take none
	data []byte
	at   int64
}

func (r *reader) Read(p []byte) (int, error) {
	n, err := r.ReadAt(p, r.at)
	r.at += int64(n)
	if n > 0 {
		return n, nil
	}
	return n, err
}

func (r *reader) ReadAt(p []byte, at int64) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	if at < 0 || at >= int64(len(r.data)) {
		return 0, io.EOF
	}
	n := copy(p, r.data[at:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}
