package emulator

import (
	"image"
	"image/color"
	"math/rand/v2"
	"slices"
)

// canvas is a small painter for the demo's pictures. It paints at twice the size and halves the
// result, which smooths every edge. Positions are in pixels of the result.
type canvas struct{ img *image.RGBA }

const oversize = 2

func newCanvas(width, height int) canvas {
	return canvas{image.NewRGBA(image.Rect(0, 0, width*oversize, height*oversize))}
}

func rgb(hex uint32) color.RGBA {
	return color.RGBA{uint8(hex >> 16), uint8(hex >> 8), uint8(hex), 255} //nolint:gosec // one byte each is meant
}

// veil returns col at an opacity of a of 255.
func veil(col color.RGBA, a uint8) color.RGBA { col.A = a; return col }

func mix(a, b, part, whole int) uint8 {
	return uint8((a*(whole-part) + b*part) / whole) //nolint:gosec // lies between a and b, both bytes
}

func blend(under, over color.RGBA) color.RGBA {
	a := int(over.A)
	return color.RGBA{
		mix(int(under.R), int(over.R), a, 255), mix(int(under.G), int(over.G), a, 255),
		mix(int(under.B), int(over.B), a, 255), 255,
	}
}

// run paints pixels x0 to x1 of row y, in pixels of the painting.
func (c canvas) run(y, x0, x1 int, col color.RGBA) {
	b := c.img.Rect
	if y < 0 || y >= b.Max.Y {
		return
	}
	for x := max(x0, 0); x < min(x1, b.Max.X); x++ {
		c.img.SetRGBA(x, y, blend(c.img.RGBAAt(x, y), col))
	}
}

func (c canvas) rect(x, y, w, h float64, col color.RGBA) {
	c.polygon(col, x, y, x+w, y, x+w, y+h, x, y+h)
}

// fade fills rows y0 to y1 from one colour to another.
func (c canvas) fade(y0, y1 int, top, bottom color.RGBA) {
	for y := y0 * oversize; y < y1*oversize; y++ {
		part := bottom
		part.A = mix(0, 255, y-y0*oversize, (y1-y0)*oversize)
		c.run(y, 0, c.img.Rect.Max.X, blend(top, part))
	}
}

// polygon fills the shape with the corners x, y, x, y, …
func (c canvas) polygon(col color.RGBA, xy ...float64) {
	low, high := xy[1], xy[1]
	for i := 1; i < len(xy); i += 2 {
		low, high = min(low, xy[i]), max(high, xy[i])
	}
	var cuts []float64
	for y := int(low * oversize); y <= int(high*oversize); y++ {
		cuts = cuts[:0]
		at := (float64(y) + 0.5) / oversize
		for i := 0; i < len(xy); i += 2 {
			j := (i + 2) % len(xy)
			x0, y0, x1, y1 := xy[i], xy[i+1], xy[j], xy[j+1]
			if (y0 <= at) != (y1 <= at) {
				cuts = append(cuts, x0+(at-y0)*(x1-x0)/(y1-y0))
			}
		}
		slices.Sort(cuts)
		for i := 0; i+1 < len(cuts); i += 2 {
			c.run(y, int(cuts[i]*oversize+0.5), int(cuts[i+1]*oversize+0.5), col)
		}
	}
}

func (c canvas) ellipse(cx, cy, rx, ry float64, col color.RGBA) {
	for y := int((cy - ry) * oversize); y <= int((cy+ry)*oversize); y++ {
		dy := ((float64(y)+0.5)/oversize - cy) / ry
		if dy*dy >= 1 {
			continue
		}
		half := rx * root(1-dy*dy)
		c.run(y, int((cx-half)*oversize+0.5), int((cx+half)*oversize+0.5), col)
	}
}

// grain lays a photograph's noise over everything.
func (c canvas) grain(seed uint64, strength int) {
	random := rand.New(rand.NewPCG(seed, 1)) //nolint:gosec // a picture, not a secret
	for i := 0; i < len(c.img.Pix); i += 4 {
		d := random.IntN(2*strength+1) - strength
		for k := range 3 {
			c.img.Pix[i+k] = uint8(min(255, max(0, int(c.img.Pix[i+k])+d))) //nolint:gosec // clamped
		}
	}
}

// text writes capital letters, digits and punctuation, seven times size pixels high.
func (c canvas) text(x, y, size float64, col color.RGBA, text string) {
	for _, r := range text {
		for column, bits := range glyph(r) {
			for row := range 7 {
				if bits>>row&1 == 1 {
					c.rect(x+float64(column)*size, y+float64(row)*size, size, size, col)
				}
			}
		}
		x += 6 * size
	}
}

// picture returns the painting at its real size.
func (c canvas) picture() *image.RGBA {
	b := c.img.Rect
	out := image.NewRGBA(image.Rect(0, 0, b.Max.X/oversize, b.Max.Y/oversize))
	for y := range out.Rect.Max.Y {
		for x := range out.Rect.Max.X {
			var sum [3]int
			for i := range oversize * oversize {
				p := c.img.RGBAAt(x*oversize+i%oversize, y*oversize+i/oversize)
				sum[0], sum[1], sum[2] = sum[0]+int(p.R), sum[1]+int(p.G), sum[2]+int(p.B)
			}
			n := oversize * oversize
			out.SetRGBA(x, y, color.RGBA{mix(0, sum[0], 1, n), mix(0, sum[1], 1, n), mix(0, sum[2], 1, n), 255})
		}
	}
	return out
}
