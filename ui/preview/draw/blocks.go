package draw

import (
	"strconv"
	"strings"

	"attache/ui/preview"
)

// half is the character whose upper half is the text's colour, and whose lower half the background's.
const half = "▀"

const reset = "\x1b[m"

// blocks draws a picture with two pixels a cell, one above the other. Where the terminal has 256 colours, the
// framework takes the nearest.
func blocks(p *preview.Picture) []string {
	lines := make([]string, 0, (p.H+1)/2)
	for y := 0; y < p.H; y += 2 {
		var b strings.Builder
		on := ""
		for x := range p.W {
			code := "38;2;" + rgb(p, x, y)
			if y+1 < p.H {
				code += ";48;2;" + rgb(p, x, y+1)
			}
			if code != on {
				b.WriteString("\x1b[" + code + "m")
				on = code
			}
			b.WriteString(half)
		}
		lines = append(lines, b.String()+reset)
	}
	return lines
}

func rgb(p *preview.Picture, x, y int) string {
	at := 3 * (y*p.W + x)
	b := make([]byte, 0, 12)
	for i, v := range p.RGB[at : at+3] {
		if i > 0 {
			b = append(b, ';')
		}
		b = strconv.AppendInt(b, int64(v), 10)
	}
	return string(b)
}

// ramp draws a picture in letters and signs, one pixel a cell, for a terminal without colours.
func ramp(p *preview.Picture) []string {
	const signs = " .:-=+*#%@"
	lines := make([]string, 0, p.H)
	for y := range p.H {
		line := make([]byte, p.W)
		for x := range line {
			line[x] = signs[luminance(p.RGB[3*(y*p.W+x):])*(len(signs)-1)/255]
		}
		lines = append(lines, string(line))
	}
	return lines
}

// luminance is how bright a pixel looks, 0 to 255.
func luminance(rgb []byte) int { return (299*int(rgb[0]) + 587*int(rgb[1]) + 114*int(rgb[2])) / 1000 }
