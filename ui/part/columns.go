package part

import (
	"slices"
	"time"

	"attache/model"
	"attache/model/filter"
	"attache/ui/layout"
)

// allColumns lists all that there are, in their usual order. A line here is a column.
func allColumns() []column {
	spec := func(name string, w, keep int) layout.Column { return layout.Column{Name: name, W: w, Keep: keep} }
	return []column{
		{Column: spec("state", layout.StateWidth, 0), title: "STATE", sort: model.SortState, draw: (*listRow).stateCell},
		{Column: layout.Column{Name: "name", Rest: true}, title: "NAME", sort: model.SortName, draw: (*listRow).nameCell},
		{Column: layout.Column{Name: "id", W: 36, Least: 14, Keep: 3, From: layout.IDWidth}, title: "ID", sort: model.SortID, in: filter.ID, text: (*listRow).other},
		{Column: spec("type", 5, 1), title: "TYPE", sort: model.SortType, in: filter.Type, text: func(l *listRow) string { return model.TypeLabel(l.Attachment) }},
		{Column: spec("size", 8, 8), title: "SIZE", sort: model.SortSize, right: true, draw: (*listRow).sizeCell},
		{Column: layout.Column{Name: "link", W: 12, Least: 5, Keep: 7}, title: " LINK", sort: model.SortExpiry, draw: (*listRow).linkCells},
		{Column: spec("from", 5, 6), title: "FROM", sort: model.SortSender, in: filter.From, text: func(l *listRow) string { return l.Attachment.Role.Short() }},
		{Column: optional("sender", 16, 4), title: "SENDER", sort: model.SortSender, in: filter.From, text: (*listRow).sender},
		{Column: optional("sent", 8, 4), title: "SENT", sort: model.SortAge, text: (*listRow).sentAt},
		{Column: spec("age", 4, 2), title: "AGE", sort: model.SortAge, right: true, text: (*listRow).ago},
	}
}

// optional describes a column that is there only where it was chosen.
func optional(name string, w, keep int) layout.Column {
	return layout.Column{Name: name, W: w, Keep: keep, From: layout.Never}
}

// ColumnNames are those that can be chosen.
func ColumnNames() []string {
	var names []string
	for _, c := range allColumns() {
		names = append(names, c.Name)
	}
	return names
}

// Columns describes the columns of these names, in their order, which are there at any width; without
// names, all that there are.
func Columns(names []string) (specs []layout.Column) {
	all := allColumns()
	if len(names) == 0 {
		for _, c := range all {
			specs = append(specs, c.Column)
		}
	}
	for _, name := range names {
		if i := slices.IndexFunc(all, func(c column) bool { return c.Name == name }); i >= 0 {
			all[i].From = 0
			specs = append(specs, all[i].Column)
		}
	}
	return specs
}

// shownColumns are those on screen, as wide as they are there.
func (f *Frame) shownColumns() []column {
	all := allColumns()
	shown := make([]column, 0, len(f.Layout.Columns))
	for _, spec := range f.Layout.Columns {
		i := slices.IndexFunc(all, func(c column) bool { return c.Name == spec.Name })
		c := all[i]
		c.Column = spec
		shown = append(shown, c)
	}
	return shown
}

// textCell draws a column that has no style of its own.
func (l *listRow) textCell(c *column) {
	in := c.in
	if in == filter.ID && l.Swapped { // the name stands there
		in = filter.Name
	}
	if in == filter.Anywhere {
		l.add(c.fitIn(l.Frame, c.text(l), l.Glyphs.Cut), l.styles.Dim)
		return
	}
	l.find(in, c.text(l), c.W, l.Glyphs.Cut, l.styles.Dim)
}

func (l *listRow) stateCell(w int) {
	l.find(filter.State, l.stateWord(l.Row), w, "", stateStyle(l.Row, l.styles))
}

func (l *listRow) nameCell(w int) {
	name := l.styles.Plain
	switch {
	case l.cursor:
		name = l.styles.Strong
	case l.State == model.StateRejected || l.State == model.StateExpired:
		name = l.styles.Dim
	}
	l.find(l.labelColumn(), l.Label(l.Attachment), w, l.Glyphs.Cut, name)
}

func (l *listRow) sizeCell(w int) {
	size := l.Glyphs.None
	if l.Size > 0 {
		size = model.FormatSize(l.Size)
	}
	l.add(l.FitRight(size, w), l.styles.Plain)
}

// other is what the ID column shows: the ID, or the name where the two are swapped.
func (l *listRow) other() string {
	switch {
	case l.Hidden:
		return l.Glyphs.None
	case l.Swapped:
		return l.Attachment.Name
	}
	return l.Attachment.IDText
}

func (l *listRow) sender() string {
	if l.Hidden || l.Attachment.Sender == "" {
		return l.Glyphs.None
	}
	return l.Attachment.Sender
}

// ago is how long ago the attachment was sent.
func (l *listRow) ago() string {
	if l.Attachment.SentAt.IsZero() {
		return l.Glyphs.None
	}
	return model.FormatAge(max(l.Server.Sub(l.Attachment.SentAt), 0))
}

func (l *listRow) sentAt() string {
	if l.Attachment.SentAt.IsZero() {
		return l.Glyphs.None
	}
	return l.local(l.Attachment.SentAt).Local().Format(time.TimeOnly)
}
