package part

import (
	"time"

	"attache/ui/cells"
	"attache/ui/style"
)

// Log is what has happened.
type Log struct {
	*Frame

	Entries []LogEntry // the oldest first
}

// LogEntry is a line of the log.
type LogEntry struct {
	At       time.Time
	Severity style.Severity
	Text     string
	Named    bool // it was written while names were shown, and may hold one
}

// Lines draws the last h lines in w cells, the newest last.
func (l *Log) Lines(w, h int) []string {
	if len(l.Entries) == 0 {
		return []string{l.Dim.Render(l.FitEnd("Nothing has happened yet.", w, ""))}
	}
	var blocks [][]string
	n := 0
	for i := len(l.Entries) - 1; i >= 0 && n < h; i-- { // what is older is not on screen
		blocks = append(blocks, l.entry(l.Entries[i], w))
		n += len(blocks[len(blocks)-1])
	}
	lines := make([]string, 0, n)
	for i := len(blocks) - 1; i >= 0; i-- {
		lines = append(lines, blocks[i]...)
	}
	return lines[max(len(lines)-h, 0):]
}

// Window draws h lines in w cells, from so many before the last ones.
func (l *Log) Window(w, h, before int) []string {
	lines := l.Lines(w, h+before+1) // the one more tells whether there is more
	shown := Pad(lines[max(0, len(lines)-h-before):], h)
	return l.goesOn(shown, w, len(lines) > h+before, before > 0)
}

func (l *Log) entry(e LogEntry, w int) []string {
	k := l.Plain
	switch e.Severity {
	case style.Problem:
		k = l.Bad
	case style.Warning:
		k = l.Wait
	case style.Info, style.Success:
	}
	text := e.Text
	if l.Hidden && e.Named {
		text = "(hidden with the names)"
	}
	stamp := e.At.Local().Format(time.TimeOnly) + " "
	var lines []string
	for _, line := range l.Wrap(text, max(w-len(stamp), 1)) {
		lines = append(lines, l.Dim.Render(stamp)+k.Render(line))
		stamp = cells.Spaces(len(stamp))
	}
	return lines
}
