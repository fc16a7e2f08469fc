package pdf

import (
	"math"
	"strings"
)

// content follows what is drawn on a page: its texts in the order in which they are written, and its
// pictures.
type content struct {
	f      *file
	g      glyphs
	fonts  map[any]*font
	text   strings.Builder
	seen   int // characters that are not invisible, as those of a scan that was read by a machine are
	images []drawn
	open   map[ref]bool // the forms that are being drawn
	left   int          // operators

	page, before, line matrix // of the page, of the text, of the text's line
	saved              []matrix
	font               *font
	size, leading      float64
	charSpace, space   float64
	stretch            float64
	invisible          bool

	written    bool // something stands on this line
	endX, endY float64
	height     float64
}

// drawn is a picture and how large it is on its page.
type drawn struct {
	stream

	area float64
}

// matrix is a change of coordinates.
type matrix [6]float64

func (m matrix) times(o matrix) matrix {
	return matrix{
		m[0]*o[0] + m[1]*o[2], m[0]*o[1] + m[1]*o[3],
		m[2]*o[0] + m[3]*o[2], m[2]*o[1] + m[3]*o[3],
		m[4]*o[0] + m[5]*o[2] + o[4], m[4]*o[1] + m[5]*o[3] + o[5],
	}
}

// number is one of the arguments.
func number(args []any, i int) float64 {
	if i >= len(args) {
		return 0
	}
	f, ok := args[i].(float64)
	if !ok || math.Abs(f) > 1e9 {
		return 0
	}
	return f
}

func matrixOf(args []any) (m matrix) {
	for i := range m {
		m[i] = number(args, i)
	}
	return m
}

// move obeys what says where the text stands, and reports whether it was that.
func (c *content) move(k keyword, args []any) bool {
	switch k {
	case "q":
		if len(c.saved) < 100 {
			c.saved = append(c.saved, c.page)
		}
	case "Q":
		if n := len(c.saved); n > 0 {
			c.page, c.saved = c.saved[n-1], c.saved[:n-1]
		}
	case "cm":
		c.page = matrixOf(args).times(c.page)
	case "BT":
		c.line = matrix{1, 0, 0, 1, 0, 0}
		c.before = c.line
	case "Tm":
		c.line = matrixOf(args)
		c.before = c.line
	case "Td", "TD":
		if k == "TD" {
			c.leading = -number(args, 1)
		}
		c.next(number(args, 0), number(args, 1))
	case "T*":
		c.next(0, -c.leading)
	case "TL":
		c.leading = number(args, 0)
	case "Tc":
		c.charSpace = number(args, 0)
	case "Tw":
		c.space = number(args, 0)
	case "Tr":
		c.invisible = number(args, 0) == 3
	case "Tz":
		c.stretch = number(args, 0) / 100
	default:
		return false
	}
	return true
}

func (c *content) next(x, y float64) {
	c.line = matrix{1, 0, 0, 1, x, y}.times(c.line)
	c.before = c.line
}

// show obeys what writes text.
func (c *content) show(k keyword, args []any) {
	switch k {
	case "'", `"`:
		c.next(0, -c.leading)
		fallthrough
	case "Tj":
		if n := len(args); n > 0 {
			if s, ok := args[n-1].(string); ok {
				c.write(s)
			}
		}
	case "TJ":
		if len(args) == 0 {
			return
		}
		list, _ := args[0].(array)
		for _, v := range list {
			switch v := v.(type) {
			case string:
				c.write(v)
			case float64:
				c.forward(-v / 1000 * c.size * c.stretch)
			}
		}
	}
}

func (c *content) forward(x float64) { c.before = matrix{1, 0, 0, 1, x, 0}.times(c.before) }

// write adds a text to the line, behind a space where it does not follow at once, or on a new line.
func (c *content) write(s string) {
	if c.font == nil {
		return
	}
	text, width, chars, spaces := c.font.read(s)
	at := c.before.times(c.page)
	c.forward((width/1000*c.size + float64(chars)*c.charSpace + float64(spaces)*c.space) * c.stretch)
	end := c.before.times(c.page)
	size := c.size * math.Hypot(at[2], at[3])
	if text == "" {
		return
	}
	tall := max(size, c.height, 1)
	down := math.Abs(at[5] - c.endY)
	switch gap := at[4] - c.endX; {
	case !c.written:
	case down > tall*0.5 || gap < -tall*2:
		c.text.WriteByte('\n')
		if down > tall*2 {
			c.text.WriteByte('\n')
		}
	case gap > tall*2:
		c.text.WriteString("   ")
	case gap > tall*0.15:
		c.text.WriteByte(' ')
	}
	c.text.WriteString(text)
	if !c.invisible {
		c.seen += len(text)
	}
	c.written, c.endX, c.endY, c.height = true, end[4], end[5], size
}
