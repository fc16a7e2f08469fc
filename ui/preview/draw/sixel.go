package draw

import (
	"bytes"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/mattn/go-sixel"

	"attache/ui/preview"
)

// reserved fills the cells that a sixel picture covers. It looks like a space and is none: the renderer
// neither skips it nor erases it with the rest of a line, so whenever it is written, a picture was covered.
const reserved = "\u00a0"

// band is how many pixels high a row of sixels is.
const band = 6

// sixelPicture is a picture as sixels.
func sixelPicture(p *preview.Picture) []byte {
	var b bytes.Buffer
	e := sixel.NewEncoder(&b)
	e.Colors = 255
	if e.Encode(rgba(p)) != nil {
		return nil
	}
	return b.Bytes()
}

// sixelAt draws sixels in a place of the screen. What was there before is erased first, and the cursor and
// its colours are what they were.
func sixelAt(data []byte, x, y, cols, rows int) []byte {
	var b bytes.Buffer
	b.WriteString(ansi.SaveCursor + reset)
	for i := range rows {
		b.WriteString(ansi.CursorPosition(x+1, y+i+1) + ansi.EraseCharacter(cols))
	}
	b.WriteString(ansi.CursorPosition(x+1, y+1))
	b.Write(data)
	b.WriteString(ansi.RestoreCursor)
	return b.Bytes()
}

// crop is the part of a picture that is in some rows of cells.
func crop(p *preview.Picture, from, to, height int) *preview.Picture {
	top, bottom := min(from*height, p.H), min(to*height, p.H)
	return &preview.Picture{Box: preview.Box{W: p.W, H: bottom - top}, RGB: p.RGB[3*p.W*top : 3*p.W*bottom]}
}

func reservedRows(cols, rows int) []string {
	lines := make([]string, rows)
	for y := range lines {
		lines[y] = strings.Repeat(reserved, cols)
	}
	return lines
}
