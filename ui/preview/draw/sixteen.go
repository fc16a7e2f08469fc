package draw

import (
	"strconv"
	"strings"

	"attache/ui/preview"
)

// mix is what a cell can be with the terminal's own 16 colours: one of them, or two in a fine pattern that
// the eye takes for a colour between them.
type mix struct {
	text, back int
	sign       string
	rgb        [3]int
	cost       int // of colours that lie far apart: their pattern is seen
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

// mixes are the 16 colours, and after them all that lies between two.
func mixes() []mix {
	const unseen = 24 // parts of the distance that a pattern may span for one of error
	colours := palette()
	all := make([]mix, 0, 16+16*15*3/2)
	for i, c := range colours {
		all = append(all, mix{text: i, back: i, sign: half, rgb: c})
	}
	for i, a := range colours {
		for j, b := range colours[:i] {
			cost := distance(a, b) / unseen
			all = append(all,
				mix{i, j, "░", between(a, b, 1), cost}, mix{i, j, "▒", between(a, b, 2), cost}, mix{j, i, "░", between(a, b, 3), cost})
		}
	}
	return all
}

// between is a colour with that many quarters of a, and b for the rest.
func between(a, b [3]int, quarters int) (out [3]int) {
	for c := range out {
		out[c] = (quarters*a[c] + (4-quarters)*b[c]) / 4
	}
	return out
}

// distance is how unlike two colours look.
func distance(a, b [3]int) int {
	r, g, bl := a[0]-b[0], a[1]-b[1], a[2]-b[2]
	return 3*r*r + 6*g*g + bl*bl
}

// sixteen draws a picture in 16 colours, two pixels a cell: as two of the colours, or as a mix for both.
func sixteen(p *preview.Picture) []string {
	all := mixes()
	lines := make([]string, 0, (p.H+1)/2)
	for y := 0; y < p.H; y += 2 {
		var b strings.Builder
		on := ""
		for x := range p.W {
			m := choose(all, pixel(p, x, y), pixel(p, x, min(y+1, p.H-1)))
			if code := sgr(m.text, 30) + ";" + sgr(m.back, 40); code != on {
				b.WriteString("\x1b[" + code + "m")
				on = code
			}
			b.WriteString(m.sign)
		}
		lines = append(lines, b.String()+reset)
	}
	return lines
}

// choose takes what looks most like two pixels, one above the other.
func choose(all []mix, top, bottom [3]int) mix {
	text, errTop := nearest(all[:16], top)
	back, errBottom := nearest(all[:16], bottom)
	best, least := mix{text: text, back: back, sign: half, rgb: between(all[text].rgb, all[back].rgb, 2)}, errTop+errBottom
	for i := range all {
		if e := distance(all[i].rgb, top) + distance(all[i].rgb, bottom) + all[i].cost; e < least {
			best, least = all[i], e
		}
	}
	return best
}

func nearest(all []mix, want [3]int) (best, least int) {
	least = distance(all[0].rgb, want)
	for i := range all {
		if e := distance(all[i].rgb, want); e < least {
			best, least = i, e
		}
	}
	return best, least
}

func pixel(p *preview.Picture, x, y int) [3]int {
	rgb := p.RGB[3*(y*p.W+x):]
	return [3]int{int(rgb[0]), int(rgb[1]), int(rgb[2])}
}

func sgr(colour, base int) string {
	if colour >= 8 {
		base += 60 - 8
	}
	return strconv.Itoa(base + colour)
}
