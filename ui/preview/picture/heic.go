package picture

import (
	"context"
	"image"

	"attache/model"
	"attache/ui/preview"
	"attache/ui/preview/picture/heif"
	"attache/ui/preview/picture/hevc"
)

// maxSmall is the longest side of what is decoded before the picture itself.
const maxSmall = 2048

// errKind is of a picture whose code or layout has no decoder here.
const errKind = model.ConstError("this kind of HEIF picture is not known")

// Decoders are those of all pictures, and what they keep for the next.
type Decoders struct{ hevc hevc.Codec }

// heif decodes HEIC, which is slow: what the file says, and its small picture, come first.
func (d *Decoders) heif(ctx context.Context, ask *preview.Ask, tell func(preview.Page)) error {
	f, err := heif.Read(ask.Data)
	if err != nil && !ask.Whole {
		tell(preview.Page{Kind: "HEIF picture", Problem: unreadable(ask)})
		return nil
	}
	if err != nil {
		return err
	}
	var a about
	a.readEXIF(f.EXIF)
	a.readXMP(f.XMP)
	a.turns = f.Turns // and not those of EXIF, which are there for other programs
	page := preview.Page{Kind: "HEIC picture", Facts: a.facts(f.Shown.Dx(), f.Shown.Dy()), Warnings: a.warnings(), Problem: refuseHEIF(ask, f)}
	if f.Kind == "av01" {
		page.Kind = "AVIF picture"
	}
	page.Partial = page.Problem == "" && ask.Box.W > 0 && ask.Box.H > 0
	tell(page)
	if ask.Box.W <= 0 || ask.Box.H <= 0 {
		return nil
	}
	if page.Picture = d.small(ctx, ask, &f.Thumbnail); page.Picture == nil {
		page.Picture = a.thumbnail(ctx, ask.Box)
	}
	if page.Picture != nil {
		tell(page)
	}
	if !page.Partial || ctx.Err() != nil {
		return ctx.Err()
	}
	page.Partial = false
	if p, err := d.whole(ctx, ask, &f.Picture); err == nil {
		page.Picture = p
	} else {
		page.Problem = unreadable(ask)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	tell(page)
	return nil
}

// refuseHEIF says why a picture is not decoded; empty: it may be.
func refuseHEIF(ask *preview.Ask, f *heif.File) string {
	n := pixelsOf(&f.Picture)
	switch {
	case min(f.Shown.Dx(), preview.MaxPixels)*min(f.Shown.Dy(), preview.MaxPixels) > preview.MaxPixels:
		return "It has more than 40 million pixels. Save it to see it."
	case f.Kind == "av01":
		return "AVIF pictures cannot be shown here. Save it to see it."
	case n == 0 || n > 2*preview.MaxPixels:
		return unreadable(ask)
	}
	return ""
}

// small is the picture that a camera puts beside the large one; nil: there is none.
func (d *Decoders) small(ctx context.Context, ask *preview.Ask, p *heif.Picture) *preview.Picture {
	if max(p.Shown.Dx(), p.Shown.Dy()) > maxSmall || pixelsOf(p) > maxSmall*maxSmall {
		return nil
	}
	c, err := d.whole(ctx, ask, p)
	if err != nil {
		return nil
	}
	return c
}

// pixelsOf is how many pixels the tiles of a picture have.
func pixelsOf(p *heif.Picture) int {
	n := 0
	for _, t := range p.Tiles {
		n += min(t.W, preview.MaxPixels) * min(t.H, preview.MaxPixels)
	}
	return n
}

// whole puts a picture together from its tiles.
func (d *Decoders) whole(ctx context.Context, ask *preview.Ask, p *heif.Picture) (*preview.Picture, error) {
	var all *image.YCbCr
	for i := range p.Tiles {
		m, err := d.tile(ctx, &p.Tiles[i])
		if err != nil {
			return nil, err
		}
		if len(p.Tiles) == 1 {
			all = m
			break
		}
		w, h := m.Rect.Dx(), m.Rect.Dy()
		if all == nil {
			all = image.NewYCbCr(image.Rect(0, 0, w*p.Columns, h*len(p.Tiles)/p.Columns), m.SubsampleRatio)
		}
		if w%2 != 0 || h%2 != 0 || m.SubsampleRatio != all.SubsampleRatio {
			return nil, errKind
		}
		paste(all, m, i%p.Columns*w, i/p.Columns*h)
	}
	if all == nil || !p.Shown.In(all.Rect) {
		return nil, errKind
	}
	return fit(ctx, all.SubImage(p.Shown), p.Shown, ask.Box, p.Turns)
}

func (d *Decoders) tile(ctx context.Context, t *heif.Tile) (*image.YCbCr, error) {
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	m, err := d.hevc.Decode(ctx, t.Alone(), t.W, t.H)
	if err == nil && t.Video {
		fullRange(m)
	}
	return m, err
}

// paste lays m into all.
func paste(all, m *image.YCbCr, x, y int) {
	for i := range m.Rect.Dy() {
		copy(all.Y[all.YOffset(x, y+i):][:m.Rect.Dx()], m.Y[i*m.YStride:])
	}
	size := chroma(m)
	at := all.COffset(x, y)
	for i := range size.H {
		copy(all.Cb[at+i*all.CStride:][:size.W], m.Cb[i*m.CStride:])
		copy(all.Cr[at+i*all.CStride:][:size.W], m.Cr[i*m.CStride:])
	}
}
