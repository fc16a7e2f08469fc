package text

import (
	"context"
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"

	"attache/ui/preview"
)

// rows tells a table whose cells are parted by commas, semicolons, tabs or bars.
func rows(ctx context.Context, page preview.Page, text string, tell func(preview.Page)) error {
	if !strings.Contains(text, "\n") { // as old Macs end lines
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	delimiter, text := delimiterOf(text)
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = delimiter, true, -1
	table, columns := &preview.Table{}, 0
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			page.Problem = "The table is broken after row " + strconv.Itoa(len(table.Rows)) + "."
			break
		}
		if len(table.Rows) == preview.MaxLines {
			page.More = true
			break
		}
		if len(table.Rows)%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		columns = max(columns, len(row))
		table.Rows = append(table.Rows, cells(row))
	}
	if page.More && len(table.Rows) > 1 && len(table.Rows) < preview.MaxLines {
		table.Rows = table.Rows[:len(table.Rows)-1] // cut in the middle
	}
	table.Header = preview.Headed(table.Rows)
	page.Table = table
	page.Facts = append(page.Facts, preview.Fact{Label: "Columns", Value: strconv.Itoa(columns)})
	if !page.More {
		page.Facts = append(page.Facts, table.RowsFact())
	}
	page.Facts = append(page.Facts, preview.Fact{Label: "Delimiter", Value: delimiterName(delimiter)})
	tell(page)
	return nil
}

func cells(row []string) []string {
	row = row[:min(len(row), preview.MaxCells)]
	for i, c := range row {
		row[i] = preview.Cut(c, preview.MaxLine)
	}
	return row
}

// delimiterOf finds what parts the cells: what the file says itself, or what parts its first lines into
// the same number of cells.
func delimiterOf(text string) (delimiter rune, rest string) {
	if line, after, found := strings.Cut(text, "\n"); found {
		if said, ok := strings.CutPrefix(strings.ToLower(strings.TrimRight(line, "\r")), "sep="); ok && len(said) == 1 && strings.Contains(",;\t|", said) {
			return rune(said[0]), after
		}
	}
	best, delimiter := 0, ','
	for _, d := range ",;\t|" {
		if s := evenness(text, d); s > best {
			best, delimiter = s, d
		}
	}
	if even := evenness(text, ';'); delimiter == ',' && even > 0 && even/1000 >= best/1000 { // commas stand in its numbers
		delimiter = ';'
	}
	return delimiter, text
}

// evenness is how well a delimiter parts the first lines: how many have as many cells as most have, and
// then how many cells these are. What stands in quotes parts nothing.
func evenness(text string, delimiter rune) int {
	counts, cells, quoted, lines := map[int]int{}, 1, false, 0
	for _, c := range head(text, 16<<10) {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == delimiter:
			cells++
		case c == '\n':
			counts[cells]++
			cells = 1
			lines++
		}
		if lines == 30 {
			break
		}
	}
	if lines == 0 {
		counts[cells]++
	}
	best := 0
	for cells, n := range counts {
		if cells > 1 {
			best = max(best, n*1000+min(cells, 999))
		}
	}
	return best
}

func delimiterName(r rune) string {
	switch r {
	case ';':
		return "semicolon"
	case '\t':
		return "tab"
	case '|':
		return "bar"
	}
	return "comma"
}
