package part

import (
	"slices"
	"strings"

	"attache/ui/cells"
	"attache/ui/preview"
)

// mostRows is how many rows of text are laid out: nobody scrolls further, and each takes memory.
const mostRows = 20_000

// Flow is a page laid out in rows: once for each page and size, and not for each frame. Rows are made as far as they
// are wanted, since a key waits for them.
type Flow struct {
	page        *preview.Page
	note        string
	w, h        int
	made        []flowRow
	columns     []tableColumn
	rows, lines int // of the table and of the text that are made
	done        bool
	pictures    []drawnPicture // the latest
}

// drawnPicture is the picture of a page as lines.
type drawnPicture struct {
	page  *preview.Page
	w, h  int
	lines []string
}

// WholeFlow is more rows than any page has, countedRows how many are made beyond those that show, so that what is
// left of a short text is counted.
const (
	WholeFlow   = 1 << 30
	countedRows = 64
)

// Forget lets the page be laid out anew.
func (f *Flow) Forget() { *f = Flow{} }

// layOut makes at least so many rows of a page: warnings, the first facts, what can be looked at, what can be read.
func (f *Flow) layOut(on *Frame, paint Painter, p *preview.Page, note string, w, h, want int) []flowRow {
	if f.page != p || f.note != note || f.w != w || f.h != h {
		*f = Flow{page: p, note: note, w: w, h: h, pictures: f.pictures}
		f.begin(on, paint)
	}
	f.goOn(on.Ruler, want)
	return f.made
}

// begin makes what stands above the table and the text.
func (f *Flow) begin(on *Frame, paint Painter) {
	r, p := on.Ruler, f.page
	for _, text := range p.Warnings {
		for _, line := range r.Wrap(text, max(f.w-2, 1)) {
			f.made = append(f.made, flowRow{line: preview.Line{{Text: line}}, warning: true})
		}
	}
	facts := on.factRows(p, f.w)
	first := len(facts)
	var drawn []flowRow
	if p.Picture != nil && paint != nil {
		for _, line := range f.draw(paint) {
			drawn = append(drawn, flowRow{drawn: line})
		}
		first = max(0, min(first, f.h-1-len(f.made)-len(drawn))) // the picture is what is to be seen, whole
	}
	f.made = append(append(f.made, facts[:first]...), drawn...)
	f.made = append(f.made, facts[first:]...)
	f.made = append(f.made, on.levelRows(p.Levels, f.w)...)
	if t := p.Table; t != nil {
		f.columns = columnsOf(r, t)
		if t.Name != "" {
			f.made = append(f.made, flowRow{line: preview.Line{{Text: t.Name, Role: preview.Heading}}})
		}
	}
}

// draw draws the picture, or takes it from the latest ones.
func (f *Flow) draw(paint Painter) []string {
	for _, d := range f.pictures {
		if d.page == f.page && d.w == f.w && d.h == f.h {
			return d.lines
		}
	}
	const most = 8
	lines := paint.Lines(f.page.Picture, f.w, PictureH(f.h))
	f.pictures = append(f.pictures[max(0, len(f.pictures)-most+1):], drawnPicture{f.page, f.w, f.h, lines})
	return lines
}

// goOn makes rows of the table and the text, an empty one between what stands above and the text, and at last the note.
func (f *Flow) goOn(r cells.Ruler, want int) {
	p := f.page
	if t := p.Table; t != nil {
		for ; f.rows < len(t.Rows) && len(f.made) < want; f.rows++ {
			f.made = append(f.made, flowRow{cells: t.Rows[f.rows], columns: f.columns, heading: f.rows == 0 && t.Header})
		}
	}
	for ; f.lines < len(p.Lines) && len(f.made) < min(want, mostRows); f.lines++ {
		if f.lines == 0 && len(f.made) > 0 {
			f.made = append(f.made, flowRow{})
		}
		for _, piece := range wrapLine(r, p.Lines[f.lines], f.w) {
			f.made = append(f.made, flowRow{line: piece})
		}
	}
	if f.done || p.Table != nil && f.rows < len(p.Table.Rows) || f.lines < len(p.Lines) && len(f.made) < mostRows {
		return
	}
	f.done = true
	if f.note != "" {
		for _, line := range r.Wrap(f.note, f.w) {
			f.made = append(f.made, flowRow{line: preview.Line{{Text: line}}, note: true})
		}
	}
}

// ahead is how many rows there are at least beyond those that are made.
func (f *Flow) ahead() int {
	if f.done {
		return 0
	}
	n := len(f.page.Lines) - f.lines
	if f.page.Table != nil {
		n += len(f.page.Table.Rows) - f.rows
	}
	return max(min(n, mostRows-len(f.made)), 0)
}

// factRows puts facts one after the other, as many into a row as fit.
func (f *Frame) factRows(p *preview.Page, w int) (rows []flowRow) {
	facts := p.Facts
	if p.Title != "" {
		facts = append([]preview.Fact{{Label: "Title", Value: p.Title}}, facts...)
	}
	var lines []preview.Line
	left := 0
	for _, fact := range facts {
		text := preview.Line{{Text: fact.Label + " ", Role: preview.Dim}, {Text: fact.Value}}
		n := f.Width(fact.Label) + 1 + f.Width(fact.Value)
		if len(lines) == 0 || n+3 > left {
			lines, left = append(lines, text), w-n
			continue
		}
		last := &lines[len(lines)-1]
		*last, left = append(append(*last, preview.Span{Text: f.dotted(), Role: preview.Dim}), text...), left-n-3
	}
	for _, line := range lines {
		for _, piece := range wrapLine(f.Ruler, line, w) {
			rows = append(rows, flowRow{line: piece})
		}
	}
	return rows
}

// wrapLine breaks a line of text into rows of w cells, at spaces where there are any. Bytes as numbers stay
// in one row.
func wrapLine(r cells.Ruler, line preview.Line, w int) []preview.Line {
	var text strings.Builder
	for _, s := range line {
		text.WriteString(s.Text)
	}
	rest := text.String()
	if r.Width(rest) <= w || isHex(line) {
		return []preview.Line{line}
	}
	var rows []preview.Line
	for rest != "" {
		n := r.Break(rest, w)
		var row preview.Line
		row, line = split(line, n)
		rows, rest = append(rows, row), rest[n:]
	}
	return rows
}

// isHex tells the rows of a view of bytes.
func isHex(l preview.Line) bool {
	return len(l) == 3 && l[0].Role == preview.Dim && l[1].Role == preview.Number
}

// split parts a line after n bytes.
func split(l preview.Line, n int) (head, tail preview.Line) {
	for i, s := range l {
		if n < len(s.Text) {
			head = append(slices.Clone(l[:i]), preview.Span{Text: s.Text[:n], Role: s.Role})
			return head, append(preview.Line{{Text: s.Text[n:], Role: s.Role}}, l[i+1:]...)
		}
		n -= len(s.Text)
	}
	return l, nil
}

// levelRows is the loudness of a recording over its time, two lines high.
func (f *Frame) levelRows(levels []uint8, w int) []flowRow {
	if len(levels) == 0 || w <= 0 {
		return nil
	}
	steps := []rune(" ▁▂▃▄▅▆▇█")
	if f.Glyphs.ASCII {
		steps = []rune(" .:-=+*#@")
	}
	full := len(steps) - 1
	n := min(w, len(levels))
	upper, lower := make([]rune, n), make([]rune, n)
	for i := range n {
		loudest := uint8(0)
		for _, l := range levels[i*len(levels)/n : (i+1)*len(levels)/n] {
			loudest = max(loudest, l)
		}
		eighths := (int(loudest)*2*full + 254) / 255
		upper[i], lower[i] = steps[max(eighths-full, 0)], steps[min(eighths, full)]
	}
	row := func(text []rune) flowRow {
		return flowRow{line: preview.Line{{Text: string(text), Role: preview.Name}}}
	}
	return []flowRow{row(upper), row(lower)}
}

// Painter draws pictures on the terminal at hand.
type Painter interface {
	// Box is the most that a picture may measure to be drawn in w by h cells; the zero Box: none is drawn.
	Box(w, h int) preview.Box
	// Lines draws a picture in at most h lines of w cells.
	Lines(p *preview.Picture, w, h int) []string
}

// PictureH is how many lines a picture may take of a preview of h lines: the title and the first facts
// stand above it, on a small screen only one.
func PictureH(h int) int {
	const small = 10
	if h <= small {
		return max(h-2, 1)
	}
	return h - 4
}
