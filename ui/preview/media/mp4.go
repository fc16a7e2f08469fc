package media

import (
	"bytes"
	"context"
	"strings"
	"time"

	"attache/ui/preview"
)

// isPicture reports whether the file is a picture in the same wrapping, which others read.
func isPicture(b []byte) bool {
	switch string(b[8:min(12, len(b))]) {
	case "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis":
		return true
	}
	return false
}

func readMP4(ctx context.Context, ask *preview.Ask) (*recording, error) {
	r := &recording{kind: brand(ask.Data)}
	moov := inside(ask.Data, "moov")
	if moov == nil {
		r.problem = "Its length and size are told at its end, which was not fetched."
		if ask.Whole {
			r.problem = "The recording is cut off: its end, which tells its length and size, is missing."
		}
		return r, nil
	}
	header := inside(moov, "mvhd")
	clock, ticks := scale(header)
	if clock > 0 {
		r.seconds = float64(ticks) / float64(clock)
	}
	r.recorded = since1904(header)
	for rest := moov; len(rest) > 0 && ctx.Err() == nil; {
		var name string
		var body []byte
		if name, body, rest = box(rest); name == "trak" && len(r.codecs) < 8 {
			r.track(body)
		}
	}
	if r.seconds == 0 {
		r.seconds = fragments(ctx, ask, moov)
	}
	r.title = named(inside(moov, "udta", "meta"))
	if r.width == 0 && strings.HasSuffix(r.kind, "video") {
		r.kind = strings.Replace(r.kind, "video", "sound", 1)
	}
	if bytes.Contains(moov, []byte("\xA9xyz")) || bytes.Contains(moov, []byte("location.ISO6709")) || inside(moov, "udta", "loci") != nil {
		r.warnings = append(r.warnings, "The recording says where it was made.")
	}
	return r, nil
}

func brand(b []byte) string {
	name := ""
	if string(b[4:8]) == "ftyp" {
		name = string(b[8:min(12, len(b))])
	}
	switch {
	case strings.HasPrefix(name, "qt"), name == "":
		return "QuickTime video"
	case strings.HasPrefix(name, "3g"):
		return "3GPP video"
	}
	return "MP4 video"
}

func since1904(header []byte) string {
	seconds := number(header, 4, 4)
	if len(header) > 0 && header[0] == 1 {
		seconds = number(header, 4, 8)
	}
	const until1970 = 2082844800
	if seconds <= until1970 || seconds > until1970+1<<33 {
		return ""
	}
	return time.Unix(int64(seconds)-until1970, 0).UTC().Format("2006-01-02 15:04 UTC")
}

// track reads a track of sound or pictures. Only the first of each kind is reported.
func (r *recording) track(b []byte) {
	hdlr := inside(b, "mdia", "hdlr")
	kind := string(hdlr[min(8, len(hdlr)):min(12, len(hdlr))])
	table := inside(b, "mdia", "minf", "stbl")
	stsd := inside(table, "stsd")
	if len(stsd) < 8 {
		return
	}
	format, entry, _ := box(stsd[8:])
	switch {
	case kind == "vide" && r.width == 0:
		r.width, r.height = small(number(entry, 24, 2)), small(number(entry, 26, 2))
		if turned(inside(b, "tkhd")) {
			r.width, r.height = r.height, r.width
		}
		if clock, ticks := scale(inside(b, "mdia", "mdhd")); clock > 0 && ticks > 0 {
			r.frames = float64(samples(inside(table, "stts"))) * float64(clock) / float64(ticks)
		}
	case kind == "soun" && r.channels == 0:
		r.channels, r.rate = small(number(entry, 16, 2)), small(number(entry, 24, 2))
		if format == "mp4a" && len(entry) > 28 {
			r.aac(inside(entry[28:], "esds"))
		}
	default:
		return
	}
	r.codecs = append(r.codecs, codec(format))
}

// aac reads the number of channels where it is certain: that of the entry is two for most.
func (r *recording) aac(esds []byte) {
	b := esds[min(4, len(esds)):]
	for _, d := range []struct {
		tag  byte
		skip int
	}{{3, 3}, {4, 13}, {5, 0}} {
		if len(b) == 0 || b[0] != d.tag {
			return
		}
		n := 1
		for n < len(b) && n < 5 && b[n]&0x80 != 0 {
			n++
		}
		b = b[min(n+1+d.skip, len(b)):]
	}
	if c := small(number(b, 0, 2)) >> 3 & 15; c > 0 && c < 7 {
		r.channels = c
	}
}

// turned reports whether a video is shown on its side.
func turned(tkhd []byte) bool {
	at := 40
	if len(tkhd) > 0 && tkhd[0] == 1 {
		at = 52
	}
	return len(tkhd) >= at+20 && number(tkhd, at, 4) == 0 && number(tkhd, at+4, 4) != 0
}

// samples is how many there are, as the table of their times says.
func samples(stts []byte) (n uint64) {
	count := min(number(stts, 4, 4), uint64(len(stts))/8)
	for i := range int(count) { //nolint:gosec // not more than the bytes that are here
		n += number(stts, 8+8*i, 4)
	}
	return n
}

func codec(format string) string {
	switch format {
	case "avc1", "avc3":
		return "H.264"
	case "hvc1", "hev1":
		return "HEVC"
	case "mp4v":
		return "MPEG-4"
	case "s263", "h263":
		return "H.263"
	case "av01":
		return "AV1"
	case "vp08":
		return "VP8"
	case "vp09":
		return "VP9"
	case "mp4a":
		return "AAC"
	case "samr":
		return "AMR"
	case "sawb":
		return "AMR-WB"
	case "alac":
		return "ALAC"
	case "sowt", "twos", "lpcm":
		return "PCM"
	}
	return strings.ToValidUTF8(strings.TrimSpace(format), "?")
}

// named is the title in a list of what is known of the recording.
func named(meta []byte) string {
	if len(meta) < 4 {
		return ""
	}
	list := inside(meta[4:], "ilst", "\xA9nam", "data")
	if len(list) < 8 {
		return ""
	}
	return strings.ToValidUTF8(string(list[8:min(len(list), 400)]), "")
}
