package vt

// These are the questions of Screen, asked of this very moment.

// Text returns all lines without their trailing blanks, each ended by a line feed.
func (t *Terminal) Text() string { return t.Screen().Text() }

// Line returns line y, from 0, without trailing blanks.
func (t *Terminal) Line(y int) string { return t.Screen().Line(y) }

// Cell returns the cell in column x of line y, from 0.
func (t *Terminal) Cell(x, y int) Cell { return t.Screen().Cell(x, y) }

// Contains reports whether some line holds text.
func (t *Terminal) Contains(text string) bool { return t.Screen().Contains(text) }

// Title returns the window title.
func (t *Terminal) Title() string { return t.Screen().Title() }

// Clipboard returns what the program put on the clipboard last.
func (t *Terminal) Clipboard() string { return t.Screen().Clipboard() }

// Mode reports whether DEC private mode n is set.
func (t *Terminal) Mode(n int) bool { return t.Screen().Mode(n) }

// Progress returns the state of the progress bar.
func (t *Terminal) Progress() Progress { return t.Screen().Progress() }

// CursorVisible reports whether the cursor is shown.
func (t *Terminal) CursorVisible() bool { return t.Mode(modeCursor) }

// Unknown returns the sequences that were not understood.
func (t *Terminal) Unknown() []string { return t.Screen().Unknown() }
