package part

import (
	"slices"
	"strings"

	"attache/model"
	"attache/model/session"
	"attache/ui/cells"
	"attache/ui/preview"
	"attache/ui/style"
	"attache/ui/wording"
)

// Preview is what is in a file, before it is saved.
type Preview struct {
	*Frame

	Row     session.Row
	None    bool           // no file is selected
	Page    *preview.Page  // nil: there is none yet
	Problem *model.Problem // why there will be none
	Stage   Stage
	Flow    *Flow
	Paint   Painter
	Top     int // the first row shown
	Left    int // the first column of a table
	Find    string
	Focus   bool // keys go to it
	Over    bool // it stands over the list
}

// Lines draws it in exactly h lines of at most w cells.
func (p *Preview) Lines(w, h int) []string {
	if p.Page == nil {
		text, k := p.instead()
		return Pad(append([]string{p.title(w, "")}, k.RenderAll(p.Wrap(p.Own(text), w))...), h)
	}
	rows := p.rows(w, h, p.Top+h+countedRows)
	top := max(0, min(p.Top, len(rows)-(h-1)))
	beyond := p.aside(rows, w) + p.beyond(top, len(rows)-top-h+1+p.Flow.ahead())
	if p.Flow.ahead() > 0 {
		beyond += "+" // lines that do not fit take several rows
	}
	if p.Width(beyond)*3 > w { // what the file is comes first
		beyond = strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' || r == '+' {
				return -1
			}
			return r
		}, beyond)
	}
	lines := []string{p.title(w, beyond)}
	for _, r := range rows[top:min(top+h-1, len(rows))] {
		lines = append(lines, p.draw(&r, w))
	}
	return Pad(lines, h)
}

// Len is how many rows there are below the title, as far as they are wanted.
func (p *Preview) Len(w, h, want int) int {
	if p.Page == nil {
		return 0
	}
	return len(p.rows(w, h, want))
}

// Columns is how many columns its table has.
func (p *Preview) Columns() int {
	if p.Page == nil || p.Page.Table == nil || len(p.Page.Table.Rows) == 0 {
		return 0
	}
	return len(p.Page.Table.Rows[0])
}

func (p *Preview) rows(w, h, want int) []flowRow {
	return p.Flow.layOut(p.Frame, p.Paint, p.Page, p.footnote(), w, h, want)
}

// title is a divider with what the file is. Over the list it names the file.
func (p *Preview) title(w int, beyond string) string {
	words := []string{"Preview"}
	if p.Over && !p.None {
		words[0] = p.Label(p.Row.Attachment)
	}
	if p.Page != nil && p.Page.Kind != "" {
		words = append(words, p.Page.Kind)
	}
	if p.Stage != StageIdle && p.Page != nil {
		words = append(words, "reading on")
	}
	k, lead := p.Strong, p.Glyphs.Rule
	if p.Focus {
		k, lead = p.Brand, p.Glyphs.Bar
	}
	room := w - p.Width(beyond)
	if p.Over && len(words) > 1 {
		words[0] = p.Middle(words[0], max(room-p.Width(words[1])-7, 8), p.Glyphs.Cut)
	}
	return p.titled(segment{lead, p.Rule}, segment{strings.Join(words, p.dotted()), k}, beyond, w)
}

// aside tells whether a table has columns to the left and to the right of those that show.
func (p *Preview) aside(rows []flowRow, w int) (signs string) {
	at := slices.IndexFunc(rows, func(r flowRow) bool { return r.columns != nil })
	if at < 0 {
		return ""
	}
	columns := rows[at].columns
	left := min(p.Left, len(columns)-1)
	need := -2 // each has two cells before it
	for _, c := range columns[left:] {
		need += c.w + 2
	}
	if left > 0 {
		signs += " " + p.Glyphs.Left
	}
	if need > w {
		signs += " " + p.Glyphs.Right
	}
	return signs
}

// instead is what is said where there is nothing to see, or not yet.
func (p *Preview) instead() (string, style.Style) {
	a := p.Row.Attachment
	switch {
	case p.None:
		return "No file is selected.", p.Dim
	case p.Hidden:
		return "Names are hidden, and a preview shows what is in the file. " + p.Keys.List.HideNames.Help().Key + " shows both.", p.Dim
	case a.Status == model.StatusInProgress:
		return "The file is still being scanned. Its preview comes when the scanner has approved it.", p.Scan
	case a.Status == model.StatusRejected:
		return "The scanner rejected the file, so there is no preview.", p.Odd
	case a.Status != model.StatusApproved:
		words := wording.For(&model.Problem{Kind: model.KindScanning, Code: model.CodeUnknownScan})
		return words.Sentence + " " + words.Advice, p.Dim
	case p.Problem != nil:
		words := wording.For(p.Problem)
		return words.Sentence + " " + words.Advice, p.Bad
	}
	return p.Stage.word(p.Frame), p.Dim
}

// footnote is what stands below a page: why there is no more, and how to get at it.
func (p *Preview) footnote() string {
	save := p.Keys.Act.Save.Help().Key
	switch large := p.Row.Size > preview.MaxFetch && !model.IsText(p.Row.Attachment); {
	case large:
		return "Too large to preview (" + model.FormatSize(p.Row.Size) + "). Press " + save + " to save it."
	case p.Page.Problem != "":
		return p.Page.Problem + " Press " + save + " to save the file."
	case p.Page.More:
		return "The file goes on. Press " + save + " to save all of it."
	}
	return ""
}

// draw draws one row.
func (p *Preview) draw(r *flowRow, w int) string {
	switch {
	case r.drawn != "":
		return r.drawn
	case r.columns != nil:
		return p.drawCells(r, w)
	case r.warning:
		return p.Soon.Render(p.Glyphs.Warn + " " + r.line[0].Text)
	case r.note:
		return p.Wait.Render(r.line[0].Text)
	}
	var b strings.Builder
	left := w
	for _, span := range r.line {
		text := p.End(p.Own(span.Text), left, "")
		left -= p.Width(text)
		b.WriteString(p.marked(text, p.role(span.Role)))
	}
	return b.String()
}

// marked draws a text, and what is looked for in it so that it is seen.
func (p *Preview) marked(text string, k style.Style) string {
	if p.Find == "" {
		return k.Render(text)
	}
	var b strings.Builder
	for text != "" {
		at, n := findFold(text, p.Find)
		if at < 0 {
			break
		}
		b.WriteString(k.Render(text[:at]) + k.Found().Render(text[at:at+n]))
		text = text[at+n:]
	}
	return b.String() + k.Render(text)
}

// role is the style of a piece of text.
func (p *Preview) role(r preview.Role) style.Style {
	switch r {
	case preview.Heading:
		return p.Strong
	case preview.Keyword:
		return p.Odd
	case preview.Name:
		return p.Work
	case preview.String:
		return p.Live
	case preview.Number:
		return p.Scan
	case preview.Comment, preview.Dim:
		return p.Dim
	default:
		return p.Plain
	}
}

// drawCells draws a row of a table from the first column shown on.
func (p *Preview) drawCells(r *flowRow, w int) string {
	k := p.Plain
	if r.heading {
		k = p.Strong
	}
	var b strings.Builder
	for i := min(p.Left, len(r.columns)-1); i < len(r.columns) && w > 0; i++ {
		col, text := r.columns[i], ""
		if i < len(r.cells) {
			text = r.cells[i]
		}
		cell := p.FitEnd(text, min(col.w, w), p.Glyphs.Cut)
		if col.right {
			cell = p.FitRight(p.End(text, col.w, p.Glyphs.Cut), min(col.w, w))
		}
		b.WriteString(p.marked(cell, k))
		w -= p.Width(cell)
		gap := min(2, w)
		b.WriteString(cells.Spaces(gap))
		w -= gap
	}
	return strings.TrimRight(b.String(), " ")
}
