package part

import (
	"strings"

	"attache/model"
	"attache/model/filter"
	"attache/model/session"
	"attache/ui/layout"
	"attache/ui/style"
)

// listRow is one line of the list under construction.
type listRow struct {
	*Frame
	*session.Row

	selected, cursor bool
	found            func(in filter.Column, text string) []filter.Span // by the filter
	columns          []column
	rest             string // what fills the line behind them
	end              string // what stands in its last cell; empty: nothing does

	b      strings.Builder
	styles *style.Styles
}

func (l *listRow) add(s string, k style.Style) { k.Write(&l.b, s) }

// column is one of the list: its room, its heading, and what stands in it.
type column struct {
	layout.Column

	title string
	sort  model.SortColumn
	right bool          // aligned to the right
	in    filter.Column // in which a filter finds its words; Anywhere: in none
	text  func(*listRow) string
	draw  func(*listRow, int) // where it has styles of its own; nil: text, dimmed
}

// fitIn puts a text into the column.
func (c *column) fitIn(f *Frame, text, sign string) string {
	if c.right {
		return f.FitRight(text, c.W)
	}
	return f.Fit(text, c.W, sign)
}

// labelColumn is the column that the row is named by.
func (l *listRow) labelColumn() filter.Column {
	if l.Swapped || l.Attachment.Name == "" {
		return filter.ID
	}
	return filter.Name
}
