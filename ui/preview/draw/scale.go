package draw

import "attache/ui/preview"

// cell is the size of a cell in pixels.
type cell struct{ w, h int }

// usual is a cell of a terminal that has not said how large it is: as most are, twice as high as wide.
func usual() cell { return cell{8, 16} }

// fit returns the size in which a picture of w by h square pixels stands in a box, as large as it goes but
// not larger than it is.
func fit(w, h int, box preview.Box) (int, int) {
	if w > box.W {
		w, h = box.W, max((h*box.W+w/2)/w, 1)
	}
	if h > box.H {
		w, h = max((w*box.H+h/2)/h, 1), box.H
	}
	return w, h
}

// resize returns a picture in another size: each new pixel is the average of the old ones that it covers,
// parts of them counted as parts.
func resize(p *preview.Picture, w, h int) *preview.Picture {
	if p.W == w && p.H == h {
		return p
	}
	columns, rows := spans(p.W, w), spans(p.H, h)
	out := &preview.Picture{Box: preview.Box{W: w, H: h}, RGB: make([]byte, 0, 3*w*h)}
	for _, row := range rows {
		for _, column := range columns {
			out.RGB = append(out.RGB, average(p, column, row)...)
		}
	}
	return out
}

// span is which old pixels a new one covers: from the first to before the last, and how much of each.
type span struct {
	first   int
	weights []int // in parts of the new size
}

// spans divides from old pixels among to new ones.
func spans(from, to int) []span {
	all := make([]span, to)
	for i := range all {
		start, end := i*from, (i+1)*from // in parts: an old pixel has `to` of them
		s := span{first: start / to}
		for at := s.first; at*to < end; at++ {
			s.weights = append(s.weights, min(end, (at+1)*to)-max(start, at*to))
		}
		all[i] = s
	}
	return all
}

func average(p *preview.Picture, column, row span) []byte {
	var sum [3]int
	total := 0
	for dy, wy := range row.weights {
		at := 3 * ((row.first+dy)*p.W + column.first)
		for _, wx := range column.weights {
			weight := wx * wy
			total += weight
			for c := range sum {
				sum[c] += weight * int(p.RGB[at+c])
			}
			at += 3
		}
	}
	out := make([]byte, 3)
	for c := range out {
		out[c] = byte((sum[c] + total/2) / total) //nolint:gosec // an average of bytes
	}
	return out
}
