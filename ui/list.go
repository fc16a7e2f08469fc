package ui

import (
	"strings"
	"time"

	"attache/model"
	"attache/ui/cells"
)

// listBlock draws the list with its heading in exactly h lines. Its cost is that of the rows it
// shows, whatever their number.
func (m *Model) listBlock(h int) []string {
	lines := make([]string, 0, h)
	if m.lay.kind != narrow {
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
			lines[i] = cells.Spaces(m.lay.listW)
		}
	}
	return lines
}

// headingLine names the columns.
func (m *Model) headingLine() string {
	c := &m.lay.columns
	name, id := "NAME", "ID"
	state, kind, size, link := m.arrow("STATE", model.SortState), m.arrow("TYPE", model.SortType), m.arrow("SIZE", model.SortSize), m.arrow("LINK", model.SortExpiry)
	name = m.arrow(name, model.SortName)
	if m.swapped {
		name, id = id, name
	}
	var b strings.Builder
	b.WriteString("     " + m.ruler.Fit(state, c.word, "") + " " + m.ruler.Fit(name, c.name, ""))
	optional(&b, c.id, m.ruler.Fit(id, c.id, ""))
	optional(&b, c.kind, m.ruler.Fit(kind, c.kind, ""))
	optional(&b, c.size, m.ruler.FitRight(size, c.size))
	b.WriteString("  " + m.ruler.Fit(link, c.link+c.bar, ""))
	b.WriteString(m.ruler.Fit("FROM", c.from, "") + m.ruler.FitRight("AGE", c.age) + " ")
	return m.st.row.dim.paint(b.String())
}

// arrow marks the heading of the column that the list is sorted by.
func (m *Model) arrow(title string, c model.SortColumn) string {
	by, reverse := m.list.SortedBy()
	switch {
	case by != c:
		return title
	case reverse:
		return title + m.gl.down
	}
	return title + m.gl.up
}

func optional(b *strings.Builder, w int, s string) {
	if w > 0 {
		b.WriteString(" " + s)
	}
}

// cell is one line of the list under construction.
type cell struct {
	b    strings.Builder
	inks *inks
}

func (c *cell) add(s string, k ink) { c.b.WriteString(k.paint(s)) }

// rowLine draws one attachment in exactly the width of the list.
func (m *Model) rowLine(a model.Attachment, here bool) string {
	c := &cell{inks: &m.st.row}
	bar := " "
	if here {
		c.inks, bar = &m.st.selected, m.gl.bar
	}
	r := m.row(a.ID)
	state := m.stateOf(a, r)
	c.add(bar, c.inks.brand)
	mark := " "
	if m.list.IsMarked(a.ID) {
		mark = m.gl.mark
	}
	c.add(mark, c.inks.work)
	c.add(m.badge(r, c.inks))
	tint := m.rowTint(state, r, c.inks)
	c.add(m.sign(state, r)+" ", tint)
	if m.lay.kind == narrow {
		m.narrowCells(c, a, r, state, here)
		return c.b.String()
	}
	m.wideCells(c, a, r, state, here)
	return c.b.String()
}

// wideCells draws all columns from the state's word on.
func (m *Model) wideCells(c *cell, a model.Attachment, r *row, state model.State, here bool) {
	w := &m.lay.columns
	c.add(m.ruler.Fit(m.stateWord(state, r), w.word, ""), m.rowTint(state, r, c.inks))
	name := c.inks.plain
	switch {
	case here:
		name = c.inks.strong
	case state == model.StateRejected || state == model.StateExpired:
		name = c.inks.dim
	}
	c.add(" "+m.ruler.Fit(m.label(a), w.name, m.gl.cut), name)
	if w.id > 0 {
		c.add(" "+m.ruler.Fit(m.other(a), w.id, m.gl.cut), c.inks.dim)
	}
	if w.kind > 0 {
		c.add(" "+m.ruler.Fit(model.TypeLabel(a), w.kind, ""), c.inks.dim)
	}
	if w.size > 0 {
		c.add(" "+m.ruler.FitRight(m.sizeOf(r), w.size), c.inks.plain)
	}
	c.add("  ", c.inks.plain)
	m.linkCells(c, r, state)
	c.add(m.ruler.Fit(a.Role.Short(), w.from, ""), c.inks.dim)
	c.add(m.ruler.FitRight(m.age(a), w.age)+" ", c.inks.dim)
}

// age is how long ago the attachment was sent.
func (m *Model) age(a model.Attachment) string {
	if a.SentAt.IsZero() {
		return m.gl.none
	}
	return model.FormatAge(max(m.server().Sub(a.SentAt), 0))
}

func (m *Model) sizeOf(r *row) string {
	if r.link.Size <= 0 {
		return m.gl.none
	}
	return model.FormatSize(r.link.Size)
}

// other is what the ID column shows: the ID, or the name where the two are swapped.
func (m *Model) other(a model.Attachment) string {
	switch {
	case m.hidden:
		return m.gl.none
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
