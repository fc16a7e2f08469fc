package draw

import (
	"strconv"

	"attache/ui/preview"
)

// sixteen writes the terminal's own 16 colours, each pixel one of them.
type sixteen []uint8

func (s sixteen) upper(p *preview.Picture, x, y int) string { return code(s[y*p.W+x], 30) }
func (s sixteen) lower(p *preview.Picture, x, y int) string { return code(s[y*p.W+x], 40) }

func code(colour uint8, base int) string {
	if colour >= 8 {
		base += 60 - 8
	}
	return strconv.Itoa(base + int(colour))
}

// palette are the 16 colours as most terminals show them. Whoever changed them sees other ones.
func palette() [16][3]int {
	return [16][3]int{
		{0, 0, 0},
		{205, 0, 0},
		{0, 205, 0},
		{205, 205, 0},
		{0, 0, 238},
		{205, 0, 205},
		{0, 205, 205},
		{229, 229, 229},
		{127, 127, 127},
		{255, 0, 0},
		{0, 255, 0},
		{255, 255, 0},
		{92, 92, 255},
		{255, 0, 255},
		{0, 255, 255},
		{255, 255, 255},
	}
}

// overshoot is how far beyond black and white what is left over may add up: less loses colours, more smears.
const overshoot = 96

// dither chooses one of 16 colours for each pixel so that the average of neighbours is right: what a pixel
// lacks is given to those that follow (Floyd and Steinberg).
func dither(p *preview.Picture) sixteen {
	colours, out := palette(), make(sixteen, p.W*p.H)
	here, below := make([]int, 3*(p.W+2)), make([]int, 3*(p.W+2)) // what neighbours left over, in sixteenths
	for y := range p.H {
		for x := range p.W {
			var want [3]int
			for c := range want {
				want[c] = min(max(int(p.RGB[3*(y*p.W+x)+c])+here[3*(x+1)+c]/16, -overshoot), 255+overshoot)
			}
			best := nearest(&colours, want)
			out[y*p.W+x] = uint8(best) //nolint:gosec // below 16
			for c := range want {
				left := want[c] - colours[best][c]
				here[3*(x+2)+c] += 7 * left
				below[3*x+c] += 3 * left
				below[3*(x+1)+c] += 5 * left
				below[3*(x+2)+c] += left
			}
		}
		here, below = below, here
		clear(below)
	}
	return out
}

func nearest(colours *[16][3]int, want [3]int) int {
	best, least := 0, 1<<30
	for i, c := range colours {
		r, g, b := want[0]-c[0], want[1]-c[1], want[2]-c[2]
		if d := 3*r*r + 6*g*g + b*b; d < least {
			best, least = i, d
		}
	}
	return best
}
