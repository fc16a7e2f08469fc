package picture

import (
	"bytes"
	"encoding/binary"
	"image"
)

// segments gives each segment of a JPEG before its pixels to f, until f has seen enough.
func segments(data []byte, f func(marker byte, payload []byte) bool) {
	for data = data[min(2, len(data)):]; len(data) >= 4 && data[0] == 0xff; {
		marker, n := data[1], int(binary.BigEndian.Uint16(data[2:]))+2
		switch {
		case marker == 0xff: // padding
			data = data[1:]
			continue
		case marker == 0xda, n < 4, n > len(data), !f(marker, data[4:n]):
			return
		}
		data = data[n:]
	}
}

func aboutJPEG(data []byte) about {
	var a about
	segments(data, func(marker byte, payload []byte) bool {
		if marker != 0xe1 {
			return true
		}
		if block, ok := bytes.CutPrefix(payload, []byte("Exif\x00\x00")); ok {
			a.readEXIF(block)
		} else if block, ok := bytes.CutPrefix(payload, []byte("http://ns.adobe.com/xap/1.0/\x00")); ok {
			a.readXMP(block)
		}
		return true
	})
	return a
}

// memoryJPEG counts the planes, and the coefficients that a progressive picture keeps of each until its end.
func memoryJPEG(data []byte, c image.Config) int64 {
	each, planes, most := int64(1), int64(0), int64(1)
	segments(data, func(marker byte, payload []byte) bool {
		if marker < 0xc0 || marker > 0xc2 {
			return true
		}
		if marker == 0xc2 {
			each = 5
		}
		for i := 6; i+3 <= len(payload); i += 3 {
			samples := int64(payload[i+1]>>4) * int64(payload[i+1]&15)
			planes, most = planes+samples, max(most, samples)
		}
		return false
	})
	return each * int64(c.Width) * int64(c.Height) * planes / most
}
