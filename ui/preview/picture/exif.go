package picture

import (
	"bytes"
	"encoding/binary"
)

// The limits of what is read of EXIF. Its tables point at one another, so only four are read, and each once.
const (
	maxTags  = 256 // in a table
	maxValue = 256 // bytes of a text
	maxThumb = 1 << 20
)

// exif is a block of EXIF, which is laid out like a TIFF file.
type exif struct {
	data  []byte
	order binary.ByteOrder
}

// tag is an entry of a table: its value is the bytes of all its elements.
type tag struct {
	kind  uint16
	value []byte
}

// exifIn is a block of EXIF, without an order where it is none.
func exifIn(data []byte) exif {
	e := exif{data: data}
	switch {
	case bytes.HasPrefix(data, []byte("II*\x00")):
		e.order = binary.LittleEndian
	case bytes.HasPrefix(data, []byte("MM\x00*")):
		e.order = binary.BigEndian
	}
	return e
}

// readEXIF adds what a block of EXIF says. What is out of its bounds is not there.
func (a *about) readEXIF(data []byte) {
	e := exifIn(data)
	if e.order == nil {
		return
	}
	main, next := e.table(e.long(4))
	if n := e.number(main[0x0112]); n >= 2 && n <= 8 {
		a.turns = []int{n}
	}
	a.maker, a.model = text(main[0x010f]), text(main[0x0110])
	a.readXMP(main[0x02bc].value)
	camera, _ := e.table(uint32(e.number(main[0x8769]))) //nolint:gosec // number is never negative
	for _, id := range []uint16{0x9003, 0x9004} {
		if a.taken == "" {
			a.taken = text(camera[id])
		}
	}
	gps, _ := e.table(uint32(e.number(main[0x8825]))) //nolint:gosec // number is never negative
	a.place = a.place || e.angle(gps[2]) || e.angle(gps[4])
	small, _ := e.table(next)
	from, n := e.number(small[0x0201]), e.number(small[0x0202])
	if n > 0 && n <= maxThumb && from < len(data) && n <= len(data)-from {
		a.thumb = data[from : from+n]
	}
}

// readXMP looks for a place in a block of XMP.
func (a *about) readXMP(data []byte) {
	a.place = a.place || bytes.Contains(data, []byte("GPSLatitude")) || bytes.Contains(data, []byte("GPSLongitude"))
}

// table reads the table at an offset, and the offset of the next.
func (e *exif) table(at uint32) (map[uint16]tag, uint32) {
	if at == 0 || int64(at)+2 > int64(len(e.data)) {
		return nil, 0
	}
	n := int(e.order.Uint16(e.data[at:]))
	entries := e.data[at+2:]
	tags := map[uint16]tag{}
	for i := range min(n, maxTags, len(entries)/12) {
		entry := entries[12*i : 12*i+12]
		if t := e.tag(entry); t.value != nil {
			tags[e.order.Uint16(entry)] = t
		}
	}
	if 12*n+4 > len(entries) {
		return tags, 0
	}
	return tags, e.order.Uint32(entries[12*n:])
}

func (e *exif) tag(entry []byte) tag {
	kind, count := e.order.Uint16(entry[2:]), int64(e.order.Uint32(entry[4:]))
	sizes := [...]int64{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8}
	if int(kind) >= len(sizes) {
		return tag{}
	}
	n := sizes[kind] * count
	if n <= 4 {
		return tag{kind: kind, value: entry[8 : 8+n]}
	}
	at := int64(e.order.Uint32(entry[8:]))
	if at+n > int64(len(e.data)) {
		return tag{}
	}
	return tag{kind: kind, value: e.data[at : at+n]}
}

// number is the first whole number of a tag, and 0 if it has none.
func (e *exif) number(t tag) int {
	switch {
	case t.kind == 3 && len(t.value) >= 2:
		return int(e.order.Uint16(t.value))
	case t.kind == 4 && len(t.value) >= 4:
		return int(e.order.Uint32(t.value))
	}
	return 0
}

// angle reports whether a tag has degrees, minutes and seconds. Cameras that do not know them write zeros.
func (e *exif) angle(t tag) bool {
	for v := t.value; t.kind == 5 && len(v) >= 8; v = v[8:] {
		if e.order.Uint32(v) != 0 && e.order.Uint32(v[4:]) != 0 {
			return true
		}
	}
	return false
}

func (e *exif) long(at int) uint32 {
	if at+4 > len(e.data) {
		return 0
	}
	return e.order.Uint32(e.data[at:])
}

// text is a tag's text up to its end.
func text(t tag) string {
	if t.kind != 2 {
		return ""
	}
	s, _, _ := bytes.Cut(t.value[:min(len(t.value), maxValue)], []byte{0})
	return string(s)
}
