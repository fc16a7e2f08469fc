package picture

import (
	"context"
	"image"
	"image/color"
	stddraw "image/draw"

	"golang.org/x/image/draw"

	"attache/ui/preview"
)

// fit scales the screen of a picture into a box, turned upright, and never makes it larger.
func fit(ctx context.Context, m image.Image, screen image.Rectangle, box preview.Box, turns []int) (*preview.Picture, error) {
	if lying(turns) {
		box.W, box.H = box.H, box.W
	}
	w, h := screen.Dx(), screen.Dy()
	to := within(w, h, box)
	var p *preview.Picture
	switch planes, ok := m.(*image.YCbCr); {
	case w < 2*to.W && h < 2*to.H:
		p = smooth(m, screen, to)
	case ok && planes.Rect == screen && chroma(planes).W >= to.W && chroma(planes).H >= to.H:
		p = averagePlanes(ctx, planes, to)
	default:
		p = average(ctx, m, screen, to)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	for _, turn := range turns {
		p = upright(p, turn)
	}
	return p, nil
}

// within is the size that w x h pixels have in a box.
func within(w, h int, box preview.Box) preview.Box {
	if w <= box.W && h <= box.H {
		return preview.Box{W: w, H: h}
	}
	if w*box.H > h*box.W {
		return preview.Box{W: box.W, H: max(1, (h*box.W+w/2)/w)}
	}
	return preview.Box{W: max(1, (w*box.H+h/2)/h), H: box.H}
}

// smooth is for a picture that becomes a little smaller, or stays as it is.
func smooth(m image.Image, screen image.Rectangle, to preview.Box) *preview.Picture {
	out := image.NewRGBA(image.Rect(0, 0, to.W, to.H))
	if m.Bounds() != screen {
		whole := image.NewRGBA(screen)
		stddraw.Draw(whole, screen.Intersect(m.Bounds()), m, screen.Intersect(m.Bounds()).Min, stddraw.Src)
		m = whole
	}
	if to.W == screen.Dx() && to.H == screen.Dy() {
		stddraw.Draw(out, out.Rect, m, screen.Min, stddraw.Src)
	} else {
		draw.CatmullRom.Scale(out, out.Rect, m, screen, draw.Src, nil)
	}
	return overGround(out.Pix, to)
}

// average gives each pixel the mean of the area that it stands for.
func average(ctx context.Context, m image.Image, screen image.Rectangle, to preview.Box) *preview.Picture {
	s := newShrinker(preview.Box{W: screen.Dx(), H: screen.Dy()}, to, 4)
	for y := screen.Min.Y; y < screen.Max.Y && ctx.Err() == nil; y += strip {
		rows := image.NewRGBA(image.Rect(screen.Min.X, y, screen.Max.X, min(y+strip, screen.Max.Y)))
		part := rows.Rect.Intersect(m.Bounds())
		stddraw.Draw(rows, part, m, part.Min, stddraw.Src)
		for i := range rows.Rect.Dy() {
			s.add(rows.Pix[i*rows.Stride:])
		}
	}
	return overGround(s.pixels(), to)
}

// averagePlanes does the same to brightness and colour, which a JPEG holds apart, before they are made one.
func averagePlanes(ctx context.Context, m *image.YCbCr, to preview.Box) *preview.Picture {
	size := preview.Box{W: m.Rect.Dx(), H: m.Rect.Dy()}
	ys := shrink(ctx, m.Y, m.YStride, size, to)
	cb := shrink(ctx, m.Cb, m.CStride, chroma(m), to)
	cr := shrink(ctx, m.Cr, m.CStride, chroma(m), to)
	out := make([]byte, 0, 3*len(ys))
	for i := range ys {
		r, g, b := color.YCbCrToRGB(ys[i], cb[i], cr[i])
		out = append(out, r, g, b)
	}
	return &preview.Picture{Box: to, RGB: out}
}

// chroma is the size of the planes of colour.
func chroma(m *image.YCbCr) preview.Box {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	switch m.SubsampleRatio {
	case image.YCbCrSubsampleRatio422:
		w = (w + 1) / 2
	case image.YCbCrSubsampleRatio420:
		w, h = (w+1)/2, (h+1)/2
	case image.YCbCrSubsampleRatio440:
		h = (h + 1) / 2
	case image.YCbCrSubsampleRatio411:
		w = (w + 3) / 4
	case image.YCbCrSubsampleRatio410:
		w, h = (w+3)/4, (h+1)/2
	case image.YCbCrSubsampleRatio444:
	}
	return preview.Box{W: w, H: h}
}

// overGround lays premultiplied pixels over a checker in two greys, on which black and white are both seen.
func overGround(rgba []byte, to preview.Box) *preview.Picture {
	out := make([]byte, 0, 3*to.W*to.H)
	for i := 0; i < len(rgba); i += 4 {
		ground := 0x70
		if x, y := i/4%to.W, i/4/to.W; (x/8+y/8)%2 == 0 {
			ground = 0x90
		}
		rest := (ground*(255-int(rgba[i+3])) + 127) / 255
		for _, c := range rgba[i : i+3] {
			out = append(out, byte(min(255, int(c)+rest))) //nolint:gosec // at most 255
		}
	}
	return &preview.Picture{Box: to, RGB: out}
}
