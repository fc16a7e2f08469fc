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

const (
	maxDepth  = 40        // of values within values
	maxValues = 2_000_000 // in one stream
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

// value takes the next value. What stands where no value may is a keyword.
func (l *lexer) value(depth int) any {
	if l.n++; l.n%1024 == 0 && l.ctx.Err() != nil || l.n > maxValues {
		l.at = len(l.b)
	}
	if l.end() {
		return nil
	}
	c := l.b[l.at]
	l.at++
	switch c {
	case '/':
		return l.name()
	case '(':
		return l.text()
	case '[':
		return l.array(depth)
	case '<':
		if l.at < len(l.b) && l.b[l.at] == '<' {
			l.at++
			return l.dict(depth)
		}
		return l.hex()
	case '>':
		if l.at < len(l.b) && l.b[l.at] == '>' {
			l.at++
			return keyword(">>")
		}
		return keyword(">")
	case ']', ')', '{', '}':
		return keyword(string(rune(c)))
	}
	l.at--
	return l.word()
}

func (l *lexer) array(depth int) any {
	list := array{}
	for depth < maxDepth && !l.end() {
		v := l.value(depth + 1)
		if k, ok := v.(keyword); ok {
			if k == "]" || k == ">>" || k == "endobj" {
				break
			}
			if n := len(list); k == "R" && n >= 2 {
				if id, ok := list[n-2].(float64); ok {
					list = append(list[:n-2], ref(id))
				}
			}
			continue
		}
		list = append(list, v)
	}
	return list
}

func (l *lexer) dict(depth int) any {
	d := dict{}
	for depth < maxDepth && !l.end() {
		key, ok := l.value(depth + 1).(name)
		if !ok {
			break // it is ">>", or broken
		}
		at := l.at
		v := l.value(depth + 1)
		if k, ok := v.(keyword); ok {
			if k == ">>" {
				l.at = at
			}
			continue
		}
		d[key] = l.referred(v)
	}
	return d
}

// referred is the reference that a number begins, or the number itself.
func (l *lexer) referred(v any) any {
	id, ok := v.(float64)
	if !ok || id < 0 || id != float64(int32(id)) {
		return v
	}
	at := l.at
	if _, ok := l.value(maxDepth).(float64); ok && l.value(maxDepth) == keyword("R") {
		return ref(id)
	}
	l.at = at
	return v
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
