package office

import "attache/ui/preview"

// unicodeString reads a text behind its length, which takes one byte or two.
func unicodeString(b []byte, width int) string {
	if len(b) < width+1 {
		return ""
	}
	n := uint32(b[0])
	if width == 2 {
		n = uint32(le16(b))
	}
	return characters(b[width+1:], n, b[width]&1 != 0)
}

func characters(b []byte, n uint32, twoBytes bool) string {
	if twoBytes {
		return wide(upTo(b, 2*n))
	}
	return latin(upTo(b, n))
}

// sharedStrings reads the texts that cells refer to by number.
func (b *book) sharedStrings(list [][]byte) {
	r := &segments{list}
	for b.weight < preview.MaxWeight {
		s, ok := r.next()
		if !ok {
			return
		}
		b.shared = append(b.shared, s)
		b.weight += 16 + len(s)
	}
}

// segments is text that goes on from one record into the next.
type segments struct{ list [][]byte }

// take takes bytes that are not text.
func (r *segments) take(n uint32) ([]byte, bool) {
	var taken []byte
	for len(r.list) > 0 {
		part := upTo(r.list[0], n-uint32(len(taken))) //nolint:gosec // of a file of 5 MB
		taken = append(taken, part...)
		r.list[0] = r.list[0][len(part):]
		if uint32(len(taken)) == n { //nolint:gosec // of a file of 5 MB
			return taken, true
		}
		r.list = r.list[1:]
	}
	return nil, false
}

// next reads a text. Within it, every record begins with how its characters are written.
func (r *segments) next() (string, bool) {
	head, ok := r.take(3)
	if !ok {
		return "", false
	}
	left, flags := uint32(le16(head)), head[2]
	var extra uint32
	if flags&8 != 0 {
		b, ok := r.take(2)
		if !ok {
			return "", false
		}
		extra = 4 * uint32(le16(b))
	}
	if flags&4 != 0 {
		b, ok := r.take(4)
		if !ok || le32(b) > preview.MaxFetch {
			return "", false
		}
		extra += le32(b)
	}
	text, ok := r.text(left, flags)
	if ok && extra > 0 {
		_, ok = r.take(extra)
	}
	return text, ok
}

// text reads that many characters, and reports whether all were there.
func (r *segments) text(left uint32, flags byte) (text string, ok bool) {
	for left > 0 && len(r.list) > 0 {
		if len(r.list[0]) == 0 {
			r.list = r.list[1:]
			if len(r.list) == 0 || len(r.list[0]) == 0 {
				return text, false
			}
			flags = r.list[0][0]
			r.list[0] = r.list[0][1:]
			continue
		}
		width := uint32(1)
		if flags&1 != 0 {
			width = 2
		}
		here := min(left, uint32(len(r.list[0]))/width) //nolint:gosec // of a file of 5 MB
		if here == 0 {
			return text, false
		}
		text += characters(r.list[0], here, width == 2)
		r.list[0] = r.list[0][here*width:]
		left -= here
	}
	return text, left == 0
}
