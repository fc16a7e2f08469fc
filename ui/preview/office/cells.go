package office

import (
	"encoding/xml"
	"fmt"
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
	styled []written // how a style writes a number
	late   bool      // days are counted from 1904
}

// written is how a number is written.
type written uint8

const (
	plain written = iota
	asDate
	asShare
	asSpan // hours may be more than a day has
)

// writtenBy is how a number format writes.
func writtenBy(code string) written {
	lower := strings.ToLower(code)
	switch {
	case strings.Contains(lower, "[h]"), strings.Contains(lower, "[hh]"), strings.Contains(lower, "[m]"), strings.Contains(lower, "[mm]"):
		return asSpan
	case isDate(code):
		return asDate
	case strings.Contains(code, "%") && !strings.Contains(code, `"`) && !strings.Contains(code, `\%`):
		return asShare
	}
	return plain
}

// builtIn is how a format writes that has a number alone.
func builtIn(n int) written {
	switch {
	case n == 9, n == 10:
		return asShare
	case n == 46:
		return asSpan
	case n >= 14 && n <= 22, n == 45, n == 47:
		return asDate
	}
	return plain
}

// written is how a style writes a number.
func (b *book) written(style int) written {
	if style < 0 || style >= len(b.styled) {
		return plain
	}
	return b.styled[style]
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

	formula   strings.Builder // which stands where nobody has computed its value
	computing bool
}

func (c *cells) visit(t xml.Token) bool {
	switch t := t.(type) {
	case xml.StartElement:
		c.begin(t)
	case xml.EndElement:
		switch t.Name.Local {
		case "v", "t":
			c.taking = false
		case "f":
			c.computing = false
		case "c":
			switch {
			case c.value.Len() > 0:
				c.grid.set(c.column, c.text())
			case c.formula.Len() > 0:
				c.grid.set(c.column, "="+c.formula.String())
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
		if c.computing && c.formula.Len() < preview.MaxLine {
			c.formula.Write(t[:min(len(t), preview.MaxLine)])
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
		c.formula.Reset()
		c.kind = attr(e, "t")
		c.style, _ = strconv.Atoi(attr(e, "s"))
		if n := columnOf(attr(e, "r")); n >= 0 {
			c.column = n
		}
	case "v":
		c.taking = true
	case "f":
		c.computing = true
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
			return c.book.number(f, c.book.written(c.style))
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

// number writes a number as a sheet does, which keeps fifteen digits, or what it stands for.
func (b *book) number(f float64, as written) string {
	switch {
	case as == asDate && f >= 0 && f < 2_958_466: // the year 10000
		return b.date(f)
	case as == asSpan && f >= 0 && f < 1e6:
		n := int64(math.Round(f * 86400))
		return fmt.Sprintf("%d:%02d:%02d", n/3600, n/60%60, n%60)
	case as == asShare && math.Abs(f) < 1e12:
		return b.number(f*100, plain) + "%"
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
