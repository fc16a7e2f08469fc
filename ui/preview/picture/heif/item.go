package heif

import "image"

// The limits of what is read: items, and what a decoder needs of each.
const (
	maxItems = 4096
	maxBoxes = 8
)

// item is a picture, a part of one, or what is said of it.
type item struct {
	kind  string
	parts []part
	w, h  int
	turns []int
	video bool
	crop  []int64 // width, height, and how far its middle is right of and below that of the picture, as fractions
	boxes [][]byte
}

// part is where some of an item's bytes are.
type part struct {
	inner  bool // in the table of contents
	lost   bool // in another item, which no camera does
	at, of uint64
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

type property struct {
	kind      string
	box, body []byte
}

// take gives an item a property.
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
