package draw

import (
	"strconv"
	"weak"

	"attache/ui/preview"
)

// sent is a picture that is drawn by a protocol.
type sent struct {
	number     int
	route      Route
	picture    weak.Pointer[preview.Picture]
	size       preview.Box
	cell       cell
	cols, rows int
	ready      map[part][]byte // what draws each part of it; nil while that is being made
	there      bool            // kitty has it
}

// part is some rows of a picture: the first, and the one after the last.
type part struct{ from, to int }

// placement is where a picture stands in a frame.
type placement struct {
	number int
	part   part
	x, y   int
}

// A mark stands before each line of a picture: a sequence that no terminal ever sees, for the renderer drops
// it. It tells where the picture has come to stand, whoever has composed the frame.
const markBegin, markEnd = "\x1b[?9473;", "z"

func mark(number, row int) string {
	return markBegin + strconv.Itoa(number) + ";" + strconv.Itoa(row) + markEnd
}

// extend adds a row of a picture to the rows above it, or begins a new placement.
func extend(all []placement, row placement) []placement {
	for i := range all {
		a := &all[i]
		if a.number == row.number && a.x == row.x && a.part.to == row.part.from && a.y+a.part.to-a.part.from == row.y {
			a.part.to++
			return all
		}
	}
	return append(all, row)
}

// weight is how many bytes are ready of a picture, or what the terminal has.
func (s *sent) weight() (n int) {
	for _, data := range s.ready {
		n += len(data)
	}
	return n
}
