package picture

import (
	"image"
	"io"

	"golang.org/x/image/tiff"
)

const maxPages = 1000

func aboutTIFF(data []byte) about {
	var a about
	a.readEXIF(data)
	e, main, next := tables(data)
	a.w, a.h = e.number(main[0x0100]), e.number(main[0x0101])
	for a.pages = 1; next != 0 && a.pages < maxPages; a.pages++ {
		_, next = e.table(next)
	}
	return a
}

// tables reads the first table of a TIFF, and where the next is.
func tables(data []byte) (e exif, main map[uint16]tag, next uint32) {
	if e = exifIn(data); e.order == nil {
		return e, nil, 0
	}
	main, next = e.table(e.long(4))
	return e, main, next
}

// decodeTIFF turns a fax whose white is told to be black around, which the decoder does not know of.
func decodeTIFF(r io.Reader) (image.Image, error) {
	m, err := tiff.Decode(r)
	in, ok := r.(*reader)
	if err != nil || !ok {
		return m, err
	}
	e, main, _ := tables(in.data)
	gray, ok := m.(*image.Gray)
	if packed := e.number(main[0x0103]); ok && packed >= 2 && packed <= 4 && e.number(main[0x0106]) == 1 {
		for i := range gray.Pix {
			gray.Pix[i] = ^gray.Pix[i]
		}
	}
	return m, in.ctx.Err()
}
