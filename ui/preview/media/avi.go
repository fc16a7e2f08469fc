package media

import (
	"context"
	"strings"

	"attache/ui/preview"
)

// readAVI reads the head of an AVI, which is a list of chunks in lists.
func readAVI(_ context.Context, ask *preview.Ask) (*recording, error) {
	r := &recording{kind: "AVI video"}
	stream := ""
	b := ask.Data[12:]
	for len(b) >= 8 {
		name, size := string(b[:4]), little(b, 4, 4)
		if name == "LIST" && len(b) >= 12 {
			if string(b[8:12]) == "movi" {
				break
			}
			b = b[12:]
			continue
		}
		body := b[8:min(8+size, uint64(len(b)))]
		switch {
		case name == "avih":
			perFrame, frames := little(body, 0, 4), little(body, 16, 4)
			r.width, r.height = small(little(body, 32, 4)), small(little(body, 36, 4))
			if r.seconds = float64(perFrame) * float64(frames) / 1e6; perFrame > 0 {
				r.frames = 1e6 / float64(perFrame)
			}
		case name == "strh" && len(body) >= 4:
			stream = string(body[:4])
		case name == "strf" && stream == "vids" && len(body) >= 20 && len(r.codecs) < 8:
			r.codecs = append(r.codecs, strings.ToValidUTF8(strings.TrimSpace(string(body[16:20])), "?"))
		case name == "strf" && stream == "auds" && len(body) >= 16 && len(r.codecs) < 8:
			var w wave
			sound := &recording{}
			w.read(sound, body)
			r.channels, r.rate = sound.channels, sound.rate
			if sound.codecs[0] != "" {
				r.codecs = append(r.codecs, sound.codecs[0])
			}
		}
		b = b[min(8+size+size&1, uint64(len(b))):]
	}
	if r.width == 0 {
		return nil, errBroken
	}
	return r, nil
}
