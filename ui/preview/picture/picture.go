// Package picture decodes pictures for a preview: what they are, and how they look within a box. It is given
// strangers' files, so a picture's head is read before anything is decoded, and what is too large is refused.
package picture

import (
	"bytes"
	"encoding/binary"
	"image/gif"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"

	"attache/ui/preview"
	"attache/ui/preview/picture/heif"
)

// For returns who decodes a file by what it begins with; nil: it is not a picture.
func (d *Decoders) For(ask *preview.Ask) preview.Decoder {
	if heif.Is(ask.Data) {
		return d.heif
	}
	if f := formatOf(ask.Data); f != nil {
		return f.show
	}
	return nil
}

// formatOf looks at the first bytes of a file. What is dense is far above what the format can do: deflate holds
// 1032 bytes in one, LZW about 2700, and a JPEG at best spends a bit on each block of 64 pixels.
func formatOf(data []byte) *format {
	starts := func(s string) bool { return bytes.HasPrefix(data, []byte(s)) }
	switch {
	case starts("\xff\xd8\xff"):
		return &format{"JPEG picture", jpeg.DecodeConfig, jpeg.Decode, aboutJPEG, memoryJPEG, 64 * 8}
	case starts("\x89PNG\r\n\x1a\n"):
		return &format{"PNG picture", png.DecodeConfig, png.Decode, aboutPNG, times(1), 8 * 1032}
	case starts("GIF87a"), starts("GIF89a"):
		return &format{"GIF picture", gif.DecodeConfig, gif.Decode, aboutGIF, times(1), 4096}
	case starts("RIFF") && len(data) > 16 && string(data[8:15]) == "WEBPVP8":
		return &format{"WebP picture", configWebP, decodeWebP, aboutWebP, times(2), 0}
	case starts("II*\x00"), starts("MM\x00*"):
		return &format{"TIFF picture", tiff.DecodeConfig, decodeTIFF, aboutTIFF, times(2), 0}
	case starts("BM") && isBMP(data):
		return &format{"BMP picture", bmp.DecodeConfig, bmp.Decode, aboutBMP, times(1), 8}
	}
	return nil
}

// isBMP tells a picture from a text that begins with BM: its reserved bytes are zero, and its head has one of
// the lengths that there are.
func isBMP(data []byte) bool {
	if len(data) < 18 || binary.LittleEndian.Uint32(data[6:]) != 0 {
		return false
	}
	switch binary.LittleEndian.Uint32(data[14:]) {
	case 12, 16, 40, 52, 56, 64, 108, 124:
		return true
	}
	return false
}
