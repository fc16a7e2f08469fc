package pdf

import (
	"bytes"
	"context"
	"strconv"
	"strings"
)

// The values of PDF: nil, bool, float64, string for a text of bytes, and these.
type (
	name    string
	keyword string
	array   []any
	dict    map[name]any
	ref     int // the number of another object
)

// lexer takes values from bytes. It takes at least one byte each time, until it is at the end.
type lexer struct {
	ctx context.Context // a value may take long, and ends with it
	b   []byte
	at  int
	n   int
}

func (l *lexer) end() bool {
	for l.at < len(l.b) {
		switch c := l.b[l.at]; {
		case isSpace(c):
			l.at++
		case c == '%':
			n := bytes.IndexAny(l.b[l.at:], "\r\n")
			if n < 0 {
				n = len(l.b) - l.at
			}
			l.at += n
		default:
			return false
		}
	}
	return true
}

func (l *lexer) name() name {
	start := l.at
	for l.at < len(l.b) && !isSpace(l.b[l.at]) && !isDelimiter(l.b[l.at]) {
		l.at++
	}
	s := string(l.b[start:l.at])
	if !strings.Contains(s, "#") {
		return name(s)
	}
	var out []byte
	for i := 0; i < len(s); i++ {
		if s[i] == '#' && i+2 < len(s) {
			if v, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				out = append(out, byte(v))
				i += 2
				continue
			}
		}
		out = append(out, s[i])
	}
	return name(out)
}

func (l *lexer) word() any {
	start := l.at
	for l.at < len(l.b) && !isSpace(l.b[l.at]) && !isDelimiter(l.b[l.at]) {
		l.at++
	}
	s := string(l.b[start:l.at])
	switch s {
	case "true":
		return true
	case "false":
		return false
	case "null":
		return nil
	}
	if f, err := strconv.ParseFloat(s, 64); err == nil && strings.Trim(s, "+-.0123456789") == "" {
		return f
	}
	return keyword(s)
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool { return strings.IndexByte("()<>[]{}/%", c) >= 0 }

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
			out = append(out, high|byte(v)) //nolint:gosec // a digit
			half = false
		default:
			high, half = byte(v)<<4, true //nolint:gosec // a digit
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
			var goesOn bool
			if c, goesOn = l.escape(); goesOn {
				continue
			}
		}
		out = append(out, c)
	}
	return string(out)
}

// escape takes what follows a backslash, and reports whether that is only a line that goes on.
func (l *lexer) escape() (c byte, goesOn bool) {
	if l.at == len(l.b) {
		return 0, true
	}
	c = l.b[l.at]
	l.at++
	if i := strings.IndexByte("nrtbf", c); i >= 0 {
		return "\n\r\t\b\f"[i], false
	}
	switch {
	case c == '\r' && l.at < len(l.b) && l.b[l.at] == '\n':
		l.at++
		return 0, true
	case c == '\r', c == '\n':
		return 0, true
	case c >= '0' && c <= '7':
		v := c - '0'
		for n := 0; n < 2 && l.at < len(l.b) && l.b[l.at] >= '0' && l.b[l.at] <= '7'; n++ {
			v = v<<3 | (l.b[l.at] - '0')
			l.at++
		}
		return v, false
	}
	return c, false
}
