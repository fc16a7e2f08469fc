package part

import (
	"slices"
	"strings"
	"unicode"

	"attache/ui/cells"
	"attache/ui/preview"
)

// mostRows is how many rows of text are laid out: nobody scrolls further, and each takes memory.
const mostRows = 20_000

// Flow is a page laid out in rows: once for each page and size, and not for each frame.
type Flow struct {
	page *preview.Page
	note string
	w, h int
	made []flowRow
}

// Forget lets the page be laid out anew.
func (f *Flow) Forget() { *f = Flow{} }

// rowHits lays a page out: warnings, the first facts, what can be looked at, what can be read.
func (f *Flow) layOut(on *Frame, paint Painter, p *preview.Page, note string, w, h int) []flowRow {
	r := on.Ruler
	if f.page == p && f.note == note && f.w == w && f.h == h {
		return f.made
	}
	*f = Flow{page: p, note: note, w: w, h: h}
	for _, text := range p.Warnings {
		for _, line := range r.Wrap(text, max(w-2, 1)) {
			f.made = append(f.made, flowRow{line: preview.Line{{Text: line}}, warning: true})
		}
	}
	facts := on.factRows(p, w)
	first := len(facts)
	var drawn []flowRow
	if p.Picture != nil && paint != nil {
		for _, line := range paint.Lines(p.Picture, w, PictureH(h)) {
			drawn = append(drawn, flowRow{drawn: line})
		}
		first = max(0, min(first, h-1-len(f.made)-len(drawn))) // the picture is what is to be seen, whole
	}
	f.made = append(append(f.made, facts[:first]...), drawn...)
	f.made = append(f.made, facts[first:]...)
	f.made = append(f.made, on.levelRows(p.Levels, w)...)
	if p.Table != nil {
		f.made = append(f.made, tableRows(r, p.Table)...)
	}
	f.addText(r, p.Lines, w)
	if note != "" {
		for _, line := range r.Wrap(note, w) {
			f.made = append(f.made, flowRow{line: preview.Line{{Text: line}}, note: true})
		}
	}
	return f.made
}

// addText adds what can be read, an empty row below what stands above it.
func (f *Flow) addText(r cells.Ruler, lines []preview.Line, w int) {
	if len(lines) > 0 && len(f.made) > 0 {
		f.made = append(f.made, flowRow{})
	}
	for _, line := range lines {
		if len(f.made) > mostRows {
			return
		}
		for _, piece := range wrapLine(r, line, w) {
			f.made = append(f.made, flowRow{line: piece})
		}
	}
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

// Match returns the first row from one on, or from there back, that holds a text; -1: none does.
func (f *Flow) Match(text string, from, step int) int {
	for n, i := 0, from; n < len(f.made); n, i = n+1, i+step {
		i = (i + len(f.made)) % len(f.made)
		row := &f.made[i]
		all := strings.Join(row.cells, " ")
		for _, s := range row.line {
			all += s.Text
		}
		if at, _ := findFold(all, text); at >= 0 {
			return i
		}
	}
	return -1
}

// findFold returns where a text stands in another, whatever its case, and how long it is there.
func findFold(s, text string) (at, n int) {
	want := []rune(strings.ToLower(text))
	if len(want) == 0 {
		return -1, 0
	}
	for i := range s {
		rest, k := s[i:], 0
		for j, c := range rest {
			if k == len(want) {
				return i, j
			}
			if unicode.ToLower(c) != want[k] {
				k = -1
				break
			}
			k++
		}
		if k == len(want) {
			return i, len(rest)
		}
	}
	return -1, 0
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
