package batch

import (
	"strings"

	"attache/model"
	"attache/ui/cells"
)

// Widths of the table's columns, in cells. The ID is never cut: it is what the other commands ask for.
const (
	stateWidth = 8
	sizeWidth  = 7
	fromWidth  = 5
	sentWidth  = len("Jan _2 15:04")
	minName    = 12
	gap        = "  "
)

// table lays attachments out for a terminal. It keeps to its width as long as an ID does.
type table struct {
	id, name         int // widths
	size, from, sent bool
	stacked          bool // the ID stands on a line of its own
}

// newTable chooses the columns that fit: the least telling are left out first, and where the name
// still has no room, the ID gets a line of its own.
func newTable(list []model.Attachment, width int, sizes bool) table {
	t := table{size: sizes, from: true, sent: true, id: len("ID")}
	widest := len("NAME")
	for _, a := range list {
		t.id = max(t.id, span(a.IDText))
		widest = max(widest, span(a.Name))
	}
	for _, less := range []func(){
		func() {}, func() { t.sent = false }, func() { t.from = false },
		func() { t.stacked, t.from, t.sent = true, true, true },
		func() { t.sent = false }, func() { t.from = false },
	} {
		less()
		if t.name = min(width-t.fixed(), widest); t.name >= min(minName, widest) {
			break
		}
	}
	t.name = max(t.name, 1)
	return t
}

// fixed is the width of all columns but the name, with their gaps.
func (t table) fixed() int {
	n := stateWidth + len(gap)
	for _, c := range []struct {
		is bool
		w  int
	}{{t.size, sizeWidth}, {t.from, fromWidth}, {t.sent, sentWidth}, {!t.stacked, t.id}} {
		if c.is {
			n += c.w + len(gap)
		}
	}
	return n
}

func (t table) head() string {
	return t.row("STATE", "NAME", "SIZE", "FROM", "SENT", "ID")
}

func (t table) line(a model.Attachment, size int64) string {
	sent, bytes := "-", "-"
	if !a.SentAt.IsZero() {
		sent = a.SentAt.Local().Format("Jan _2 15:04")
	}
	if size > 0 {
		bytes = model.FormatSize(size)
	}
	return t.row(statusWord(a.Status), orDash(a.Name), bytes, orDash(a.Role.Short()), sent, a.IDText)
}

func (t table) row(state, name, size, from, sent, id string) string {
	row := []string{pad(cut(state, stateWidth), stateWidth), pad(cut(name, t.name), t.name)}
	if t.size {
		row = append(row, cells.Spaces(sizeWidth-len(size))+size)
	}
	if t.from {
		row = append(row, pad(cut(from, fromWidth), fromWidth))
	}
	if t.sent {
		row = append(row, pad(sent, sentWidth))
	}
	if t.stacked {
		return strings.TrimRight(strings.Join(row, gap), " ") + "\n" + gap + id + "\n"
	}
	return strings.Join(append(row, id), gap) + "\n"
}

// statusWord is the scanner's word for people.
func statusWord(s model.Status) string {
	if s == model.StatusInProgress {
		return model.StateScanning.String()
	}
	return orDash(strings.ToLower(string(s)))
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func pad(s string, w int) string { return cells.Ruler{}.Pad(s, w) }

// span returns the cells of s. No terminal is asked how it measures: who reads a table may have no
// answer to give.
func span(s string) int { return cells.Ruler{}.Width(s) }

// cut shortens s to w cells, in the middle, so that the extension of a name stays. What shows the
// cut is ASCII, as no terminal is asked what it can show.
func cut(s string, w int) string {
	const sign, least = "..", 8
	if w < least {
		return cells.Ruler{}.End(s, w, "")
	}
	return cells.Ruler{}.Middle(s, w, sign)
}
