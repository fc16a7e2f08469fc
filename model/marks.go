package model

// IsMarked reports whether an attachment is marked, or lies in the range being marked.
func (l *Listing) IsMarked(id string) bool {
	l.sync()
	e, ok := l.entries[id]
	if !ok {
		return false
	}
	from, to := l.span()
	return e.marked || e.isIn(from, to)
}

// Marked returns the marked attachments, those filtered away included, in the order of the list.
func (l *Listing) Marked() []string {
	l.sync()
	if l.marks == 0 && l.anchor == "" {
		return nil
	}
	var marked []string
	from, to := l.span()
	for _, e := range l.sorted {
		if e.marked || e.isIn(from, to) {
			marked = append(marked, e.record.ID)
		}
	}
	return marked
}

// HiddenMarks returns how many marked attachments are filtered away.
func (l *Listing) HiddenMarks() int {
	l.sync()
	if l.marks == 0 || len(l.shown) == len(l.sorted) {
		return 0
	}
	n := 0
	for _, e := range l.sorted {
		if e.marked && e.pos < 0 {
			n++
		}
	}
	return n
}

// ToggleMark marks the row under the cursor, or takes its mark away. A range being marked is ended
// first.
func (l *Listing) ToggleMark() {
	l.endRange()
	if len(l.shown) > 0 {
		e := l.shown[l.cursor]
		l.mark(e, !e.marked)
	}
}

// ToggleRange begins a range of marks at the cursor, which then follows the cursor, or ends it: the
// rows from one end to the other stay marked.
func (l *Listing) ToggleRange() {
	if l.anchor != "" {
		l.endRange()
		return
	}
	l.anchor = l.Cursor()
}

// Ranging reports whether a range is being marked.
func (l *Listing) Ranging() bool { return l.anchor != "" }

// MarkAll marks every row that passes the filter.
func (l *Listing) MarkAll() {
	l.endRange()
	for _, e := range l.shown {
		l.mark(e, true)
	}
}

// ClearMarks takes every mark away, those of rows filtered away too, and gives up a range.
func (l *Listing) ClearMarks() {
	l.anchor = ""
	for _, e := range l.entries {
		l.mark(e, false)
	}
}

// endRange makes the range being marked, if any, lasting.
func (l *Listing) endRange() {
	l.sync()
	if from, to := l.span(); l.anchor != "" && len(l.shown) > 0 {
		for _, e := range l.shown[from : to+1] {
			l.mark(e, true)
		}
	}
	l.anchor = ""
}

// span returns the first and the last place of the range being marked. Without one it holds no
// row.
func (l *Listing) span() (from, to int) {
	if l.anchor == "" {
		return 0, -1
	}
	at := l.near(l.anchor)
	return min(at, l.cursor), max(at, l.cursor)
}

func (e *entry) isIn(from, to int) bool { return e.pos >= max(from, 0) && e.pos <= to }
