package office

import (
	"strconv"
	"strings"

	"attache/ui/preview"
)

// grid takes in the cells of a sheet, and is a table within the limits. Empty rows are left out.
type grid struct {
	name    string
	rows    [][]string
	row     []string
	weight  int
	columns int
}

func (g *grid) full() bool {
	return len(g.rows) >= preview.MaxLines || g.weight > preview.MaxWeight/2
}

// set puts a text into a column of this row. A column too far to the right is left out.
func (g *grid) set(column int, text string) {
	if column < 0 || g.full() {
		return
	}
	if g.columns = max(g.columns, column+1); column >= preview.MaxCells {
		return
	}
	for len(g.row) <= column {
		g.row = append(g.row, "")
		g.weight += 16
	}
	g.weight += len(text)
	g.row[column] = preview.Cut(strings.ToValidUTF8(text, ""), preview.MaxLine)
}

func (g *grid) endRow() {
	if len(g.row) > 0 && len(g.rows) < preview.MaxLines {
		g.rows = append(g.rows, g.row)
	}
	g.row = nil
}

func (g *grid) into(p *preview.Page) {
	g.endRow()
	full := g.full()
	p.More = p.More || full
	p.Table = &preview.Table{Name: preview.Cut(g.name, 200), Rows: g.rows, Header: preview.Headed(g.rows)}
	if !full {
		p.Facts = append(p.Facts, p.Table.RowsFact(),
			preview.Fact{Label: "Columns", Value: strconv.Itoa(g.columns)})
	}
}
