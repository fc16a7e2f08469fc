package heif

import (
	"encoding/binary"
	"slices"
)

// Tile is a picture that is decoded by itself.
type Tile struct {
	W, H  int
	Video bool // brightness and colour keep to the range of video

	boxes [][]byte // its properties that a decoder needs
	parts [][]byte // its code
}

// Alone is a file that holds one tile and nothing else, so that a decoder sees no structure but this.
func (t *Tile) Alone() []byte {
	var properties, which []byte
	data := slices.Concat(t.parts...)
	for i, b := range t.boxes {
		properties = append(properties, b...)
		which = append(which, byte(i+1))
	}
	const id = "\x00\x01"
	place := "\x44\x00\x00\x01" + id + "\x00\x00\x00\x01" // offsets and lengths of four bytes, one item of one part
	meta := func(at int) []byte {
		return box("meta", "\x00\x00\x00\x00",
			box("hdlr", "\x00\x00\x00\x00\x00\x00\x00\x00pict", make([]byte, 13)),
			box("pitm", "\x00\x00\x00\x00"+id),
			box("iinf", "\x00\x00\x00\x00\x00\x01", box("infe", "\x02\x00\x00\x00"+id+"\x00\x00hvc1\x00")),
			box("iloc", "\x00\x00\x00\x00"+place, long(at), long(len(data))),
			box("iprp", "", box("ipco", "", properties),
				box("ipma", "\x00\x00\x00\x00\x00\x00\x00\x01"+id, []byte{byte(len(t.boxes))}, which)), //nolint:gosec // few
		)
	}
	head := box("ftyp", "heic\x00\x00\x00\x00mif1heic")
	at := len(head) + len(meta(0)) + 8
	out := slices.Concat(head, meta(at))
	return append(append(out, long(len(data)+8)...), append([]byte("mdat"), data...)...)
}

func box(kind, body string, more ...[]byte) []byte {
	out := append([]byte{0, 0, 0, 0}, kind+body...)
	for _, m := range more {
		out = append(out, m...)
	}
	binary.BigEndian.PutUint32(out, uint32(len(out))) //nolint:gosec // shorter than the file
	return out
}

func long(n int) []byte { return binary.BigEndian.AppendUint32(nil, uint32(n)) } //nolint:gosec // shorter than the file
