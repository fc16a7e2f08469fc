package sample

import (
	"encoding/binary"
	"image"
	"image/color"
)

// The least of H.264 that players take: every frame an IDR picture of I_PCM macroblocks (samples
// as they are), baseline profile. Source of the syntax: ITU-T H.264, 7.3.

// bitWriter writes the bits of a NAL unit.
type bitWriter struct {
	out  []byte
	free int // unused low bits of the last byte
}

func (b *bitWriter) bits(v uint32, n int) {
	for i := n - 1; i >= 0; i-- {
		if b.free == 0 {
			b.out, b.free = append(b.out, 0), 8
		}
		b.free--
		b.out[len(b.out)-1] |= byte(v>>i&1) << b.free
	}
}

// exp writes the unsigned Exp-Golomb code of v.
func (b *bitWriter) exp(values ...uint32) {
	for _, v := range values {
		n := 0
		for (v+1)>>(n+1) != 0 {
			n++
		}
		b.bits(0, n)
		b.bits(v+1, n+1)
	}
}

func (b *bitWriter) align() { b.free = 0 }

// nal ends the unit and puts the emulation prevention bytes in.
func (b *bitWriter) nal(header byte) []byte {
	b.bits(1, 1)
	out, zeros := []byte{header}, 0
	for _, v := range b.out {
		if zeros >= 2 && v <= 3 {
			out, zeros = append(out, 3), 0
		}
		out = append(out, v)
		if zeros++; v != 0 {
			zeros = 0
		}
	}
	return out
}

func sequenceSet(width, height int) []byte {
	b := &bitWriter{}
	b.bits(66, 8)                                  // profile_idc: baseline
	b.bits(0xc0, 8)                                // constraint sets 0 and 1
	b.bits(30, 8)                                  // level 3
	b.exp(0, 0, 2, 1)                              // id, log2_max_frame_num-4, pic_order_cnt_type, max_num_ref_frames
	b.bits(0, 1)                                   // no gaps in frame_num
	b.exp(uint32(width/16-1), uint32(height/16-1)) //nolint:gosec // small constants
	b.bits(0b1100, 4)                              // frames only, direct 8x8, no cropping, no VUI
	return b.nal(0x67)
}

func pictureSet() []byte {
	b := &bitWriter{}
	b.exp(0, 0)
	b.bits(0, 2) // CAVLC, no field order
	b.exp(0, 0, 0)
	b.bits(0, 3)     // no weighted prediction
	b.exp(0, 0, 0)   // QP as it is
	b.bits(0b100, 3) // the slice says whether to deblock
	return b.nal(0x68)
}

// h264Frame stores a picture whose sides are multiples of 16.
func h264Frame(img *image.RGBA, n int) []byte {
	b := &bitWriter{}
	b.exp(0, 7, 0)       // first macroblock, I slices only, picture set
	b.bits(0, 4)         // frame_num
	b.exp(uint32(n & 1)) // idr_pic_id must differ from the neighbour's
	b.bits(0, 2)
	b.exp(0, 1) // QP delta, no deblocking
	for y := 0; y < img.Rect.Max.Y; y += 16 {
		for x := 0; x < img.Rect.Max.X; x += 16 {
			b.exp(25) // I_PCM
			b.align()
			b.out = appendSamples(b.out, img, x, y)
		}
	}
	return b.nal(0x65)
}

// appendSamples appends 256 luma and two times 64 chroma samples of the macroblock at x, y, in the
// narrow range that video has.
func appendSamples(out []byte, img *image.RGBA, x, y int) []byte {
	squeeze := func(v byte, span int) byte { return byte(16 + int(v)*span/255) } //nolint:gosec // at most 240
	var blue, red []byte
	for i := range 256 {
		p := img.RGBAAt(x+i%16, y+i/16)
		l, cb, cr := color.RGBToYCbCr(p.R, p.G, p.B)
		out = append(out, squeeze(l, 219))
		if i%2 == 0 && i/16%2 == 0 { // one chroma sample for four pixels
			blue, red = append(blue, squeeze(cb, 224)), append(red, squeeze(cr, 224))
		}
	}
	return append(append(out, blue...), red...)
}

// be writes big-endian numbers of 4 bytes.
func be(values ...int) []byte {
	var b []byte
	for _, v := range values {
		b = binary.BigEndian.AppendUint32(b, uint32(v)) //nolint:gosec // sizes and counts of a small file
	}
	return b
}

// box is one box of the ISO base media file format.
func box(kind string, parts ...[]byte) []byte {
	size := 8
	for _, p := range parts {
		size += len(p)
	}
	b := append(be(size), kind...)
	for _, p := range parts {
		b = append(b, p...)
	}
	return b
}

// mp4 wraps H.264 frames, all of them key frames, for players.
func mp4(frames [][]byte, width, height, rate int) []byte {
	var samples []byte
	sizes := be(0, 0, len(frames))
	for _, f := range frames {
		samples = append(append(samples, be(len(f))...), f...)
		sizes = append(sizes, be(len(f)+4)...)
	}
	head := box("ftyp", []byte("isom"), be(512), []byte("isomiso2avc1mp41"))
	table := box("stbl",
		box("stsd", be(0, 1), avc1(width, height)),
		box("stts", be(0, 1, len(frames), 1)),
		box("stsc", be(0, 1, 1, len(frames), 1)),
		box("stsz", sizes),
		box("stco", be(0, 1, len(head)+8)), // mdat follows ftyp
	)
	media := box("mdia",
		box("mdhd", be(0, 0, 0, rate, len(frames), 0x55c40000)),
		box("hdlr", be(0, 0), []byte("vide"), be(0, 0, 0), []byte("video\x00")),
		box("minf",
			box("vmhd", be(1, 0, 0)),
			box("dinf", box("dref", be(0, 1), box("url ", be(1)))),
			table),
	)
	matrix := be(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
	movie := box("moov",
		box("mvhd", be(0, 0, 0, rate, len(frames), 0x10000, 0x01000000, 0, 0), matrix, be(0, 0, 0, 0, 0, 0, 2)),
		box("trak",
			box("tkhd", be(7, 0, 0, 1, 0, len(frames), 0, 0, 0, 0), matrix, be(width<<16, height<<16)),
			media),
	)
	return append(append(head, box("mdat", samples)...), movie...)
}

// avc1 is the sample entry with the decoder's configuration.
func avc1(width, height int) []byte {
	sps, pps := sequenceSet(width, height), pictureSet()
	short := func(v int) []byte { return []byte{byte(v >> 8), byte(v)} } //nolint:gosec // two bytes are meant
	config := append([]byte{1}, sps[1:4]...)
	config = append(config, 0xff, 0xe1)
	config = append(append(config, short(len(sps))...), sps...)
	config = append(config, 1)
	config = append(append(config, short(len(pps))...), pps...)
	return box("avc1", be(0), short(0), short(1), make([]byte, 16), short(width), short(height),
		be(0x480000, 0x480000, 0), short(1), make([]byte, 32), short(24), short(0xffff), box("avcC", config))
}
