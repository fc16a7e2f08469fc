package media

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"unicode/utf16"

	"attache/ui/preview"
)

// mpegFrame is what the header of a frame of MPEG audio says.
type mpegFrame struct {
	size, samples, rate, bitRate, channels, side int
	layer                                        string
}

// frameOf reads a header of four bytes.
func frameOf(b []byte) (f mpegFrame, ok bool) {
	if len(b) < 4 || b[0] != 0xFF || b[1]&0xE0 != 0xE0 {
		return f, false
	}
	version, layer := b[1]>>3&3, b[1]>>1&3
	bits, rate := int(b[2]>>4), int(b[2]>>2&3)
	if version == 1 || layer == 0 || bits == 0 || bits == 15 || rate == 3 {
		return f, false
	}
	old := version == 3 // the first version of MPEG
	f.rate = []int{44100, 48000, 32000}[rate]
	switch version {
	case 2:
		f.rate /= 2
	case 0:
		f.rate /= 4
	}
	f.layer = []string{"", "MP3", "MP2", "MP1"}[layer]
	f.bitRate = 1000 * bitRates(old, layer)[bits]
	f.channels, f.side = 2, 32
	if b[3]>>6 == 3 {
		f.channels, f.side = 1, 17
	}
	if !old {
		f.side = map[int]int{1: 9, 2: 17}[f.channels]
	}
	padding := int(b[2] >> 1 & 1)
	f.samples = 1152
	switch {
	case layer == 3:
		f.samples = 384
		f.size = (12*f.bitRate/f.rate + padding) * 4
		return f, true
	case layer == 1 && !old:
		f.samples = 576
	}
	f.size = f.samples/8*f.bitRate/f.rate + padding
	return f, true
}

func bitRates(old bool, layer byte) []int {
	switch {
	case old && layer == 3:
		return []int{0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448}
	case old && layer == 2:
		return []int{0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384}
	case old:
		return []int{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320}
	case layer == 3:
		return []int{0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256}
	}
	return []int{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}
}

// isMP3 reports whether two frames follow each other at the start.
func isMP3(b []byte) bool {
	f, ok := frameOf(b)
	if !ok || f.size > len(b) {
		return false
	}
	next, ok := frameOf(b[f.size:])
	return ok && next.rate == f.rate && next.layer == f.layer
}

func readMP3(ctx context.Context, ask *preview.Ask) (*recording, error) {
	r := &recording{kind: "MP3 sound"}
	start := r.tag(ask.Data)
	if start > len(ask.Data) {
		r.problem = "The sound stands behind a large picture, so it was not looked at."
		if ask.Whole {
			r.problem = "The recording is cut off before its sound begins."
		}
		return r, nil
	}
	b := ask.Data[start:]
	for n := 0; len(b) > 4 && !isMP3(b) && n < 64<<10; n++ {
		b, start = b[1:], start+1
	}
	f, ok := frameOf(b)
	if !ok {
		return nil, errBroken
	}
	r.kind = f.layer + " sound"
	r.codecs, r.rate, r.channels = []string{f.layer}, f.rate, f.channels
	lasts := float64(f.samples) / float64(f.rate)
	frames := framesOf(b, f)
	if frames > 0 && !ask.Whole {
		r.seconds = float64(frames) * lasts
		r.bitRate = int(float64(bytesOf(ask)-int64(start)) * 8 / r.seconds)
		return r, nil
	}
	if frames > 0 { // the first frame only says how many there are
		start += f.size
	}
	err := r.walk(ctx, ask, start, lasts, func(b []byte) int { f, _ := frameOf(b); return f.size })
	if float64(frames)*lasts > r.seconds*1.05+0.3 {
		r.warnings = append(r.warnings, cutOff)
	}
	return r, err
}

// framesOf is how many frames follow, as the first says where they differ in size.
func framesOf(b []byte, f mpegFrame) int {
	if at := 4 + f.side; len(b) > at+12 && (bytes.HasPrefix(b[at:], []byte("Xing")) || bytes.HasPrefix(b[at:], []byte("Info"))) && b[at+7]&1 != 0 {
		return small(number(b, at+8, 4))
	}
	if len(b) > 54 && bytes.HasPrefix(b[36:], []byte("VBRI")) {
		return small(number(b, 36+14, 4))
	}
	return 0
}

// tag reads the title and the artist, and returns where the sound begins.
func (r *recording) tag(b []byte) int {
	if !bytes.HasPrefix(b, []byte("ID3")) || len(b) < 10 {
		return 0
	}
	version, end := b[3], 10+synchsafe(b[6:10])
	tag := b[10:min(end, len(b))]
	for len(tag) > 10 && tag[0] != 0 && version >= 3 {
		size := small(number(tag, 4, 4))
		if version == 4 {
			size = synchsafe(tag[4:8])
		}
		name := string(tag[:4])
		if size <= 0 || size > len(tag)-10 {
			break
		}
		switch body := tag[10 : 10+size]; name {
		case "TIT2":
			r.title = tagText(body)
		case "TPE1":
			r.artist = tagText(body)
		}
		tag = tag[10+size:]
	}
	return end
}

func synchsafe(b []byte) int {
	return int(b[0]&0x7F)<<21 | int(b[1]&0x7F)<<14 | int(b[2]&0x7F)<<7 | int(b[3]&0x7F)
}

// tagText is a text behind the byte that tells its encoding.
func tagText(b []byte) string {
	b, encoding := b[1:min(len(b), 400)], b[0]
	switch encoding {
	case 1, 2:
		little := encoding == 1 && !bytes.HasPrefix(b, []byte("\xFE\xFF"))
		units := make([]uint16, 0, len(b)/2)
		for pair := range slices.Chunk(b, 2) {
			if len(pair) == 2 && little {
				pair = []byte{pair[1], pair[0]}
			}
			units = append(units, uint16(number(pair, 0, 2))) //nolint:gosec // two bytes
		}
		return strings.Trim(string(utf16.Decode(units)), "\uFEFF\x00")
	case 0:
		r := make([]rune, len(b))
		for i, c := range b {
			r[i] = rune(c)
		}
		return strings.Trim(string(r), "\x00")
	}
	return strings.Trim(strings.ToValidUTF8(string(b), ""), "\x00")
}
