package pdf

import (
	"attache/ui/preview"
	"attache/ui/preview/picture"
)

// scanned is the picture that is all of a page.
type scanned struct {
	stream

	turned int
	whole  bool // it fills the page
}

// scan is the largest picture of a page that shows next to no text.
func (f *file) scan(c *content, p page) *scanned {
	if len(c.images) == 0 || c.seen > 40 {
		return nil
	}
	largest, size := c.images[0], 0
	for _, s := range c.images {
		if n := min(f.integer(s.dict["Width"]), 1<<15) * min(f.integer(s.dict["Height"]), 1<<15); n > size {
			largest, size = s, n
		}
	}
	w, h := f.extents(p)
	return &scanned{largest.stream, p.turned, largest.area >= w*h/2}
}

// picture decodes a scan with the decoder of pictures, and turns it as the page says.
func (f *file) picture(ask *preview.Ask, p *preview.Page, s *scanned) {
	if ask.Box.W <= 0 || ask.Box.H <= 0 {
		return
	}
	b, kind := f.data(s.stream)
	if kind != "DCTDecode" && kind != "DCT" {
		b = f.wrapped(s.dict, b, kind)
	}
	if b == nil {
		p.Problem = "The first page is a scan whose picture cannot be shown here."
		return
	}
	own := &preview.Ask{Data: b, Size: int64(len(b)), Whole: true, Box: ask.Box}
	if s.turned%180 != 0 {
		own.Box = preview.Box{W: ask.Box.H, H: ask.Box.W}
	}
	decoder := new(picture.Decoders).For(own)
	if decoder == nil {
		p.Problem = "The first page is a scan whose picture cannot be shown here."
		return
	}
	var last preview.Page
	err := decoder(f.ctx, own, func(found preview.Page) { last = found })
	if err != nil || last.Picture == nil {
		p.Problem = "The first page is a scan whose picture is broken."
		return
	}
	p.Picture = turn(last.Picture, s.turned)
	shows := "a picture"
	if s.whole {
		shows = "a scan"
	}
	p.Facts = append(p.Facts, preview.Fact{Label: "First page", Value: shows})
}

// turn turns a picture clockwise by so many degrees.
func turn(p *preview.Picture, degrees int) *preview.Picture {
	for n := ((degrees%360 + 360) % 360) / 90; n > 0; n-- {
		out := &preview.Picture{Box: preview.Box{W: p.H, H: p.W}, RGB: make([]byte, len(p.RGB))}
		for y := range p.H {
			for x := range p.W {
				copy(out.RGB[3*(x*out.W+out.W-1-y):], p.RGB[3*(y*p.W+x):3*(y*p.W+x)+3])
			}
		}
		p = out
	}
	return p
}
