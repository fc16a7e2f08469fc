package pdf

import "encoding/binary"

// The tags of TIFF that are needed to say what samples are.
const (
	tagWidth       = 256
	tagHeight      = 257
	tagBits        = 258
	tagCompression = 259
	tagBlack       = 262
	tagStart       = 273
	tagSamples     = 277
	tagRows        = 278
	tagBytes       = 279
)

// The ways in which samples are packed.
const (
	packedNot = 1
	packedFax = 3
	packedG4  = 4
)

// wrapped makes a TIFF of the samples of a picture, or of a fax, so that the decoder of pictures knows
// them. It is nil where they are of another kind.
func (f *file) wrapped(d dict, b []byte, filter name) []byte {
	width, height := f.integer(d["Width"]), f.integer(d["Height"])
	samples, bits := f.samples(d["ColorSpace"]), f.integer(d["BitsPerComponent"])
	if mask, ok := f.get(d["ImageMask"]).(bool); ok && mask {
		samples, bits = 1, 1
	}
	ranges := f.array(d["Decode"])
	inverted := len(ranges) > 0 && f.float(ranges[0]) == 1
	packing, black := packedNot, 1
	switch {
	case width <= 0 || height <= 0 || width > 1<<15 || height > 1<<15:
		return nil
	case filter == "CCITTFaxDecode", filter == "CCF":
		param := f.dict(d["DecodeParms"])
		if list := f.array(d["DecodeParms"]); len(list) > 0 {
			param = f.dict(list[len(list)-1])
		}
		samples, bits, packing, black = 1, 1, packedFax, 0
		if f.float(param["K"]) < 0 {
			packing = packedG4
		}
		if one, ok := f.get(param["BlackIs1"]).(bool); ok && one {
			black = 1
		}
	case filter != "", samples == 0, bits != 8 && (bits != 1 || samples != 1), len(b) < (width*samples*bits+7)/8*height:
		return nil
	}
	if inverted {
		black = 1 - black
	}
	if samples == 3 {
		black = 2
	}
	return tiff(b, [][2]int{
		{tagWidth, width},
		{tagHeight, height},
		{tagBits, bits},
		{tagCompression, packing},
		{tagBlack, black},
		{tagStart, 0},
		{tagSamples, samples},
		{tagRows, height},
		{tagBytes, len(b)},
	})
}

// samples is how many a pixel has: one of grey, three of colours, or 0 where they are others.
func (f *file) samples(v any) int {
	v = f.get(v)
	if list, ok := v.(array); ok && len(list) > 0 {
		if v = f.get(list[0]); v == name("ICCBased") && len(list) > 1 {
			if n := f.integer(f.dict(list[1])["N"]); n == 1 || n == 3 {
				return n
			}
			return 0
		}
	}
	switch v {
	case name("DeviceGray"), name("G"), name("CalGray"):
		return 1
	case name("DeviceRGB"), name("RGB"), name("CalRGB"):
		return 3
	}
	return 0
}

// tiff puts tags before data, which begins where they end.
func tiff(data []byte, tags [][2]int) []byte {
	size := 8 + 2 + 12*len(tags) + 4 + 6
	out := make([]byte, 0, size+len(data))
	put := func(n, v int) {
		for range n {
			out = append(out, byte(v)) //nolint:gosec // its low byte comes first
			v >>= 8
		}
	}
	out = append(out, "II*\x00\x08\x00\x00\x00"...)
	out = binary.LittleEndian.AppendUint16(out, uint16(len(tags))) //nolint:gosec // nine
	bits := 0
	for _, t := range tags {
		tag, v, count := t[0], t[1], 1
		switch tag {
		case tagBits:
			bits = v
		case tagStart:
			v = size
		}
		if tag == tagBits && tags[6][1] == 3 { // one for each sample, which stand behind the tags
			v, count = size-6, 3
		}
		kind := 4
		if tag == tagBits {
			kind = 3
		}
		put(2, tag)
		put(2, kind)
		put(4, count)
		put(4, v)
	}
	put(4, 0)
	for range 3 {
		put(2, bits)
	}
	return append(out, data...)
}
