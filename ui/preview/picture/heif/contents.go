package heif

import (
	"encoding/binary"
	"image"
	"slices"
)

// reader holds the table of contents while it is read.
type reader struct {
	data    []byte
	inner   []byte // the data within the table
	primary uint32
	items   map[uint32]*item
	order   []uint32
	links   []link
	boxes   []property
	parts   int
}

type item struct {
	kind  string
	parts []part
	w, h  int
	turns []int
	video bool
	crop  []int64 // width, height, and how far its middle is right of and below that of the picture, as fractions
	boxes [][]byte
}

// shown is the part of an item that is seen.
func (it *item) shown() image.Rectangle {
	whole := image.Rect(0, 0, it.w, it.h)
	c := it.crop
	if len(c) != 8 || c[1] == 0 || c[3] == 0 || c[5] == 0 || c[7] == 0 {
		return whole
	}
	w, h := int(c[0]/c[1]), int(c[2]/c[3])
	x, y := (it.w-w)/2+int(c[4]/c[5]), (it.h-h)/2+int(c[6]/c[7])
	return whole.Intersect(image.Rect(x, y, x+w, y+h))
}

// part is where some of an item's bytes are.
type part struct {
	inner  bool // in the table of contents
	lost   bool // in another item, which no camera does
	at, of uint64
}

// link says that one item is made of others, or is their thumbnail.
type link struct {
	kind string
	from uint32
	to   []uint32
}

type property struct {
	kind      string
	box, body []byte
}

// each gives every box in data to f, with its head and without.
func each(data []byte, f func(kind string, box, body []byte)) {
	for len(data) >= 8 {
		n, head := uint64(binary.BigEndian.Uint32(data)), uint64(8)
		switch {
		case n == 0:
			n = uint64(len(data))
		case n == 1 && len(data) >= 16:
			n, head = binary.BigEndian.Uint64(data[8:]), 16
		}
		if n < head {
			return
		}
		end := min(n, uint64(len(data)))
		f(string(data[4:8]), data[:end], data[head:end])
		data = data[end:]
	}
}

// find is the body of the first box of a kind.
func find(data []byte, kind string) []byte {
	var found []byte
	each(data, func(k string, _, body []byte) {
		if k == kind && found == nil {
			found = body
		}
	})
	return found
}

func (r *reader) inMeta(kind string, _, body []byte) {
	f := fields{body}
	switch kind {
	case "pitm":
		r.primary = f.id(f.number(4) >> 24)
	case "iinf":
		if f.number(4)>>24 == 0 {
			f.skip(2)
		} else {
			f.skip(4)
		}
		each(f.data, r.info)
	case "iloc":
		r.places(f)
	case "iref":
		wide := f.number(4) >> 24
		each(f.data, func(kind string, _, body []byte) { r.link(kind, fields{body}, wide) })
	case "iprp":
		r.boxes = nil
		each(find(body, "ipco"), func(kind string, box, body []byte) {
			r.boxes = append(r.boxes, property{kind, box, body})
		})
		each(body, func(kind string, _, body []byte) {
			if kind == "ipma" {
				r.belong(fields{body})
			}
		})
	case "idat":
		r.inner = body
	}
}

// item is one by its number; nil: there are too many.
func (r *reader) item(id uint32) *item {
	it := r.items[id]
	if it == nil && len(r.items) < maxItems {
		it = &item{}
		r.items[id], r.order = it, append(r.order, id)
	}
	return it
}

func (r *reader) info(kind string, _, body []byte) {
	f := fields{body}
	version := f.number(4) >> 24
	if kind != "infe" || version < 2 {
		return
	}
	id := f.id(version - 2)
	f.skip(2)
	if it := r.item(id); it != nil {
		it.kind = f.text(4)
	}
}

func (r *reader) places(f fields) {
	version := f.number(4) >> 24
	sizes := f.number(2)
	count := f.id(version >> 1)
	for range min(count, maxItems) {
		id := f.id(version >> 1)
		method := uint64(0)
		if version > 0 {
			method = f.number(2) & 15
		}
		f.skip(2)
		base := f.number(int(sizes >> 4 & 15))
		it := r.item(id)
		for range f.number(2) {
			if version > 0 {
				f.skip(int(sizes & 15))
			}
			at, of := f.number(int(sizes>>12&15)), f.number(int(sizes>>8&15))
			if r.parts++; it == nil || r.parts > maxParts {
				return
			}
			it.parts = append(it.parts, part{inner: method == 1, lost: method > 1, at: base + at, of: of})
		}
	}
}

func (r *reader) link(kind string, f fields, wide uint64) {
	l := link{kind: kind, from: f.id(wide)}
	for range min(f.number(2), maxItems) {
		l.to = append(l.to, f.id(wide))
	}
	if len(r.links) < maxItems {
		r.links = append(r.links, l)
	}
}

// belong gives the items their properties.
func (r *reader) belong(f fields) {
	head := f.number(4)
	for range min(f.number(4), maxItems) {
		it := r.item(f.id(head >> 24))
		for range f.number(1) {
			n := f.number(1) & 0x7f
			if head&1 != 0 {
				n = n<<8 | f.number(1)
			}
			if it != nil && n > 0 && n <= uint64(len(r.boxes)) {
				it.take(r.boxes[n-1])
			}
		}
	}
}

func (it *item) take(p property) {
	if len(it.boxes) >= maxBoxes {
		return
	}
	f := fields{p.body}
	switch p.kind {
	case "ispe":
		f.skip(4)
		it.w, it.h = int(f.number(4)), int(f.number(4)) //nolint:gosec // four bytes
		it.boxes = append(it.boxes, p.box)
	case "clap":
		it.crop = nil
		for range 8 {
			it.crop = append(it.crop, int64(int32(f.number(4)))) //nolint:gosec // four bytes with a sign
		}
	case "hvcC", "pixi":
		it.boxes = append(it.boxes, p.box)
	case "irot":
		if turn := [4]int{0, 8, 3, 6}[f.number(1)&3]; turn != 0 && len(it.turns) < 4 {
			it.turns = append(it.turns, turn)
		}
	case "imir":
		if len(it.turns) < 4 {
			it.turns = append(it.turns, [2]int{4, 2}[f.number(1)&1])
		}
	case "colr":
		if f.text(4) == "nclx" {
			f.skip(6)
			it.video = f.number(1)&0x80 == 0
		}
	}
}

// bytes are those of an item; none: they are not all there.
func (r *reader) bytes(it *item) []byte { return slices.Concat(r.locate(it)...) }

func (r *reader) locate(it *item) [][]byte {
	var all [][]byte
	n := uint64(0)
	for _, p := range it.parts {
		from := r.data
		if p.inner {
			from = r.inner
		}
		if p.lost || p.at > uint64(len(from)) || p.of > uint64(len(from))-p.at {
			return nil
		}
		if p.of == 0 {
			p.of = uint64(len(from)) - p.at
		}
		if n += p.of; n > uint64(len(r.data)) {
			return nil
		}
		all = append(all, from[p.at:p.at+p.of])
	}
	return all
}

// fields reads numbers, and zeros beyond the end.
type fields struct{ data []byte }

func (f *fields) number(n int) uint64 {
	v := uint64(0)
	for range n {
		v <<= 8
		if len(f.data) > 0 {
			v |= uint64(f.data[0])
			f.data = f.data[1:]
		}
	}
	return v
}

// id is the number of an item: two bytes, and four where wide.
func (f *fields) id(wide uint64) uint32 {
	if wide != 0 {
		return uint32(f.number(4)) //nolint:gosec // four bytes
	}
	return uint32(f.number(2)) //nolint:gosec // two bytes
}

func (f *fields) text(n int) string {
	s := string(f.data[:min(n, len(f.data))])
	f.skip(n)
	return s
}

func (f *fields) skip(n int) { f.data = f.data[min(n, len(f.data)):] }
