// Package picture decodes pictures for a preview: what they are, and how they look within a box. It is given
// strangers' files, so a picture's head is read before anything is decoded, and what is too large is refused.
package picture

import (
	"context"
	"fmt"
	"image"
	"io"

	"attache/ui/preview"
	"attache/ui/preview/picture/heif"
	"attache/ui/preview/picture/hevc"
)

// maxMemory is what decoding one picture may take in bytes: the child that does it has 512 MiB for all.
const maxMemory = 256 << 20

// sudden is how many pixels are decoded so soon that the facts need not be told before.
const sudden = 1e6

// format is one kind of file that holds a picture.
type format struct {
	kind   string
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
	about  func([]byte) about
	// memory is about how many bytes decoding takes, and dense the most pixels that a byte can hold; zero: any.
	memory func([]byte, image.Config) int64
	dense  int64
}

// Decoders are those of all pictures, and what they keep for the next.
type Decoders struct{ hevc hevc.Codec }

// For returns who decodes a file by what it begins with; nil: it is not a picture.
func (d *Decoders) For(ask *preview.Ask) preview.Decoder {
	if heif.Is(ask.Data) {
		return d.heif
	}
	if f := formatOf(ask.Data); f != nil {
		return f.show
	}
	return nil
}

// show tells the facts, and then the picture.
func (f *format) show(ctx context.Context, ask *preview.Ask, tell func(preview.Page)) error {
	c, err := f.config(input(ctx, ask.Data))
	if err != nil && !ask.Whole && ctx.Err() == nil {
		tell(preview.Page{Kind: f.kind, Problem: unreadable(ask)})
		return nil
	}
	if err != nil {
		return fmt.Errorf("the head of this %s cannot be read: %w", f.kind, err)
	}
	if c.Width <= 0 || c.Height <= 0 {
		return fmt.Errorf("this %s says that it has %d x %d pixels", f.kind, c.Width, c.Height)
	}
	a := f.about(ask.Data)
	page := preview.Page{Kind: f.kind, Facts: a.facts(c.Width, c.Height), Warnings: a.warnings()}
	if page.Problem = f.refusal(ask, c); page.Problem != "" || ask.Box.W <= 0 || ask.Box.H <= 0 {
		page.Picture = a.thumbnail(ctx, ask.Box)
		tell(page)
		return ctx.Err()
	}
	if c.Width*c.Height > sudden {
		page.Partial = true
		tell(page)
		page.Partial = false
	}
	page.Picture, err = f.picture(ctx, ask, c, a.turns)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		page.Problem, page.Picture = unreadable(ask), a.thumbnail(ctx, ask.Box)
	}
	tell(page)
	return nil
}

func (f *format) picture(ctx context.Context, ask *preview.Ask, c image.Config, turns []int) (*preview.Picture, error) {
	m, err := f.decode(input(ctx, ask.Data))
	if err != nil {
		return nil, err
	}
	return fit(ctx, m, image.Rect(0, 0, c.Width, c.Height), ask.Box, turns)
}

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
