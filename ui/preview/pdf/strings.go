package pdf

import (
	"bytes"
	"strings"
)

// goesOn reports whether there are more bytes of a text that is so long by now.
func (l *lexer) goesOn(n int) bool {
	return l.at < len(l.b) && (n&0x3FFF != 0x3FFF || l.ctx.Err() == nil)
}

func (l *lexer) hex() string {
	var out []byte
	high, half := byte(0), false
	for l.goesOn(len(out)) {
		c := l.b[l.at]
		l.at++
		v := bytes.IndexByte([]byte("0123456789ABCDEF"), bytes.ToUpper([]byte{c})[0])
		switch {
		case c == '>':
			if half {
				out = append(out, high)
			}
			return string(out)
		case v < 0:
		case half:
			out = append(out, high|byte(v))
			half = false
		default:
			high, half = byte(v)<<4, true
		}
	}
	return string(out)
}

func (l *lexer) text() string {
	var out []byte
	for depth := 1; l.goesOn(len(out)); {
		c := l.b[l.at]
		l.at++
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return string(out)
			}
		case '\\':
			if c = l.escape(); c == 0 {
				continue
			}
		}
		out = append(out, c)
	}
	return string(out)
}

// escape takes what follows a backslash. A line that goes on is nothing.
func (l *lexer) escape() byte {
	if l.at == len(l.b) {
		return 0
	}
	c := l.b[l.at]
	l.at++
	if i := strings.IndexByte("nrtbf", c); i >= 0 {
		return "\n\r\t\b\f"[i]
	}
	switch {
	case c == '\r' && l.at < len(l.b) && l.b[l.at] == '\n':
		l.at++
		return 0
	case c == '\r', c == '\n':
		return 0
	case c >= '0' && c <= '7':
		v := c - '0'
		for n := 0; n < 2 && l.at < len(l.b) && l.b[l.at] >= '0' && l.b[l.at] <= '7'; n++ {
			v = v<<3 | (l.b[l.at] - '0')
			l.at++
		}
		return v
	}
	return c
}
