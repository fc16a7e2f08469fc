package picture_test

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"math/rand"
	"testing"
)

// photoOf is a picture with edges, ramps and noise.
func photoOf(w, h int) *image.RGBA {
	m, rnd := image.NewRGBA(image.Rect(0, 0, w, h)), rand.New(rand.NewSource(1))
	for y := range h {
		for x := range w {
			n := rnd.Intn(40)
			m.SetRGBA(x, y, color.RGBA{uint8(x*200/w + n), uint8(y*200/h + n), uint8((x/37+y/23)%2*180 + n), 255})
		}
	}
	return m
}

func jpegOf(t testing.TB, w, h, quality int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, photoOf(w, h), &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gifOf(t testing.TB, w, h, frames int) []byte {
	t.Helper()
	g := &gif.GIF{}
	for range frames {
		g.Image = append(g.Image, image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{color.Black, color.White}))
		g.Delay = append(g.Delay, 1)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// chunk is a chunk of a PNG.
func chunk(kind string, body []byte) []byte {
	out := append(binary.BigEndian.AppendUint32(nil, uint32(len(body))), kind...)
	out = append(out, body...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

// pngHead is a PNG that promises w x h pixels, and holds some bytes of them.
func pngHead(w, h uint32, depth, kind byte, pixels []byte) []byte {
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, w), h)
	out := append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", append(head, depth, kind, 0, 0, 0))...)
	return append(append(out, chunk("IDAT", pixels)...), chunk("IEND", nil)...)
}

// exifOf is a block of EXIF with one table of tags, each of which is written as it stands.
func exifOf(order binary.AppendByteOrder, next uint32, tags ...[]byte) []byte {
	out := []byte("II*\x00")
	if order.String() == "BigEndian" {
		out = []byte("MM\x00*")
	}
	out = order.AppendUint16(order.AppendUint32(out, 8), uint16(len(tags)))
	for _, t := range tags {
		out = append(out, t...)
	}
	return order.AppendUint32(out, next)
}

func tagOf(order binary.AppendByteOrder, id, kind uint16, count, value uint32) []byte {
	out := order.AppendUint32(order.AppendUint16(order.AppendUint16(nil, id), kind), count)
	if kind == 3 {
		return order.AppendUint16(order.AppendUint16(out, uint16(value)), 0)
	}
	return order.AppendUint32(out, value)
}

// withSegment puts a block of metadata into a JPEG.
func withSegment(photo []byte, kind string, block []byte) []byte {
	body := append([]byte(kind), block...)
	out := append([]byte{0xff, 0xd8, 0xff, 0xe1}, byte((len(body)+2)>>8), byte(len(body)+2))
	return append(append(out, body...), photo[2:]...)
}
