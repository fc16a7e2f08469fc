package picture

import (
	"context"

	"attache/ui/preview"
)

// strip is how many rows are converted at a time.
const strip = 32

// shrinker averages rows of pixels over the areas of a smaller picture. It is exact: a pixel on the border of
// two areas counts in both by its share, in whole numbers.
type shrinker struct {
	from, to preview.Box
	channels int
	spans    []span
	line     []int // the row at hand, in areas
	sums     []int // the row of areas that is being filled
	y        int   // rows taken in
	out      []byte
}

// span is the part of a row that an area covers: the first and last pixel by their shares, those between whole.
type span struct{ first, last, head, tail int }

// newShrinker makes one from a size to another that is nowhere larger.
func newShrinker(from, to preview.Box, channels int) *shrinker {
	s := &shrinker{
		from: from, to: to, channels: channels,
		spans: make([]span, to.W), line: make([]int, to.W*channels), sums: make([]int, to.W*channels),
		out: make([]byte, 0, to.W*to.H*channels),
	}
	// A pixel is to.W units wide, and an area from.W.
	for i := range s.spans {
		lo, hi := i*from.W, (i+1)*from.W
		s.spans[i] = span{first: lo / to.W, last: hi / to.W, head: to.W - lo%to.W, tail: hi % to.W}
	}
	return s
}

// add takes the next row in.
func (s *shrinker) add(row []byte) {
	for c := range s.channels {
		s.across(row, c)
	}
	// A row is to.H units high, and an area from.H.
	top, bottom := s.y*s.to.H, (s.y+1)*s.to.H
	s.y++
	end := (top/s.from.H + 1) * s.from.H
	s.weigh(min(bottom, end) - top)
	if bottom >= end {
		s.finish()
		s.weigh(bottom - end)
	}
}

// across sums one channel of a row up in areas.
func (s *shrinker) across(row []byte, c int) {
	n := s.channels
	for i, at := range s.spans {
		sum := 0
		if n == 1 {
			for _, v := range row[at.first+1 : max(at.first+1, at.last)] {
				sum += int(v)
			}
		} else {
			for x := (at.first+1)*n + c; x < at.last*n; x += n {
				sum += int(row[x])
			}
		}
		sum = sum*s.to.W + int(row[at.first*n+c])*at.head
		if at.tail > 0 {
			sum += int(row[at.last*n+c]) * at.tail
		}
		s.line[i*n+c] = sum
	}
}

// weigh adds the row at hand to the areas being filled.
func (s *shrinker) weigh(units int) {
	for i, v := range s.line {
		s.sums[i] += v * units
	}
}

// finish writes the areas that are full, and begins the next.
func (s *shrinker) finish() {
	full := s.from.W * s.from.H
	for i, v := range s.sums {
		s.out = append(s.out, byte((v+full/2)/full)) //nolint:gosec // the mean of bytes
		s.sums[i] = 0
	}
}

// pixels is all of the smaller picture; what is missing of it stays black.
func (s *shrinker) pixels() []byte { return s.out[:cap(s.out)] }

// shrink averages one plane, or what of it comes before ctx ends.
func shrink(ctx context.Context, plane []byte, stride int, from, to preview.Box) []byte {
	s := newShrinker(from, to, 1)
	for y := range from.H {
		if y%strip == 0 && ctx.Err() != nil {
			break
		}
		s.add(plane[y*stride : y*stride+from.W])
	}
	return s.pixels()
}
