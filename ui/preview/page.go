// Package preview holds what is seen of a file before it is saved: the question to a decoder, its answer,
// and the limits of both. The decoders are in the packages below, and run in a child process alone.
package preview

import "context"

// The limits of what is fetched, decoded and kept.
const (
	MaxFetch  = 5 << 20   // bytes of a file
	MaxText   = 256 << 10 // bytes of a file that is text
	MaxPixels = 40e6      // of a picture before it is scaled
	MaxLines  = 5000      // of text, and rows of a table
	MaxLine   = 2000      // characters of a line
	MaxCells  = 256       // of a table's row
	MaxFacts  = 40
)

// Ask is what a decoder is given. It has nothing else of the file: no path, no link.
type Ask struct {
	Name  string // its extension is a hint
	Type  string // the content type that the service tells: a hint
	Size  int64  // bytes of the whole file; negative: unknown
	Data  []byte // from its start
	Whole bool   // Data is the whole file
	Box   Box    // the most that a picture may measure; the zero Box: no picture is wanted
	Tools bool   // the system's own decoders may be used too
}

// Box is a size in pixels.
type Box struct{ W, H int }

// Page is what a decoder found. Its texts are made safe where it is taken in (Tidy), whoever made it.
type Page struct {
	Kind     string   // what the bytes are: "JPEG picture", "PDF document"
	Title    string   // the document's own
	Facts    []Fact   // the most telling first
	Warnings []string // what its reader ought to know, such as that a photo says where it was taken
	Lines    []Line   // text, for what can be read
	Table    *Table   // for what has rows
	Picture  *Picture // for what can be looked at, upright and not larger than the box
	Levels   []uint8  // the loudness of a recording over its time, 0 to 255
	More     bool     // the file goes on after what is here
	Partial  bool     // another page follows this one, with more on it
	Problem  string   // why there is no more to see, as a sentence; empty: nothing is wrong
}

// Fact is one thing known about a file, such as {"Camera", "Pixel 9"}.
type Fact struct{ Label, Value string }

// Line is a line of text in pieces.
type Line []Span

// Span is a piece of a line that is written in one way.
type Span struct {
	Text string
	Role Role
}

// Role says what a piece of text is; the theme gives it a colour.
type Role uint8

// The roles.
const (
	Plain Role = iota
	Heading
	Keyword
	Name
	String
	Number
	Comment
	Dim
	roles
)

// Table is text in rows and columns.
type Table struct {
	Name   string // of the sheet
	Header bool   // the first row names the columns
	Rows   [][]string
}

// Picture is a picture in RGB, three bytes a pixel, row after row from the top.
type Picture struct {
	Box

	RGB []byte
}

// Decoder reads one kind of file. It calls tell with each page that it has, the last of which stands, and
// ends soon after ctx does. An error means that the bytes are not what they look like, or more than the
// limits allow: what was told before it stands.
type Decoder func(ctx context.Context, ask *Ask, tell func(Page)) error
