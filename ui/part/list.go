package part

import (
	"strings"

	"attache/model"
	"attache/model/session"
	"attache/ui/cells"
	"attache/ui/style"
)

// List is the attachments of the chat, one on a line.
type List struct {
	*Frame

	Listing *model.Listing
	Rows    Rows
	Empty   Empty // where there are none
}

// Lines draws the list with its heading in exactly h lines. Its cost is that of the rows it shows,
// whatever their number.
func (l *List) Lines(h int) []string {
	lines := make([]string, 0, h)
	var columns []column
	if !l.narrow() {
		columns = l.shownColumns()
		lines = append(lines, l.heading(columns))
	}
	rest := cells.Spaces(l.Layout.Rest() - 1)
	ids := l.Listing.Visible()
	if len(ids) > h-len(lines) {
		ids = ids[:max(h-len(lines), 0)]
	}
	if l.Listing.Len() == 0 {
		lines = append(lines, l.Empty.Lines(l.Layout.ListW)...)
	}
	cursor := l.Listing.Cursor()
	var ( // one of each for all lines: a frame is drawn every second
		r    session.Row
		line listRow
	)
	for i, id := range ids {
		r = l.Rows(id)
		line = listRow{Frame: l.Frame, Row: &r, selected: l.Listing.IsMarked(id), cursor: id == cursor, columns: columns, rest: rest, end: l.end(i, len(ids)), found: l.Listing.Found}
		lines = append(lines, line.draw())
	}
	lines = Pad(lines, h)
	for i, line := range lines {
		if line == "" {
			lines[i] = cells.Spaces(l.Layout.ListW)
		}
	}
	return lines
}

// end is what stands in the margin of a row: a sign where the list goes on above the first or below the last one.
func (l *List) end(i, n int) string {
	top := l.Listing.WindowTop()
	switch {
	case i == n-1 && top+n < l.Listing.Len():
		return l.Glyphs.Down
	case i == 0 && top > 0:
		return l.Glyphs.Up
	}
	return ""
}

// heading names the columns.
func (l *List) heading(columns []column) string {
	var b strings.Builder
	for i := range columns {
		c := &columns[i]
		title := l.title(c.title, c.sort)
		switch {
		case l.Swapped && c.sort == model.SortName:
			title = l.title("ID", model.SortID)
		case l.Swapped && c.sort == model.SortID:
			title = l.title("NAME", model.SortName)
		}
		b.WriteString(" " + c.fitIn(l.Frame, title, ""))
	}
	return l.Dim.Render(l.FitEnd("    "+b.String(), l.Layout.ListW, ""))
}

// title marks the heading of the column that the list is sorted by.
func (l *List) title(text string, c model.SortColumn) string {
	by, reverse := l.Listing.SortedBy()
	switch {
	case by != c:
		return text
	case reverse:
		return text + l.Glyphs.Down
	}
	return text + l.Glyphs.Up
}

// rowBytes is how long most rows are, with their colours: memory that grows with them would be asked for six times.
const rowBytes = 384

// draw returns the line in exactly the width of the list.
func (l *listRow) draw() string {
	bar, selected := " ", " "
	l.styles = &l.Styles
	if l.cursor {
		l.styles, bar = &l.Selected, l.Glyphs.Bar
	}
	if l.selected {
		selected = l.Glyphs.Selected
	}
	l.b.Grow(rowBytes)
	l.add(bar, l.styles.Brand)
	l.add(selected, l.styles.Work)
	l.add(l.badge())
	sign := l.stateSign(l.Row) + " "
	if l.Layout.Width("state") == 0 {
		sign = l.loneSign(l.Row)
	}
	l.add(sign, stateStyle(l.Row, l.styles))
	if l.narrow() {
		l.narrowCells()
	} else {
		l.wideCells()
	}
	if l.end == "" {
		l.add(" ", l.styles.Plain)
	} else {
		l.add(l.end, l.styles.Key)
	}
	return l.b.String()
}

// badge is the sign of a row beside that of its state: its link was copied, and works or has died
// since, or it is new.
func (l *listRow) badge() (string, style.Style) {
	switch {
	case l.CopiedDead:
		return l.Glyphs.Dead, l.styles.Bad
	case !l.CopiedAt.IsZero():
		return l.Glyphs.Copied, l.styles.Work
	case l.Arrived:
		return l.Glyphs.Arrived, l.styles.Live
	}
	return " ", l.styles.Plain
}

// wideCells draws the columns.
func (l *listRow) wideCells() {
	for i := range l.columns {
		c, gap := &l.columns[i], l.styles.Plain
		if c.draw == nil {
			gap = l.styles.Dim // as the text behind it: a change of colour costs more than a text
		}
		if i > 0 {
			l.add(" ", gap)
		}
		if c.draw != nil {
			c.draw(l, c.W)
		} else {
			l.textCell(c)
		}
	}
	l.add(l.rest, l.styles.Plain)
}
