package vt

import (
	"strings"
)

// Screen is what a person sees at one moment. It does not change afterwards.
type Screen struct {
	cells   [][]Cell
	x, y    int
	visible bool
	facts   facts
	modes   modes
}

// Progress is the terminal's own progress bar (OSC 9;4).
type Progress struct {
	State   int // 0 none, 1 normal, 2 error, 3 indeterminate, 4 warning
	Percent int // 0 to 100
}

// Size returns columns and lines.
func (s Screen) Size() (w, h int) { return len(s.cells[0]), len(s.cells) }

// Text returns all lines without their trailing blanks, each ended by a line feed.
func (s Screen) Text() string {
	var b strings.Builder
	for y := range s.cells {
		b.WriteString(s.Line(y))
		b.WriteByte('\n')
	}
	return b.String()
}

// Line returns line y, from 0, without trailing blanks; "" outside the screen.
func (s Screen) Line(y int) string {
	if y < 0 || y >= len(s.cells) {
		return ""
	}
	var b strings.Builder
	for _, c := range s.cells[y] {
		switch {
		case c.Width == 0:
		case c.Text == "":
			b.WriteByte(' ')
		default:
			b.WriteString(c.Text)
		}
	}
	return strings.TrimRight(b.String(), " ")
}

// Cell returns the cell in column x of line y, from 0; the zero Cell outside the screen.
func (s Screen) Cell(x, y int) Cell {
	if y < 0 || y >= len(s.cells) || x < 0 || x >= len(s.cells[y]) {
		return Cell{}
	}
	return s.cells[y][x]
}

// Contains reports whether some line holds text.
func (s Screen) Contains(text string) bool { return s.Find(text) >= 0 }

// Find returns the first line that holds text, or -1.
func (s Screen) Find(text string) int {
	for y := range s.cells {
		if strings.Contains(s.Line(y), text) {
			return y
		}
	}
	return -1
}

// Cursor returns the cursor's column and line, from 0, and whether it is shown.
func (s Screen) Cursor() (x, y int, visible bool) { return s.x, s.y, s.visible }

// Mode reports whether DEC private mode n is set: 1049 for the alternate screen, 25 for the
// cursor, 2004 for bracketed paste.
func (s Screen) Mode(n int) bool { return s.modes.get(n) }

// Modes returns the DEC private modes that are set, in order, without those a terminal starts
// with.
func (s Screen) Modes() []int { return s.modes.changed() }

// Keyboard returns the flags of the kitty keyboard protocol in force, and the level of xterm's
// modifyOtherKeys.
func (s Screen) Keyboard() (kitty, otherKeys int) { return s.modes.kitty(), s.modes.otherKeys }

// Title returns the window title.
func (s Screen) Title() string { return s.facts.title }

// Clipboards returns everything the program put on the clipboard (OSC 52), oldest first.
func (s Screen) Clipboards() []string { return s.facts.clipboards }

// Clipboard returns what is on the clipboard.
func (s Screen) Clipboard() string {
	if n := len(s.facts.clipboards); n > 0 {
		return s.facts.clipboards[n-1]
	}
	return ""
}

// Progress returns the state of the progress bar.
func (s Screen) Progress() Progress { return s.facts.progress }

// Bells returns how often the bell rang.
func (s Screen) Bells() int { return s.facts.bells }

// Wraps returns how often text went on past the last column, into the next line.
func (s Screen) Wraps() int { return s.facts.wraps }

// Unknown returns the sequences that were not understood, quoted, at most 100 of them.
func (s Screen) Unknown() []string { return s.facts.unknown }

// facts is what a program told the terminal besides the cells.
type facts struct {
	title      string
	titles     []string // pushed
	clipboards []string
	progress   Progress
	bells      int
	wraps      int
	cursorWas  int // DECSCUSR
	background string
	unknown    []string
}
