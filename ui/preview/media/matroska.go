package media

import (
	"bytes"
	"context"
	"math"
	"math/bits"
	"strings"

	"attache/ui/preview"
)

// element takes the first element of several: its ID, what is in it, and what follows it.
func element(b []byte) (id uint64, body, rest []byte, ok bool) {
	id, n := vint(b, false)
	if n == 0 {
		return 0, nil, nil, false
	}
	size, m := vint(b[n:], true)
	if m == 0 {
		return 0, nil, nil, false
	}
	b = b[n+m:]
	size = min(size, uint64(len(b))) // one whose size is unknown goes on to the end
	return id, b[:size], b[size:], true
}

// vint reads a number whose first bits tell its length.
func vint(b []byte, value bool) (v uint64, n int) {
	if len(b) == 0 || b[0] == 0 {
		return 0, 0
	}
	n = bits.LeadingZeros8(b[0]) + 1
	if n > len(b) {
		return 0, 0
	}
	v = number(b, 0, n)
	if value {
		most := uint64(1)<<(7*n) - 1
		if v &= most; v == most { // it was not known when it was written
			v = math.MaxUint64
		}
	}
	return v, n
}

// each visits the elements in another, as long as visit says so.
func each(b []byte, visit func(id uint64, body []byte) bool) {
	for len(b) > 0 {
		id, body, rest, ok := element(b)
		if !ok || !visit(id, body) {
			return
		}
		b = rest
	}
}

func readMatroska(ctx context.Context, ask *preview.Ask) (*recording, error) {
	r := &recording{kind: "Matroska video", tick: 1e-3}
	if bytes.Contains(ask.Data[:min(len(ask.Data), 64)], []byte("webm")) {
		r.kind = "WebM video"
	}
	each(ask.Data, func(id uint64, segment []byte) bool {
		if id != 0x18538067 {
			return true
		}
		each(segment, func(id uint64, body []byte) bool {
			switch id {
			case 0x1549A966:
				r.matroskaInfo(body)
			case 0x1654AE6B:
				each(body, func(id uint64, track []byte) bool {
					if id == 0xAE && len(r.codecs) < 8 {
						each(track, r.matroskaTrack)
					}
					return true
				})
			}
			return id != 0x1F43B675 // the recording itself
		})
		return false
	})
	if len(r.codecs) == 0 {
		return nil, errBroken
	}
	if r.seconds == 0 && ask.Whole {
		r.seconds = lastBlock(ctx, ask.Data) * r.tick
	}
	if r.width == 0 {
		r.kind = strings.Replace(r.kind, "video", "sound", 1)
	}
	return r, nil
}

func (r *recording) matroskaInfo(b []byte) {
	scale, ticks := 1e6, 0.0
	each(b, func(id uint64, body []byte) bool {
		switch id {
		case 0x2AD7B1:
			scale = float64(number(body, 0, min(len(body), 8)))
		case 0x4489:
			ticks = floating(body)
		case 0x7BA9:
			r.title = strings.ToValidUTF8(string(body[:min(len(body), 400)]), "")
		}
		return true
	})
	r.tick = scale / 1e9
	r.seconds = ticks * r.tick
}

// lastBlock is the latest time in a recording that was written while it was made, and so does not say its length.
func lastBlock(ctx context.Context, b []byte) float64 {
	whole, latest, cluster := b, 0.0, 0.0
	for n := 0; len(b) > 0 && (n%4096 != 0 || ctx.Err() == nil); n++ {
		id, body, rest, ok := element(b)
		if !ok {
			break
		}
		switch b = rest; id {
		case 0x18538067, 0x1F43B675, 0xA0: // what holds the blocks, often of unknown size
			b = whole[len(whole)-len(rest)-len(body):]
		case 0xE7:
			cluster = float64(number(body, 0, min(len(body), 8)))
		case 0xA3, 0xA1:
			if _, size := vint(body, true); len(body) >= size+2 {
				latest = max(latest, cluster+float64(int16(number(body, size, 2)))) //nolint:gosec // two bytes with a sign
			}
		}
	}
	return latest
}

func (r *recording) matroskaTrack(id uint64, body []byte) bool {
	switch id {
	case 0x86:
		r.codecs = append(r.codecs, matroskaCodec(string(body[:min(len(body), 40)])))
	case 0xE0, 0xE1:
		each(body, func(id uint64, body []byte) bool {
			n := small(number(body, 0, min(len(body), 8)))
			switch id {
			case 0xB0:
				r.width = n
			case 0xBA:
				r.height = n
			case 0x9F:
				r.channels = n
			case 0xB5:
				if f := floating(body); f > 0 && f < 1e6 {
					r.rate = int(f)
				}
			}
			return true
		})
	}
	return true
}

func floating(b []byte) float64 {
	switch len(b) {
	case 4:
		return float64(math.Float32frombits(uint32(number(b, 0, 4)))) //nolint:gosec // four bytes
	case 8:
		return math.Float64frombits(number(b, 0, 8))
	}
	return 0
}

func matroskaCodec(id string) string {
	switch _, name, _ := strings.Cut(id, "_"); {
	case strings.HasPrefix(name, "MPEG4/ISO/AVC"):
		return "H.264"
	case strings.HasPrefix(name, "MPEGH/ISO/HEVC"):
		return "HEVC"
	case name == "OPUS":
		return "Opus"
	case name == "VORBIS":
		return "Vorbis"
	case name != "":
		return strings.ToValidUTF8(name, "?")
	}
	return strings.ToValidUTF8(id, "?")
}
