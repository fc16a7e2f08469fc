package part

import (
	"attache/model"
	"attache/model/filter"
	"attache/ui/style"
)

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
	l.add(bar, l.styles.Brand)
	l.add(selected, l.styles.Work)
	l.add(l.badge())
	l.add(l.stateSign(l.Row)+" ", stateStyle(l.Row, l.styles))
	if l.narrow() {
		l.narrowCells()
	} else {
		l.wideCells()
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

// wideCells draws all columns from the state's word on.
func (l *listRow) wideCells() {
	w, a := &l.Layout.Columns, l.Attachment
	l.find(filter.State, l.stateWord(l.Row), w.State, "", stateStyle(l.Row, l.styles))
	name := l.styles.Plain
	switch {
	case l.cursor:
		name = l.styles.Strong
	case l.State == model.StateRejected || l.State == model.StateExpired:
		name = l.styles.Dim
	}
	l.add(" ", name)
	l.find(l.labelColumn(), l.Label(a), w.Name, l.Glyphs.Cut, name)
	if w.ID > 0 {
		l.add(" ", l.styles.Dim)
		l.find(filter.Name+filter.ID-l.labelColumn(), l.other(), w.ID, l.Glyphs.Cut, l.styles.Dim)
	}
	if w.Type > 0 {
		l.add(" ", l.styles.Dim)
		l.find(filter.Type, model.TypeLabel(a), w.Type, "", l.styles.Dim)
	}
	if w.Size > 0 {
		l.add(" "+l.FitRight(l.size(), w.Size), l.styles.Plain)
	}
	l.add("  ", l.styles.Plain)
	l.linkCells()
	l.find(filter.From, a.Role.Short(), w.From, "", l.styles.Dim)
	l.add(l.FitRight(l.sent(), w.Age)+" ", l.styles.Dim)
}

// sent is how long ago the attachment was sent.
func (l *listRow) sent() string {
	if l.Attachment.SentAt.IsZero() {
		return l.Glyphs.None
	}
	return model.FormatAge(max(l.Server.Sub(l.Attachment.SentAt), 0))
}

func (l *listRow) size() string {
	if l.Size <= 0 {
		return l.Glyphs.None
	}
	return model.FormatSize(l.Size)
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
