package preview

import (
	"strconv"
	"strings"
)

// MaxWeight is the most that a page may weigh without its picture, as Weight tells it.
const MaxWeight = 8 << 20

// LinesOf returns the lines of a text within the limits, and whether there are more of them.
func LinesOf(text string) (lines []Line, more bool) {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n", "\v", "\n").Replace(text)
	text = strings.TrimSuffix(text, "\n")
	for line := range strings.SplitSeq(text, "\n") {
		if len(lines) == MaxLines {
			return lines, true
		}
		lines = append(lines, Line{{Text: Cut(line, MaxLine)}})
	}
	return lines, false
}

// Cut is the start of a text, of not more characters than most.
func Cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	n := 0
	for i := range s {
		if n == most {
			return s[:i]
		}
		n++
	}
	return s
}

// RowsFact says how many rows a table has, without its headings.
func (t *Table) RowsFact() Fact {
	n := len(t.Rows)
	if t.Header {
		n--
	}
	return Fact{Label: "Rows", Value: strconv.Itoa(n)}
}

// Headed reports whether the first of several rows names the columns: it has words in all of its cells,
// and no number.
func Headed(rows [][]string) bool {
	if len(rows) < 2 || len(rows[0]) == 0 {
		return false
	}
	for _, cell := range rows[0] {
		digits, letters := 0, 0
		for _, c := range cell {
			switch {
			case c >= '0' && c <= '9':
				digits++
			case c > '9':
				letters++
			}
		}
		if letters == 0 || digits > letters {
			return false
		}
	}
	return true
}
