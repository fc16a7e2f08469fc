package media

import (
	"context"
	"math"

	"attache/ui/preview"
)

const maxLevels = 400

// The formats of sound in a WAV file whose loudness is read.
const (
	pcm   = 1
	float = 3
	aLaw  = 6
	muLaw = 7
)

func readWAV(ctx context.Context, ask *preview.Ask) (*recording, error) {
	r := &recording{kind: "WAV sound"}
	b, format, perSecond := ask.Data[12:], 0, 0
	for len(b) >= 8 {
		name, size := string(b[:4]), little(b, 4, 4)
		body := b[8:min(8+size, uint64(len(b)))]
		switch name {
		case "fmt ":
			if len(body) < 16 {
				return nil, errBroken
			}
			format = small(little(body, 0, 2))
			r.channels, r.rate = small(little(body, 2, 2)), small(little(body, 4, 4))
			perSecond, r.bits = small(little(body, 8, 4)), small(little(body, 14, 2))
			if format == 0xFFFE && len(body) >= 26 {
				format = small(little(body, 24, 2))
			}
			r.codecs = []string{wavCodec(format)}
			r.bitRate = 8 * perSecond
		case "data":
			if size == 0 || size == math.MaxUint32 { // written while it was recorded
				body = b[8:]
				size = uint64(max(0, bytesOf(ask)-int64(len(ask.Data)-len(body))))
			}
			if perSecond > 0 {
				r.seconds = float64(size) / float64(perSecond)
			}
			r.levels = loudness(ctx, body, format, r.bits, r.channels)
			return r, ctx.Err()
		}
		b = b[min(8+size+size&1, uint64(len(b))):]
	}
	if r.codecs == nil {
		return nil, errBroken
	}
	return r, nil
}

func wavCodec(format int) string {
	switch format {
	case pcm:
		return "PCM"
	case 2, 0x11:
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
		for at := i * frames / n; at < (i+1)*frames/n; at++ {
			loudest = max(loudest, math.Abs(sample(b[at*frame:])))
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
