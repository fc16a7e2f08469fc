package picture

import (
	"image"
	"image/color"
	"io"

	"attache/ui/preview"
)

// maxMemory is what decoding one picture may take in bytes: the child that does it has 512 MiB for all.
const maxMemory = 256 << 20

// format is one kind of file that holds a picture.
type format struct {
	kind   string
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
	about  func([]byte) about
	// memory is about how many bytes decoding takes, and dense the most pixels that a byte can hold; zero: any.
	memory func([]byte, image.Config) int64
	dense  int64
}

// refusal says why a picture is not decoded, from its head alone; empty: it may be.
func (f *format) refusal(ask *preview.Ask, c image.Config) string {
	pixels, bytes := int64(c.Width)*int64(c.Height), max(ask.Size, int64(len(ask.Data)))
	switch {
	case c.Width > preview.MaxPixels || c.Height > preview.MaxPixels || pixels > preview.MaxPixels:
		return "It has more than 40 million pixels. Save it to see it."
	case f.dense > 0 && pixels/f.dense > bytes:
		return "Its head promises more pixels than its bytes can hold."
	case f.memory(ask.Data, c)+4*(strip+4)*int64(c.Width) > maxMemory: // some rows are held beside it
		return "Showing it would take too much memory. Save it to see it."
	}
	return ""
}

// unreadable says why a picture could not be decoded.
func unreadable(ask *preview.Ask) string {
	if !ask.Whole {
		return "It is too large for a preview. Save it to see it."
	}
	return "It cannot be shown: it is damaged, or of a kind that is not known here."
}

// perPixel is how many bytes a decoded pixel takes.
func perPixel(m color.Model) int64 {
	switch m := m.(type) {
	case color.Palette:
		return 1
	default:
		switch m {
		case color.GrayModel:
			return 1
		case color.Gray16Model:
			return 2
		case color.YCbCrModel:
			return 3
		case color.RGBA64Model, color.NRGBA64Model:
			return 8
		}
	}
	return 4
}

// times returns the memory of a decoder that holds n copies of what it decodes.
func times(n int64) func([]byte, image.Config) int64 {
	return func(_ []byte, c image.Config) int64 {
		return n * perPixel(c.ColorModel) * int64(c.Width) * int64(c.Height)
	}
}
