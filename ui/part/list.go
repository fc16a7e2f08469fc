package part

import (
	"strings"

	"attache/model"
	"attache/model/session"
	"attache/ui/cells"
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
	if !l.narrow() {
		lines = append(lines, l.heading())
	}
	ids := l.Listing.Visible()
	if len(ids) == 0 {
		lines = append(lines, l.Empty.Lines(l.Layout.ListW)...)
	}
	cursor := l.Listing.Cursor()
	var ( // one of each for all lines: a frame is drawn every second
		r    session.Row
		line listRow
	)
	for _, id := range ids {
		r = l.Rows(id)
		line = listRow{Frame: l.Frame, Row: &r, selected: l.Listing.IsMarked(id), cursor: id == cursor, found: l.Listing.Found}
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

// heading names the columns.
func (l *List) heading() string {
	c := &l.Layout.Columns
	name, id := l.title("NAME", model.SortName), "ID"
	if l.Swapped {
		name, id = id, name
	}
	var b strings.Builder
	b.WriteString("     " + l.Fit(l.title("STATE", model.SortState), c.State, "") + " " + l.Fit(name, c.Name, ""))
	for _, column := range []struct {
		w    int
		text string
	}{
		{c.ID, l.Fit(id, c.ID, "")},
		{c.Type, l.Fit(l.title("TYPE", model.SortType), c.Type, "")},
		{c.Size, l.FitRight(l.title("SIZE", model.SortSize), c.Size)},
	} {
		if column.w > 0 {
			b.WriteString(" " + column.text)
		}
	}
	b.WriteString("  " + l.Fit(l.title("LINK", model.SortExpiry), c.Link+c.Bar, ""))
	b.WriteString(l.Fit("FROM", c.From, "") + l.FitRight("AGE", c.Age) + " ")
	return l.Dim.Render(b.String())
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
