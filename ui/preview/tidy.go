package preview

import (
	"strings"

	"attache/model"
)

// Tidy makes a page safe to draw, whoever made it: every text passes the sanitiser, every list is cut to
// its limit, and a picture that is not as large as it says, or larger than the box, is dropped.
func (p *Page) Tidy(box Box) {
	p.Kind, p.Title, p.Problem = safe(p.Kind), safe(p.Title), safe(p.Problem)
	p.Facts, p.Warnings, p.Lines = cut(p.Facts, MaxFacts), cut(p.Warnings, MaxFacts), cut(p.Lines, MaxLines)
	for i := range p.Facts {
		p.Facts[i] = Fact{safe(p.Facts[i].Label), safe(p.Facts[i].Value)}
	}
	for i := range p.Warnings {
		p.Warnings[i] = safe(p.Warnings[i])
	}
	for _, l := range p.Lines {
		l.tidy()
	}
	p.Table.tidy()
	p.Levels = cut(p.Levels, MaxLines)
	if c := p.Picture; c != nil && (c.W <= 0 || c.H <= 0 || c.W > box.W || c.H > box.H || len(c.RGB) != 3*c.W*c.H) {
		p.Picture = nil
	}
}

func (l Line) tidy() {
	left := MaxLine
	for i := range l {
		s := &l[i]
		s.Text = spaced(s.Text)
		if r := []rune(s.Text); len(r) > left {
			s.Text = string(r[:left])
		}
		left -= len([]rune(s.Text))
		if s.Role >= roles {
			s.Role = Plain
		}
	}
}

func (t *Table) tidy() {
	if t == nil {
		return
	}
	t.Name, t.Rows = safe(t.Name), cut(t.Rows, MaxLines)
	for i, row := range t.Rows {
		t.Rows[i] = cut(row, MaxCells)
		for j, cell := range t.Rows[i] {
			t.Rows[i][j] = safe(cell)
		}
	}
}

// safe is a text of one line without anything that a terminal would obey.
func safe(s string) string { return model.Text(s) }

// spaced is safe for a piece of a line: white space at its ends is kept, as spaces.
func spaced(s string) string {
	s = marked(strings.ReplaceAll(s[:min(len(s), 4*MaxLine)], "\t", "    "))
	left, right := strings.TrimLeft(s, " "), strings.TrimRight(s, " ")
	if left == "" {
		return s
	}
	return s[:len(s)-len(left)] + model.Text(left) + s[len(right):]
}

// marked writes the marks before items of a list as characters that all fonts have: Word and those who write like it
// take them from fonts of their own.
func marked(s string) string {
	if !strings.Contains(s, "\xEF\x82") && !strings.Contains(s, "\xEF\x83") {
		return s
	}
	return strings.Map(func(c rune) rune {
		switch c {
		case 0xF0B7, 0xF09F:
			return '•'
		case 0xF0A7, 0xF06E:
			return '▪'
		case 0xF0D8:
			return '➢'
		case 0xF0FC:
			return '✓'
		case 0xF0E0:
			return '→'
		}
		return c
	}, s)
}

func cut[T any](list []T, most int) []T { return list[:min(len(list), most)] }

// Weight is about how many bytes of memory a page takes.
func (p *Page) Weight() int {
	n := 512 + len(p.Levels)
	if p.Picture != nil {
		n += len(p.Picture.RGB)
	}
	for _, l := range p.Lines {
		for _, s := range l {
			n += 32 + len(s.Text)
		}
	}
	if p.Table != nil {
		for _, row := range p.Table.Rows {
			for _, cell := range row {
				n += 16 + len(cell)
			}
		}
	}
	for _, f := range p.Facts {
		n += 32 + len(f.Label) + len(f.Value)
	}
	return n
}
