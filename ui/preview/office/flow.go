package office

import (
	"strings"

	"attache/ui/preview"
)

// flow takes in the text of a document piece by piece, and is its lines within the limits.
type flow struct {
	lines  []preview.Line
	line   strings.Builder
	role   preview.Role
	weight int
	tables int  // how many it is in
	cells  bool // a cell has been begun in this row
	gap    bool // a paragraph has ended within a cell
}

// full reports whether no more lines are taken.
func (f *flow) full() bool { return len(f.lines) >= preview.MaxLines || f.weight > preview.MaxWeight/2 }

func (f *flow) write(s string) {
	if f.gap {
		f.line.WriteByte(' ')
		f.gap = false
	}
	if f.line.Len() < 4*preview.MaxLine {
		f.line.WriteString(s[:min(len(s), 4*preview.MaxLine)])
	}
}

// end ends a line. Of several empty lines one is kept.
func (f *flow) end() {
	s := strings.ToValidUTF8(strings.TrimRight(f.line.String(), " \t\r\n│"), "")
	role := f.role
	f.line.Reset()
	f.role = preview.Plain
	if n := len(f.lines); f.full() || s == "" && (n == 0 || len(f.lines[n-1]) == 0) {
		return
	}
	f.weight += 32 + len(s)
	if s == "" {
		f.lines = append(f.lines, nil)
		return
	}
	f.lines = append(f.lines, preview.Line{{Text: preview.Cut(s, preview.MaxLine), Role: role}})
}

// paragraph ends a line, and in a table a word.
func (f *flow) paragraph() {
	if f.tables > 0 {
		f.gap = true
		return
	}
	f.end()
}

// cell begins a cell of a row, which is one line.
func (f *flow) cell() {
	f.gap = false
	if f.cells {
		f.write(" │ ")
	}
	f.cells = true
}

func (f *flow) endRow() {
	f.gap, f.cells = false, false
	f.end()
}

// heading writes a line of its own.
func (f *flow) heading(s string) {
	f.role = preview.Heading
	f.write(s)
	f.end()
}

// text writes a text that has line ends of its own.
func (f *flow) text(s string) {
	for i, line := range strings.FieldsFunc(s, func(r rune) bool { return r == '\r' || r == '\n' || r == '\v' || r == '\f' }) {
		if i > 0 {
			f.end()
		}
		f.write(line)
	}
}

// into gives the lines to a page.
func (f *flow) into(p *preview.Page) {
	if f.line.Len() > 0 {
		f.end()
	}
	if n := len(f.lines); n > 0 && f.lines[n-1] == nil {
		f.lines = f.lines[:n-1]
	}
	p.Lines = f.lines
	p.More = p.More || f.full()
}
