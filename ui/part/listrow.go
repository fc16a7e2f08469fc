package part

import (
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

// wideCells draws the columns.
func (l *listRow) wideCells() {
	for i := range l.columns {
		if i > 0 {
			l.add(" ", l.styles.Plain)
		}
		if c := &l.columns[i]; c.draw != nil {
			c.draw(l, c.W)
		} else {
			l.textCell(c)
		}
	}
	l.add(l.rest, l.styles.Plain)
}
