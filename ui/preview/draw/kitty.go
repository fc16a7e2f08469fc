package draw

import (
	"bytes"
	"fmt"
	"image"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/ansi/kitty"

	"attache/ui/preview"
)

// firstNumber is before the numbers of our pictures in kitty's protocol, which are colours as well.
const firstNumber = 0xA77A00

// kittyRows are the lines of a picture: characters that say which cell of which picture stands there.
func kittyRows(number, cols, rows int) []string {
	colour := fmt.Sprintf("\x1b[38;2;%d;%d;%dm", number>>16&0xff, number>>8&0xff, number&0xff)
	lines := make([]string, rows)
	for y := range lines {
		var b strings.Builder
		b.WriteString(colour)
		for x := range cols {
			b.WriteRune(kitty.Placeholder)
			b.WriteRune(kitty.Diacritic(y))
			b.WriteRune(kitty.Diacritic(x))
		}
		lines[y] = b.String() + reset
	}
	return lines
}

// kittyPicture hands a picture to the terminal, to be placed by its rows.
func kittyPicture(p *preview.Picture, number, cols, rows int) []byte {
	var b bytes.Buffer
	err := kitty.EncodeGraphics(&b, rgba(p), &kitty.Options{
		Action: kitty.TransmitAndPut, Transmission: kitty.Direct, Format: kitty.RGB, Compression: kitty.Zlib, Chunk: true, Quiet: 2,
		ID: number, ImageWidth: p.W, ImageHeight: p.H, VirtualPlacement: true, Columns: cols, Rows: rows,
	})
	if err != nil {
		return nil
	}
	return b.Bytes()
}

// kittyDelete takes a picture away, and its memory.
func kittyDelete(number int) string {
	return ansi.KittyGraphics(nil, "a=d", "d=I", "q=2", "i="+strconv.Itoa(number))
}

// kittyQuery asks whether the terminal takes a picture, with one of a single pixel.
func kittyQuery() string {
	return ansi.KittyGraphics([]byte("AAAA"), "a=q", "t=d", "f=24", "s=1", "v=1", "i="+strconv.Itoa(kittyQueried))
}

const kittyQueried = 31

// rgba is a picture as the encoders want it.
func rgba(p *preview.Picture) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, p.W, p.H))
	for i := range p.W * p.H {
		copy(m.Pix[4*i:], p.RGB[3*i:3*i+3])
		m.Pix[4*i+3] = 255
	}
	return m
}
