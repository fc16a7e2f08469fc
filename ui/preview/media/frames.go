package media

import (
	"bytes"
	"context"

	"attache/ui/preview"
)

// isADTS reports whether two frames of AAC follow each other at the start.
func isADTS(b []byte) bool {
	n := adtsSize(b)
	return n > 0 && (n == len(b) || n < len(b) && adtsSize(b[n:]) > 0)
}

// adtsSize is the size of a frame of AAC, or 0.
func adtsSize(b []byte) int {
	if len(b) < 7 || b[0] != 0xFF || b[1]&0xF6 != 0xF0 || b[2]>>2&0xF > 12 {
		return 0
	}
	if n := int(b[3]&3)<<11 | int(b[4])<<3 | int(b[5])>>5; n >= 7 {
		return n
	}
	return 0
}

func readADTS(ctx context.Context, ask *preview.Ask) (*recording, error) {
	b := ask.Data
	rates := []int{96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350}
	r := &recording{kind: "AAC sound", codecs: []string{"AAC"}, rate: rates[b[2]>>2&0xF]}
	r.channels = int(b[2]&1)<<2 | int(b[3]>>6)
	err := r.walk(ctx, ask, 0, 1024/float64(r.rate), adtsSize)
	return r, err
}

func readAMR(ctx context.Context, ask *preview.Ask) (*recording, error) {
	r := &recording{kind: "AMR sound", codecs: []string{"AMR"}, rate: 8000, channels: 1}
	start, sizes := 6, []int{12, 13, 15, 17, 19, 20, 26, 31, 5, 6, 5, 5, 0, 0, 0, 0}
	if bytes.HasPrefix(ask.Data, []byte("#!AMR-WB")) {
		r.codecs, r.rate = []string{"AMR-WB"}, 16000
		start, sizes = 9, []int{17, 23, 32, 36, 40, 46, 50, 58, 60, 5, 0, 0, 0, 0, 0, 0}
	}
	err := r.walk(ctx, ask, start, 0.02, func(b []byte) int { return 1 + sizes[b[0]>>3&0xF] })
	return r, err
}

// walk counts frames that last equally long, and takes those that are not here, or follow what is none, to be of
// the same size.
func (r *recording) walk(ctx context.Context, ask *preview.Ask, start int, lasts float64, size func([]byte) int) error {
	at, n := start, 0
	for at < len(ask.Data) {
		s := size(ask.Data[at:])
		if s == 0 || n%4096 == 0 && ctx.Err() != nil {
			break
		}
		at += s
		n++
	}
	if n == 0 {
		return errBroken
	}
	r.seconds = float64(n) * lasts
	r.bitRate = int(float64(at-start) * 8 / r.seconds)
	if all := bytesOf(ask); int64(at) < all {
		r.seconds *= float64(all-int64(start)) / float64(at-start)
	}
	return nil
}

func readFLAC(_ context.Context, ask *preview.Ask) (*recording, error) {
	b := ask.Data
	if len(b) < 4+4+34 || b[4]&0x7F != 0 {
		return nil, errBroken
	}
	return flac(b[8:]), nil
}

// flac reads what FLAC says of itself at its start.
func flac(b []byte) *recording {
	v := number(b, 10, 8)
	r := &recording{kind: "FLAC sound", codecs: []string{"FLAC"}, rate: small(v >> 44), channels: small(v>>41&7) + 1, bits: small(v>>36&31) + 1}
	if r.rate > 0 {
		r.seconds = float64(v&(1<<36-1)) / float64(r.rate)
	}
	return r
}

// readOgg reads the first page, and the time at the end of the last.
func readOgg(_ context.Context, ask *preview.Ask) (*recording, error) {
	b := ask.Data
	if len(b) < 28 || len(b) < 27+int(b[26]) {
		return nil, errBroken
	}
	body := b[27+int(b[26]):]
	has := func(s string) bool { return bytes.HasPrefix(body, []byte(s)) }
	r := &recording{kind: "Ogg recording"}
	clock, skip := 0, 0
	switch {
	case has("OpusHead") && len(body) >= 19:
		r.kind, r.codecs = "Ogg sound", []string{"Opus"}
		r.channels, r.rate = int(body[9]), small(little(body, 12, 4))
		clock, skip = 48000, small(little(body, 10, 2))
	case has("\x01vorbis") && len(body) >= 30:
		r.kind, r.codecs = "Ogg sound", []string{"Vorbis"}
		r.channels, r.rate = int(body[11]), small(little(body, 12, 4))
		r.bitRate = small(little(body, 20, 4))
		clock = r.rate
	case has("\x7FFLAC") && len(body) >= 51:
		r = flac(body[17:])
		r.kind, clock = "Ogg sound", r.rate
	case has("Speex   ") && len(body) >= 52:
		r.kind, r.codecs = "Ogg sound", []string{"Speex"}
		r.rate, r.channels = small(little(body, 36, 4)), small(little(body, 48, 4))
		clock = r.rate
	case has("\x80theora") && len(body) >= 20:
		r.kind, r.codecs = "Ogg video", []string{"Theora"}
		r.width, r.height = small(number(body, 14, 3)), small(number(body, 17, 3))
	}
	if at := bytes.LastIndex(b, []byte("OggS")); ask.Whole && at >= 0 && clock > 0 {
		if end := little(b, at+6, 8); end < 1<<48 {
			r.seconds = max(0, float64(end)-float64(skip)) / float64(clock)
		}
	}
	return r, nil
}
