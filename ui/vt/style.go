package vt

// Attr is a set of text attributes.
type Attr uint16

// The attributes.
const (
	Bold Attr = 1 << iota
	Faint
	Italic
	Underline
	Blink
	Reverse
	Conceal
	Strike
)

// Style is the look of a cell. Colours are "" for the terminal's own, "0" to "255" for the
// palette, "#rrggbb" otherwise.
type Style struct {
	Fg, Bg string
	Attr   Attr
	Link   string // the address of an OSC 8 hyperlink
}

// Cell is one place of the screen. A wide character has Width 2 and is followed by a cell of
// Width 0; a blank cell has Width 1 and no Text or a space.
type Cell struct {
	Text  string // one character with all that combines with it
	Width int
	Style
}
