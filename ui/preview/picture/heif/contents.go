package heif

import (
	"encoding/binary"
	"slices"
)

// maxParts is the most parts that are read of all items.
const maxParts = 1 << 14

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

// link says that one item is made of others, or is their thumbnail.
type link struct {
	kind string
	from uint32
	to   []uint32
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
