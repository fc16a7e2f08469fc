package worker

import "attache/ui/preview"

// packPage packs a page, with the picture's bytes last and apart. Of text that is more than its share the
// rest is left out, and said to be more.
func packPage(page *preview.Page) (head, picture []byte) {
	fit(page)
	var p packer
	p.text(page.Kind)
	p.text(page.Title)
	p.text(page.Problem)
	p.flags(page.More, page.Partial, page.Table != nil, page.Picture != nil)
	p.number(int64(len(page.Facts)))
	for _, f := range page.Facts {
		p.text(f.Label)
		p.text(f.Value)
	}
	p.number(int64(len(page.Warnings)))
	for _, w := range page.Warnings {
		p.text(w)
	}
	p.number(int64(len(page.Lines)))
	for _, l := range page.Lines {
		p.number(int64(len(l)))
		for _, s := range l {
			p.number(int64(s.Role))
			p.text(s.Text)
		}
	}
	p.text(string(page.Levels))
	if t := page.Table; t != nil {
		p.table(t)
	}
	if c := page.Picture; c != nil {
		p.number(int64(c.W))
		p.number(int64(c.H))
		p.number(int64(len(c.RGB)))
		return p.b, c.RGB
	}
	return p.b, nil
}

func (p *packer) table(t *preview.Table) {
	p.text(t.Name)
	p.flags(t.Header)
	p.number(int64(len(t.Rows)))
	for _, row := range t.Rows {
		p.number(int64(len(row)))
		for _, cell := range row {
			p.text(cell)
		}
	}
}

// fit leaves out the lines and rows that are more than a page may weigh.
func fit(page *preview.Page) {
	const perLine, perPiece = 4, 8 // what a line and a piece take beside their text, at most
	pieces, texts := len(page.Facts)*2+len(page.Warnings), 1<<17
	room := func(more, length int) bool {
		pieces, texts = pieces+more+1, texts+length+perLine+more*perPiece
		return pieces <= maxPieces && texts <= maxTexts
	}
	for i, l := range page.Lines {
		length := 0
		for _, s := range l {
			length += len(s.Text)
		}
		if !room(len(l), length) {
			page.Lines, page.More = page.Lines[:i], true
			break
		}
	}
	if page.Table == nil {
		return
	}
	for i, row := range page.Table.Rows {
		length := 0
		for _, cell := range row {
			length += len(cell)
		}
		if !room(len(row), length) {
			page.Table.Rows, page.More = page.Table.Rows[:i], true
			break
		}
	}
}

// unpackPage reads a page, and makes it safe to draw.
func unpackPage(b []byte, box preview.Box) (preview.Page, bool) {
	u := unpacker{b: b}
	page := preview.Page{Kind: u.text(), Title: u.text(), Problem: u.text()}
	var table, picture bool
	u.flags(&page.More, &page.Partial, &table, &picture)
	page.Facts = list(&u, preview.MaxFacts, func() preview.Fact { return preview.Fact{Label: u.text(), Value: u.text()} })
	page.Warnings = list(&u, preview.MaxFacts, u.text)
	span := func() preview.Span { return preview.Span{Role: preview.Role(u.number()), Text: u.text()} } //nolint:gosec // Tidy looks at it
	page.Lines = list(&u, preview.MaxLines, func() preview.Line { return list(&u, maxPieces, span) })
	page.Levels = u.bytes(preview.MaxLines)
	if table {
		page.Table = &preview.Table{Name: u.text()}
		u.flags(&page.Table.Header)
		page.Table.Rows = list(&u, preview.MaxLines, func() []string { return list(&u, preview.MaxCells, u.text) })
	}
	if picture {
		page.Picture = &preview.Picture{Box: preview.Box{W: int(u.number()), H: int(u.number())}, RGB: u.bytes(3 * maxPixels)}
	}
	if u.bad || len(u.b) != 0 {
		return preview.Page{}, false
	}
	page.Tidy(box)
	return page, true
}

// list reads a count and as many values.
func list[T any](u *unpacker, most int, read func() T) []T {
	n := u.count(most)
	if n == 0 {
		return nil
	}
	all := make([]T, 0, n)
	for range n {
		if all = append(all, read()); u.bad {
			return nil
		}
	}
	return all
}
