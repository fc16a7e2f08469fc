package hevc

import (
	"bytes"
	"context"
	"errors"
	"image"

	"github.com/tetratelabs/wazero/api"
)

const undecodable = "the picture cannot be decoded"

// What heif.c says of colours.
const (
	spaceYCbCr = 0
	spaceGrey  = 2
	chroma420  = 1
	chroma422  = 2
	chroma444  = 3
)

// run is one picture on its way through the code. After the first error nothing more is done.
type run struct {
	ctx context.Context //nolint:containedctx // it ends with the picture
	mod api.Module
	err error
}

func (r *run) call(name string, args ...uint64) uint64 {
	if r.err != nil {
		return 0
	}
	out, err := r.mod.ExportedFunction(name).Call(r.ctx, args...)
	if err == nil && (len(out) == 0 || uint32(out[0]) == 0) { //nolint:gosec // a 32-bit result
		err = errors.New(undecodable)
	}
	if err != nil {
		r.err = err
		return 0
	}
	return out[0]
}

// words are where the code writes what it finds: width, height, colours, chroma, and whether alpha is multiplied.
const words = 5

// mark is how many bytes a mark has.
const mark = 16

func (r *run) decode(file []byte, w, h int) *image.YCbCr {
	in, found := r.call("malloc", uint64(len(file))), r.call("malloc", 4*words)
	if r.err != nil || !r.mod.Memory().Write(uint32(in), file) { //nolint:gosec // an address
		r.err = errors.New(undecodable)
		return nil
	}
	ask := func(headOnly, out uint64) {
		r.call("decode", in, uint64(len(file)), headOnly, found, found+4, found+8, found+12, found+16, out)
	}
	ask(1, 0)
	l, ok := layoutOf(r.word(found), r.word(found+4), r.word(found+8), r.word(found+12))
	if !ok || l.w != w || l.h != h {
		r.err = errors.New(undecodable)
		return nil
	}
	// heif.c writes as much as was decoded, which may not be what the file's head says: marks show where it ends.
	out := r.call("malloc", uint64(l.size()+mark)) //nolint:gosec // positive
	marks := bytes.Repeat([]byte{0xa5}, 2*mark)
	if r.err != nil || !r.mod.Memory().Write(uint32(out)+uint32(l.size()-mark), marks) { //nolint:gosec // an address
		r.err = errors.New(undecodable)
		return nil
	}
	ask(0, out)
	planes, ok := r.mod.Memory().Read(uint32(out), uint32(l.size()+mark)) //nolint:gosec // an address, and less than the memory
	if r.err != nil || !ok || bytes.HasSuffix(planes, marks) || !bytes.HasSuffix(planes, marks[mark:]) {
		r.err = errors.Join(errors.New(undecodable), r.err)
		return nil
	}
	return l.image(planes)
}

func (r *run) word(at uint64) int {
	v, _ := r.mod.Memory().ReadUint32Le(uint32(at)) //nolint:gosec // an address
	return int(v)
}

// layout is how the planes of a picture lie in memory.
type layout struct {
	w, h, cw, ch int
	ratio        image.YCbCrSubsampleRatio
	grey         bool
}

func layoutOf(w, h, space, chroma int) (layout, bool) {
	l := layout{w: w, h: h, cw: w, ch: h, ratio: image.YCbCrSubsampleRatio444}
	switch {
	case space == spaceGrey:
		l.grey, l.cw, l.ch = true, 0, 0
	case space == spaceYCbCr && chroma == chroma420:
		l.cw, l.ch, l.ratio = (w+1)/2, (h+1)/2, image.YCbCrSubsampleRatio420
	case space == spaceYCbCr && chroma == chroma422:
		l.cw, l.ratio = (w+1)/2, image.YCbCrSubsampleRatio422
	case space == spaceYCbCr && chroma == chroma444:
	default:
		return l, false
	}
	return l, true
}

// stride is the length of a row: libheif makes it even, at least 64, and a multiple of 16.
func stride(w int) int { return (max(64, w+w&1) + 15) &^ 15 }

func (l *layout) size() int {
	n := stride(l.w) * l.h
	if !l.grey {
		n += 2 * stride(l.cw) * l.ch
	}
	return n
}

// image copies the planes out of the code's memory, which ends with the picture.
func (l *layout) image(planes []byte) *image.YCbCr {
	m := image.NewYCbCr(image.Rect(0, 0, l.w, l.h), l.ratio)
	rest := rows(m.Y, m.YStride, planes, stride(l.w), l.w, l.h)
	if l.grey {
		for i := range m.Cb {
			m.Cb[i], m.Cr[i] = 128, 128
		}
		return m
	}
	rest = rows(m.Cb, m.CStride, rest, stride(l.cw), l.cw, l.ch)
	rows(m.Cr, m.CStride, rest, stride(l.cw), l.cw, l.ch)
	return m
}

func rows(to []byte, toStride int, from []byte, fromStride, w, h int) []byte {
	for y := range h {
		copy(to[y*toStride:][:w], from[y*fromStride:])
	}
	return from[h*fromStride:]
}
