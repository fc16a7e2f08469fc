package media

import (
	"context"
	"math"

	"attache/ui/preview"
)

const maxLevels = 400

// The formats of sound in a WAV file.
const (
	pcm      = 1
	adpcm    = 2
	float    = 3
	aLaw     = 6
	muLaw    = 7
	imaADPCM = 0x11
)

func readWAV(ctx context.Context, ask *preview.Ask) (*recording, error) {
	r := &recording{kind: "WAV sound"}
	var w wave
	b := ask.Data[12:]
	for len(b) >= 8 {
		name, size := string(b[:4]), little(b, 4, 4)
		body := b[8:min(8+size, uint64(len(b)))]
		switch name {
		case "fmt ":
			if len(body) < 16 {
				return nil, errBroken
			}
			w.read(r, body)
		case "fact":
			w.samples = little(body, 0, 4)
		case "data":
			here := uint64(max(0, bytesOf(ask)-int64(len(ask.Data)-len(b)+8)))
			if size == 0 || size == math.MaxUint32 { // written while it was recorded
				body, size = b[8:], here
			}
			if r.seconds = w.seconds(r.rate, size); size > here {
				r.seconds *= float64(here) / float64(size)
				r.warnings = append(r.warnings, cutOff)
			}
			r.levels = loudness(ctx, body, w.format, r.bits, r.channels)
			return r, ctx.Err()
		}
		b = b[min(8+size+size&1, uint64(len(b))):]
	}
	if r.codecs == nil {
		return nil, errBroken
	}
	return r, nil
}

// wave is how the samples of a WAV file are written.
type wave struct {
	format, perSecond int
	block, inBlock    int    // bytes of a block, and samples in it
	samples           uint64 // in all; zero: it does not say
}

func (w *wave) read(r *recording, head []byte) {
	w.format = small(little(head, 0, 2))
	r.channels, r.rate = small(little(head, 2, 2)), small(little(head, 4, 4))
	w.perSecond, r.bits = small(little(head, 8, 4)), small(little(head, 14, 2))
	w.block, w.inBlock = small(little(head, 12, 2)), small(little(head, 18, 2))
	if w.format == 0xFFFE && len(head) >= 26 {
		w.format = small(little(head, 24, 2))
	}
	r.codecs = []string{wavCodec(w.format)}
	r.bitRate = 8 * w.perSecond
}

// compressed reports whether the samples are not all of the same size.
func (w *wave) compressed() bool {
	return w.format != pcm && w.format != float && w.format != aLaw && w.format != muLaw
}

// seconds is how long so many bytes last. What a compressed recording says of its bytes a second is often wrong.
func (w *wave) seconds(rate int, size uint64) float64 {
	switch {
	case w.compressed() && rate > 0 && w.samples > 0 && w.samples < math.MaxUint32:
		return float64(w.samples) / float64(rate)
	case (w.format == adpcm || w.format == imaADPCM) && rate > 0 && w.block > 0 && w.inBlock > 0:
		return float64(size) / float64(w.block) * float64(w.inBlock) / float64(rate)
	case w.perSecond > 0:
		return float64(size) / float64(w.perSecond)
	}
	return 0
}

func wavCodec(format int) string {
	switch format {
	case pcm:
		return "PCM"
	case adpcm, imaADPCM, 0x45:
		return "ADPCM"
	case float:
		return "PCM (floating point)"
	case aLaw:
		return "G.711 A-law"
	case muLaw:
		return "G.711 µ-law"
	case 0x31:
		return "GSM"
	case 0x55:
		return "MP3"
	}
	return ""
}

// loudness returns the loudest samples of as many stretches of time, or nothing where samples cannot be read.
func loudness(ctx context.Context, b []byte, format, bits, channels int) []uint8 {
	width := (bits + 7) / 8
	sample := sampleOf(format, width)
	if sample == nil || channels <= 0 {
		return nil
	}
	frame := width * channels
	frames := len(b) / frame
	if frames == 0 {
		return nil
	}
	n := min(maxLevels, frames)
	out := make([]uint8, n)
	for i := range out {
		if ctx.Err() != nil {
			return nil
		}
		loudest := 0.0
		for at := i * frames / n * frame; at < (i+1)*frames/n*frame; at += width {
			loudest = max(loudest, math.Abs(sample(b[at:])))
		}
		out[i] = uint8(math.Round(min(loudest, 1) * 255))
	}
	return out
}

// sampleOf returns what reads a sample as a number from -1 to 1.
func sampleOf(format, width int) func([]byte) float64 {
	switch {
	case format == pcm && width == 1:
		return func(b []byte) float64 { return (float64(b[0]) - 128) / 128 }
	case format == pcm && width >= 2 && width <= 4:
		shift := 64 - 8*width
		return func(b []byte) float64 {
			return float64(int64(little(b, 0, width)<<shift)) / -math.MinInt64 //nolint:gosec // the sign is in the highest bit
		}
	case format == float && width == 4:
		return func(b []byte) float64 {
			f := float64(math.Float32frombits(uint32(little(b, 0, 4)))) //nolint:gosec // four bytes
			if math.IsNaN(f) {
				return 0
			}
			return f
		}
	case format == muLaw && width == 1:
		return func(b []byte) float64 {
			c := ^b[0]
			return float64((int(c&0xF)<<3+0x84)<<(c>>4&7)-0x84) / 32768
		}
	case format == aLaw && width == 1:
		return func(b []byte) float64 {
			c := b[0] ^ 0x55
			v := int(c&0xF)<<4 + 8
			if e := c >> 4 & 7; e > 0 {
				v = (v + 0x100) << (e - 1)
			}
			return float64(v) / 32768
		}
	}
	return nil
}
