package part

import (
	"strings"

	"attache/ui/cells"
	"attache/ui/preview"
)

// Of a table's columns.
const (
	measured   = 200 // rows that widths are found in: the rest is cut
	mostColumn = 28
)

// tableColumn is how a column of a table stands.
type tableColumn struct {
	w     int
	right bool // its cells are numbers
}

// columnsOf measures the columns of a table.
func columnsOf(r cells.Ruler, t *preview.Table) []tableColumn {
	columns := []tableColumn{{right: true}}
	for _, row := range t.Rows {
		for len(columns) < len(row) {
			columns = append(columns, tableColumn{right: true})
		}
	}
	for i, row := range t.Rows[:min(len(t.Rows), measured)] {
		for j, cell := range row {
			c := &columns[j]
			c.w = max(c.w, min(r.Width(cell), mostColumn))
			c.right = c.right && (i == 0 && t.Header || cell == "" || isNumber(cell))
		}
	}
	return columns
}

// isNumber tells amounts, percentages and the like.
func isNumber(s string) bool {
	return strings.ContainsAny(s, "0123456789") && strings.Trim(s, "0123456789.,+-−%' €$£") == ""
}

// flowRow is one row of a preview.
type flowRow struct {
	drawn   string // a line of a picture, which is drawn already
	line    preview.Line
	cells   []string // of a table
	columns []tableColumn
	heading bool
	warning bool
	note    bool
}
