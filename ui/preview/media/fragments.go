package media

import (
	"context"

	"attache/ui/preview"
)

// fragments is how long a video lasts that was written in pieces, as browsers and phones record it: only the
// pieces know.
func fragments(ctx context.Context, ask *preview.Ask, moov []byte) (seconds float64) {
	clocks, defaults := map[uint64]uint64{}, map[uint64]uint64{}
	boxes(moov, func(name string, body []byte) {
		switch name {
		case "trak":
			clocks[trackOf(inside(body, "tkhd"))], _ = scale(inside(body, "mdia", "mdhd"))
		case "mvex":
			boxes(body, func(name string, body []byte) {
				if name == "trex" {
					defaults[number(body, 4, 4)] = number(body, 12, 4)
				}
			})
		}
	})
	if !ask.Whole {
		if clock, _ := scale(inside(moov, "mvhd")); clock > 0 {
			return float64(number(inside(moov, "mvex", "mehd"), 4, 4)) / float64(clock)
		}
		return 0
	}
	lasted := map[uint64]uint64{}
	boxes(ask.Data, func(name string, body []byte) {
		if name != "moof" || ctx.Err() != nil {
			return
		}
		boxes(body, func(name string, body []byte) {
			if name == "traf" {
				id := number(inside(body, "tfhd"), 4, 4)
				lasted[id] += pieceOf(body, defaults[id])
			}
		})
	})
	for id, ticks := range lasted {
		if clock := clocks[id]; clock > 0 {
			seconds = max(seconds, float64(ticks)/float64(clock))
		}
	}
	return seconds
}

// trackOf is the number of a track.
func trackOf(tkhd []byte) uint64 {
	if len(tkhd) > 0 && tkhd[0] == 1 {
		return number(tkhd, 20, 4)
	}
	return number(tkhd, 12, 4)
}

// pieceOf is how many ticks a piece of a track lasts, where each sample lasts as long as usual unless it says so.
func pieceOf(traf []byte, usual uint64) (ticks uint64) {
	tfhd := inside(traf, "tfhd")
	flags, at := number(tfhd, 1, 3), 8
	for _, field := range []struct {
		flag uint64
		size int
	}{{1, 8}, {2, 4}} {
		if flags&field.flag != 0 {
			at += field.size
		}
	}
	if flags&8 != 0 {
		usual = number(tfhd, at, 4)
	}
	boxes(traf, func(name string, body []byte) {
		if name == "trun" {
			ticks += runOf(body, usual)
		}
	})
	return ticks
}

func runOf(trun []byte, usual uint64) (ticks uint64) {
	flags, n, at, size := number(trun, 1, 3), number(trun, 4, 4), 8, 0
	for _, flag := range []uint64{1, 4} {
		if flags&flag != 0 {
			at += 4
		}
	}
	for _, flag := range []uint64{0x100, 0x200, 0x400, 0x800} {
		if flags&flag != 0 {
			size += 4
		}
	}
	if flags&0x100 == 0 {
		return n * usual
	}
	for ; n > 0 && at+4 <= len(trun); n-- {
		ticks += number(trun, at, 4)
		at += size
	}
	return ticks
}
