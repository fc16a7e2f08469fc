package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"io"
	"slices"

	"golang.org/x/image/webp"
)

// chunks gives each chunk of a WebP to f.
func chunks(data []byte, f func(kind string, body []byte)) {
	for len(data) >= 8 {
		n := int64(binary.LittleEndian.Uint32(data[4:]))
		end := min(8+n, int64(len(data)))
		f(string(data[:4]), data[8:end])
		data = data[min(8+n+n&1, int64(len(data))):]
	}
}

func aboutWebP(data []byte) about {
	var a about
	chunks(skip(data, 12), func(kind string, body []byte) {
		switch kind {
		case "EXIF":
			block, _ := bytes.CutPrefix(body, []byte("Exif\x00\x00"))
			a.readEXIF(block)
		case "XMP ":
			a.readXMP(body)
		case "ANMF":
			a.frames++
		}
	})
	return a
}

func configWebP(r io.Reader) (image.Config, error) { return webp.DecodeConfig(still(r)) }

func decodeWebP(r io.Reader) (image.Image, error) {
	m, err := webp.Decode(still(r))
	switch m := m.(type) {
	case *image.YCbCr:
		fullRange(m)
	case *image.NYCbCrA:
		fullRange(&m.YCbCr)
	}
	return m, err
}

// still makes the first frame of an animation, which the decoder does not know, a picture of its own.
func still(r io.Reader) io.Reader {
	in, ok := r.(*reader)
	if !ok {
		return r
	}
	var frame []byte
	chunks(skip(in.data, 12), func(kind string, body []byte) {
		if kind == "ANMF" && frame == nil && len(body) > 16 {
			frame = body
		}
	})
	if frame == nil {
		return in
	}
	// A frame begins with its place and size; the size is written in the same way in the head of a picture.
	head := append([]byte("VP8X\x0a\x00\x00\x00\x10\x00\x00\x00"), frame[6:12]...)
	if !bytes.HasPrefix(frame[16:], []byte("ALPH")) {
		head[8] = 0
	}
	out := binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(4+len(head)+len(frame)-16)) //nolint:gosec // shorter than the file
	out = slices.Concat(out, []byte("WEBP"), head, frame[16:])
	return &reader{ctx: in.ctx, data: out}
}

// fullRange stretches brightness and colour, which WebP keeps within the narrower range of video.
func fullRange(m *image.YCbCr) {
	var bright, colour [256]byte
	for i := range 256 {
		bright[i] = clamp((i-16)*255, 219, 0)
		colour[i] = clamp((i-128)*255, 224, 128)
	}
	for _, p := range []struct {
		plane []byte
		by    *[256]byte
	}{{m.Y, &bright}, {m.Cb, &colour}, {m.Cr, &colour}} {
		for i, v := range p.plane {
			p.plane[i] = p.by[v]
		}
	}
}

func clamp(v, by, zero int) byte {
	return byte(max(0, min(255, (v+by/2)/by+zero)))
}
