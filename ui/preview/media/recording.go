package media

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"attache/model"
	"attache/ui/preview"
)

const errBroken = model.ConstError("the recording is broken")

// cutOff is said where a recording promises more than there is of it.
const cutOff = "The recording is cut off: its end is missing."

// recording is what is known of sound or video. Zero is unknown.
type recording struct {
	kind, title, artist string
	seconds             float64
	codecs              []string
	rate, channels      int
	bits, bitRate       int
	width, height       int
	frames              float64 // a second
	recorded            string
	tick                float64 // seconds of a tick in a Matroska
	levels              []uint8
	warnings            []string
	problem             string
}

func (r *recording) page(ask *preview.Ask) preview.Page {
	p := preview.Page{
		Kind: r.kind, Title: preview.Cut(r.title, 200), Levels: r.levels, Warnings: r.warnings, More: !ask.Whole, Problem: r.problem,
	}
	fact := func(label, value string) {
		if value != "" {
			p.Facts = append(p.Facts, preview.Fact{Label: label, Value: preview.Cut(value, 200)})
		}
	}
	fact("Length", length(r.seconds))
	if r.width > 0 && r.height > 0 {
		fact("Dimensions", fmt.Sprintf("%d × %d", r.width, r.height))
	}
	fact("Codec", strings.Join(r.codecs, ", "))
	if r.frames > 0 && r.frames < 1000 {
		fact("Frames", trimmed(r.frames, 2)+" a second")
	}
	if r.rate > 0 {
		fact("Sample rate", trimmed(float64(r.rate)/1000, 3)+" kHz")
	}
	fact("Channels", channels(r.channels))
	if r.bits > 0 {
		fact("Sample size", strconv.Itoa(r.bits)+" bits")
	}
	if r.bitRate > 0 {
		fact("Bit rate", strconv.Itoa((r.bitRate+500)/1000)+" kbit/s")
	}
	fact("Artist", r.artist)
	fact("Recorded", r.recorded)
	return p
}

// length is a time as players write it, and short ones to a tenth.
func length(seconds float64) string {
	switch {
	case !(seconds > 0) || seconds > 1e7:
		return ""
	case seconds < 9.95:
		return fmt.Sprintf("%.1f s", seconds)
	}
	n := int(math.Round(seconds))
	if n < 3600 {
		return fmt.Sprintf("%d:%02d", n/60, n%60)
	}
	return fmt.Sprintf("%d:%02d:%02d", n/3600, n/60%60, n%60)
}

func channels(n int) string {
	switch {
	case n <= 0 || n > 64:
		return ""
	case n == 1:
		return "mono"
	case n == 2:
		return "stereo"
	}
	return strconv.Itoa(n)
}

func trimmed(f float64, digits int) string {
	s := strconv.FormatFloat(f, 'f', digits, 64)
	return strings.TrimRight(strings.TrimRight(s, "0"), ".")
}

// bytesOf is the size of the whole file, as far as it is known.
func bytesOf(ask *preview.Ask) int64 {
	if ask.Whole || ask.Size < int64(len(ask.Data)) {
		return int64(len(ask.Data))
	}
	return ask.Size
}

// number reads a number, the highest byte first. What is not there is zero.
func number(b []byte, at, n int) uint64 {
	if at < 0 || at+n > len(b) {
		return 0
	}
	var v uint64
	for _, c := range b[at : at+n] {
		v = v<<8 | uint64(c)
	}
	return v
}

// little reads a number, the lowest byte first.
func little(b []byte, at, n int) uint64 {
	if at < 0 || at+n > len(b) {
		return 0
	}
	var v uint64
	for i := n - 1; i >= 0; i-- {
		v = v<<8 | uint64(b[at+i])
	}
	return v
}

// small is a number that fits where sizes are counted, or zero.
func small(v uint64) int {
	if v > math.MaxInt32 {
		return 0
	}
	return int(v)
}
