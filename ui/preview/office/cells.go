package office

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"
	"time"

	"attache/ui/preview"
)

// book is what the cells of a spreadsheet by Excel refer to.
type book struct {
	shared []string
	weight int
	dates  []bool // by style
	late   bool   // days are counted from 1904
}

// isDate reports whether a number format writes days or hours, what it quotes left out.
func isDate(code string) bool {
	quoted, bracket := false, false
	for _, c := range strings.ToLower(code) {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '[':
			bracket = true
		case c == ']':
			bracket = false
		case bracket:
		case strings.ContainsRune("ydh", c):
			return true
		}
	}
	return false
}

// cells follows the XML of a sheet by Excel.
type cells struct {
	book   *book
	grid   grid
	column int
	kind   string
	style  int
	value  strings.Builder
	taking bool
}

func (c *cells) visit(t xml.Token) bool {
	switch t := t.(type) {
	case xml.StartElement:
		c.begin(t)
	case xml.EndElement:
		switch t.Name.Local {
		case "v", "t":
			c.taking = false
		case "c":
			if c.value.Len() > 0 {
				c.grid.set(c.column, c.text())
			}
			c.column++
		case "row":
			c.grid.endRow()
		case "sheetData":
			return false
		}
	case xml.CharData:
		if c.taking && c.value.Len() < preview.MaxLine {
			c.value.Write(t[:min(len(t), preview.MaxLine)])
		}
	}
	return !c.grid.full()
}

func (c *cells) begin(e xml.StartElement) {
	switch e.Name.Local {
	case "row":
		c.column = 0
	case "c":
		c.value.Reset()
		c.kind = attr(e, "t")
		c.style, _ = strconv.Atoi(attr(e, "s"))
		if n := columnOf(attr(e, "r")); n >= 0 {
			c.column = n
		}
	case "v":
		c.taking = true
	case "t":
		c.taking = c.kind == "inlineStr"
	}
}

// columnOf is the number of the column in a name such as AB12, or -1.
func columnOf(name string) int {
	n := 0
	for i := 0; i < len(name) && i < 4; i++ {
		if name[i] < 'A' || name[i] > 'Z' {
			break
		}
		n = n*26 + int(name[i]-'A') + 1
	}
	return n - 1
}

// text is what stands in the cell.
func (c *cells) text() string {
	v := c.value.String()
	switch c.kind {
	case "s":
		if n, err := strconv.Atoi(strings.TrimSpace(v)); err == nil && n >= 0 && n < len(c.book.shared) {
			return c.book.shared[n]
		}
		return ""
	case "b":
		return truth(v == "1")
	case "", "n":
		if f, err := strconv.ParseFloat(strings.TrimSpace(v), 64); err == nil {
			return c.book.number(f, c.style >= 0 && c.style < len(c.book.dates) && c.book.dates[c.style])
		}
	}
	return v
}

func truth(b bool) string {
	if b {
		return "TRUE"
	}
	return "FALSE"
}

// number writes a number as a sheet does, which keeps fifteen digits, or the day that it stands for.
func (b *book) number(f float64, date bool) string {
	if date && f >= 0 && f < 2_958_466 { // the year 10000
		return b.date(f)
	}
	if a := math.Abs(f); a != 0 && (a < 1e-9 || a >= 1e15) {
		return strconv.FormatFloat(f, 'g', 15, 64)
	}
	s := strconv.FormatFloat(f, 'f', max(0, 14-int(math.Floor(math.Log10(max(1, math.Abs(f)))))), 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// date writes days since the end of 1899, or since 1904, and a time of day where there is one.
func (b *book) date(days float64) string {
	seconds := int64(math.Round(days * 86400))
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if b.late {
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	at := start.AddDate(0, 0, int(seconds/86400)).Add(time.Duration(seconds%86400) * time.Second)
	switch {
	case seconds < 86400:
		return at.Format("15:04:05")
	case seconds%86400 == 0:
		return at.Format("2006-01-02")
	}
	return at.Format("2006-01-02 15:04:05")
}
