package ui

import (
	"strings"
	"time"

	"attache/model"
	"attache/ui/cells"
	"attache/ui/layout"
	"attache/ui/style"
)

// listBlock draws the list with its heading in exactly h lines. Its cost is that of the rows it
// shows, whatever their number.
func (m *Model) listBlock(h int) []string {
	lines := make([]string, 0, h)
	if m.lay.Kind != layout.Narrow {
		lines = append(lines, m.headingLine())
	}
	ids := m.list.Visible()
	if len(ids) == 0 {
		lines = append(lines, m.emptyLines()...)
	}
	here := m.list.Cursor()
	for _, id := range ids {
		if a, ok := m.lib.ByID(id); ok {
			lines = append(lines, m.rowLine(a, id == here))
		}
	}
	lines = pad(lines, h)
	for i, l := range lines {
		if l == "" {
			lines[i] = cells.Spaces(m.lay.ListW)
		}
	}
	return lines
}

// headingLine names the columns.
func (m *Model) headingLine() string {
	c := &m.lay.Columns
	name, id := "NAME", "ID"
	state, kind, size, link := m.arrow("STATE", model.SortState), m.arrow("TYPE", model.SortType), m.arrow("SIZE", model.SortSize), m.arrow("LINK", model.SortExpiry)
	name = m.arrow(name, model.SortName)
	if m.swapped {
		name, id = id, name
	}
	var b strings.Builder
	b.WriteString("     " + m.theme.Fit(state, c.State, "") + " " + m.theme.Fit(name, c.Name, ""))
	optional(&b, c.ID, m.theme.Fit(id, c.ID, ""))
	optional(&b, c.Type, m.theme.Fit(kind, c.Type, ""))
	optional(&b, c.Size, m.theme.FitRight(size, c.Size))
	b.WriteString("  " + m.theme.Fit(link, c.Link+c.Bar, ""))
	b.WriteString(m.theme.Fit("FROM", c.From, "") + m.theme.FitRight("AGE", c.Age) + " ")
	return m.theme.Dim.Render(b.String())
}

// arrow marks the heading of the column that the list is sorted by.
func (m *Model) arrow(title string, c model.SortColumn) string {
	by, reverse := m.list.SortedBy()
	switch {
	case by != c:
		return title
	case reverse:
		return title + m.theme.Glyphs.Down
	}
	return title + m.theme.Glyphs.Up
}

func optional(b *strings.Builder, w int, s string) {
	if w > 0 {
		b.WriteString(" " + s)
	}
}

// cell is one line of the list under construction.
type cell struct {
	b    strings.Builder
	inks *style.Styles
}

func (c *cell) add(s string, k style.Style) { c.b.WriteString(k.Render(s)) }

// rowLine draws one attachment in exactly the width of the list.
func (m *Model) rowLine(a model.Attachment, here bool) string {
	c := &cell{inks: &m.theme.Styles}
	bar := " "
	if here {
		c.inks, bar = &m.theme.Selected, m.theme.Glyphs.Bar
	}
	r := m.row(a.ID)
	state := m.stateOf(a, r)
	c.add(bar, c.inks.Brand)
	mark := " "
	if m.list.IsMarked(a.ID) {
		mark = m.theme.Glyphs.Selected
	}
	c.add(mark, c.inks.Work)
	c.add(m.badge(r, c.inks))
	tint := m.rowTint(state, r, c.inks)
	c.add(m.sign(state, r)+" ", tint)
	if m.lay.Kind == layout.Narrow {
		m.narrowCells(c, a, r, state, here)
		return c.b.String()
	}
	m.wideCells(c, a, r, state, here)
	return c.b.String()
}

// wideCells draws all columns from the state's word on.
func (m *Model) wideCells(c *cell, a model.Attachment, r *row, state model.State, here bool) {
	w := &m.lay.Columns
	c.add(m.theme.Fit(m.stateWord(state, r), w.State, ""), m.rowTint(state, r, c.inks))
	name := c.inks.Plain
	switch {
	case here:
		name = c.inks.Strong
	case state == model.StateRejected || state == model.StateExpired:
		name = c.inks.Dim
	}
	c.add(" "+m.theme.Fit(m.label(a), w.Name, m.theme.Glyphs.Cut), name)
	if w.ID > 0 {
		c.add(" "+m.theme.Fit(m.other(a), w.ID, m.theme.Glyphs.Cut), c.inks.Dim)
	}
	if w.Type > 0 {
		c.add(" "+m.theme.Fit(model.TypeLabel(a), w.Type, ""), c.inks.Dim)
	}
	if w.Size > 0 {
		c.add(" "+m.theme.FitRight(m.sizeOf(r), w.Size), c.inks.Plain)
	}
	c.add("  ", c.inks.Plain)
	m.linkCells(c, r, state)
	c.add(m.theme.Fit(a.Role.Short(), w.From, ""), c.inks.Dim)
	c.add(m.theme.FitRight(m.age(a), w.Age)+" ", c.inks.Dim)
}

// age is how long ago the attachment was sent.
func (m *Model) age(a model.Attachment) string {
	if a.SentAt.IsZero() {
		return m.theme.Glyphs.None
	}
	return model.FormatAge(max(m.server().Sub(a.SentAt), 0))
}

func (m *Model) sizeOf(r *row) string {
	if r.link.Size <= 0 {
		return m.theme.Glyphs.None
	}
	return model.FormatSize(r.link.Size)
}

// other is what the ID column shows: the ID, or the name where the two are swapped.
func (m *Model) other(a model.Attachment) string {
	switch {
	case m.hidden:
		return m.theme.Glyphs.None
	case m.swapped:
		return a.Name
	}
	return a.IDText
}

// since is how long a call has been in its stage, in whole seconds.
func since(s *model.CallState, now time.Time) time.Duration {
	return max(now.Sub(s.Since), 0).Truncate(time.Second)
}

// filterHint says which words of the filter may not do what was meant.
func (m *Model) filterHint() string {
	unfinished, unknown := model.ParseFilter(m.list.Filter()).Doubts()
	switch {
	case len(unknown) > 0:
		return "  No column is called " + unknown[0]
	case len(unfinished) > 0:
		return "  " + unfinished[0] + " is not complete and changes nothing"
	}
	return ""
}
