package sample

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

// mix goes part of whole from a to b.
func mix(a, b uint8, part, whole int) uint8 {
	return uint8((int(a)*(whole-part) + int(b)*part) / whole) //nolint:gosec // lies between a and b
}

func blend(under, over color.RGBA) color.RGBA {
	a := int(over.A)
	return color.RGBA{mix(under.R, over.R, a, 255), mix(under.G, over.G, a, 255), mix(under.B, over.B, a, 255), 255}
}

// run paints pixels x0 to x1 of row y, in pixels of the painting. Every shape ends here.
func (c canvas) run(y, x0, x1 int, col color.RGBA) {
	b := c.img.Rect
	x0, x1 = max(x0, 0), min(x1, b.Max.X)
	if y < 0 || y >= b.Max.Y || x0 >= x1 {
		return
	}
	row := c.img.Pix[y*c.img.Stride+4*x0 : y*c.img.Stride+4*x1]
	if col.A == 255 {
		row[0], row[1], row[2], row[3] = col.R, col.G, col.B, 255
		for done := 4; done < len(row); done *= 2 {
			copy(row[done:], row[:done])
		}
		return
	}
	for ; len(row) > 0; row = row[4:] {
		p := blend(color.RGBA{row[0], row[1], row[2], 255}, col)
		row[0], row[1], row[2], row[3] = p.R, p.G, p.B, 255
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
			x0, y0, x1, y1 := xy[i], xy[i+1], xy[j], xy[j+1] //nolint:gosec // the coordinates come in pairs
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
	to := out.Pix
	for y := 0; y < b.Max.Y; y += oversize {
		upper, lower := c.img.Pix[y*c.img.Stride:][:c.img.Stride], c.img.Pix[(y+1)*c.img.Stride:][:c.img.Stride]
		for ; len(upper) > 0; upper, lower, to = upper[8:], lower[8:], to[4:] {
			for k := range 4 {
				sum := int(upper[k]) + int(upper[k+4]) + int(lower[k]) + int(lower[k+4])
				to[k] = uint8(sum / 4) //nolint:gosec // a mean of bytes
			}
		}
	}
	return out
}

// grain lays a photograph's noise over a picture.
func grain(img *image.RGBA, seed uint64, strength int) *image.RGBA {
	random := rand.New(rand.NewPCG(seed, 1)) //nolint:gosec // a picture, not a secret
	var noise uint64
	for i := 0; i < len(img.Pix); i += 4 {
		if noise >>= 8; i%32 == 0 {
			noise = random.Uint64()
		}
		d := int(noise&0xff)%(2*strength+1) - strength
		for k := range 3 {
			img.Pix[i+k] = uint8(min(255, max(0, int(img.Pix[i+k])+d)))
		}
	}
	return img
}
