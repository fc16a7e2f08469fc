// Package heif reads what a HEIF file (HEIC, AVIF) is made of, and takes single pictures out of it. It decodes
// none. Nothing that a file says of itself is believed before it is found within the bytes.
package heif

import (
	"encoding/binary"
	"errors"
	"image"
	"slices"
)

const broken = "its table of contents is broken"

// File is what a file says of its first picture.
type File struct {
	Picture

	Thumbnail Picture // without tiles: there is none
	EXIF, XMP []byte
}

// Picture is one that is put together from tiles. Without them, they are in a code that is not known, or not
// all there.
type Picture struct {
	Kind    string          // of its code: "hvc1", "av01"
	Shown   image.Rectangle // the part of its tiles that is the picture, before it is turned
	Turns   []int           // to make it upright, one after the other, as EXIF numbers them
	Tiles   []Tile          // row by row, all of one size
	Columns int
}

// Is reports whether data begin as a file does that may hold a picture.
func Is(data []byte) bool {
	if len(data) < 16 || string(data[4:8]) != "ftyp" {
		return false
	}
	return slices.Contains([]string{"heic", "heix", "heim", "heis", "mif1", "avif", "miaf"}, string(data[8:12]))
}

// Read reads the table of contents.
func Read(data []byte) (*File, error) {
	meta := find(data, "meta")
	if !Is(data) || len(meta) < 4 {
		return nil, errors.New(broken)
	}
	r := reader{data: data, items: map[uint32]*item{}}
	each(meta[4:], r.inMeta)
	f := &File{Picture: r.picture(r.primary)}
	if f.Shown.Empty() {
		return nil, errors.New(broken)
	}
	for _, l := range r.links {
		if l.kind == "thmb" && slices.Contains(l.to, r.primary) {
			if p := r.picture(l.from); len(p.Tiles) > 0 && p.Shown.Dx() > f.Thumbnail.Shown.Dx() {
				f.Thumbnail = p
			}
		}
	}
	for _, id := range r.order {
		switch it := r.items[id]; {
		case it.kind == "Exif" && f.EXIF == nil:
			f.EXIF = exif(r.bytes(it))
		case it.kind == "mime" && f.XMP == nil:
			f.XMP = r.bytes(it)
		}
	}
	return f, nil
}

// exif leaves out what stands before the tables.
func exif(data []byte) []byte {
	if len(data) < 4 {
		return nil
	}
	n := int64(binary.BigEndian.Uint32(data))
	if n+4 > int64(len(data)) {
		return nil
	}
	return data[n+4:]
}

func (r *reader) picture(id uint32) Picture {
	it := r.items[id]
	if it == nil {
		return Picture{}
	}
	switch to := r.made(id); {
	case it.kind == "grid" && len(to) > 0:
		return r.grid(it, to)
	case it.kind == "iden" && len(to) == 1 && r.items[to[0]] != nil && r.items[to[0]].kind != "iden":
		p := r.picture(to[0])
		if len(it.crop) > 0 {
			it.w, it.h = p.Shown.Dx(), p.Shown.Dy() // what is cut is measured from the middle of the other
		}
		p.Shown, p.Turns = p.Shown.Intersect(it.shown().Add(p.Shown.Min)), slices.Concat(p.Turns, it.turns)
		return p
	}
	p := Picture{Kind: it.kind, Shown: it.shown(), Turns: it.turns, Columns: 1}
	if t, ok := r.tile(it); ok {
		p.Tiles = []Tile{t}
	}
	return p
}

// grid is a picture that is laid out as a table of others.
func (r *reader) grid(it *item, to []uint32) Picture {
	b := fields{r.bytes(it)}
	b.skip(1)
	size := 2
	if b.number(1)&1 != 0 {
		size = 4
	}
	rows, columns := int(b.number(1))+1, int(b.number(1))+1 //nolint:gosec // a byte
	it.w, it.h = int(b.number(size)), int(b.number(size))   //nolint:gosec // four bytes at most
	p := Picture{Shown: it.shown(), Turns: it.turns, Columns: columns}
	if first := r.items[to[0]]; first != nil {
		p.Kind = first.kind
	}
	tiles := make([]Tile, 0, len(to))
	for _, id := range to {
		t, ok := r.tile(r.items[id])
		if !ok || len(tiles) > 0 && (t.W != tiles[0].W || t.H != tiles[0].H) {
			return p
		}
		t.Video = t.Video || it.video
		tiles = append(tiles, t)
	}
	if t := tiles[0]; len(tiles) == rows*columns && p.Shown.In(image.Rect(0, 0, columns*t.W, rows*t.H)) {
		p.Tiles = tiles
	}
	return p
}

// made are the items that one is made of.
func (r *reader) made(id uint32) []uint32 {
	for _, l := range r.links {
		if l.kind == "dimg" && l.from == id {
			return l.to
		}
	}
	return nil
}

// tile is an item that is a coded picture, and whole.
func (r *reader) tile(it *item) (Tile, bool) {
	if it == nil || it.kind != "hvc1" || it.shown().Empty() || len(it.boxes) < 2 {
		return Tile{}, false
	}
	parts := r.locate(it)
	return Tile{W: it.w, H: it.h, Video: it.video, boxes: it.boxes, parts: parts}, len(parts) > 0
}
