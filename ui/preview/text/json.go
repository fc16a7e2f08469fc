package text

import (
	"context"
	"strings"

	"attache/ui/preview"
)

// maxIndent is how deep lines are indented: what is deeper stands below each other.
const maxIndent = 20

// indented tells JSON with one value a line. It may end anywhere.
func indented(ctx context.Context, page preview.Page, text string, tell func(preview.Page)) error {
	w := &indenter{rest: text}
	for w.next() {
		if len(w.lines) > preview.MaxLines {
			w.lines, page.More = w.lines[:preview.MaxLines], true
			break
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	page.Lines = w.lines
	tell(page)
	return nil
}

// indenter writes JSON anew, token by token.
type indenter struct {
	rest  string
	depth int
	empty bool // nothing stands in the value that was opened last
	lines []preview.Line
}

// next takes one token, and reports whether there was one.
func (w *indenter) next() bool {
	w.rest = strings.TrimLeft(w.rest, " \t\r\n")
	if w.rest == "" {
		return false
	}
	if w.lines == nil {
		w.lines = []preview.Line{nil}
	}
	switch c := w.rest[0]; c {
	case '{', '[':
		w.open()
		w.write(w.take(1), preview.Plain)
		w.depth++
		w.empty = true
	case '}', ']':
		w.depth = max(0, w.depth-1)
		if !w.empty {
			w.line()
		}
		w.empty = false
		w.write(w.take(1), preview.Plain)
	case ',':
		w.write(w.take(1), preview.Plain)
		w.line()
	case ':':
		w.take(1)
		w.write(": ", preview.Plain)
	case '"':
		w.open()
		w.text()
	default:
		w.open()
		w.literal()
	}
	return true
}

// open begins a line within a value that has just been opened.
func (w *indenter) open() {
	if w.empty {
		w.line()
	}
	w.empty = false
}

func (w *indenter) line() {
	w.lines = append(w.lines, nil)
	if n := min(w.depth, maxIndent); n > 0 {
		w.write(strings.Repeat("  ", n), preview.Plain)
	}
}

func (w *indenter) write(s string, role preview.Role) {
	last := &w.lines[len(w.lines)-1]
	if len(*last) > 99 { // no JSON has that
		return
	}
	*last = append(*last, preview.Span{Text: preview.Cut(s, preview.MaxLine), Role: role})
}

func (w *indenter) take(n int) string {
	taken := w.rest[:n]
	w.rest = w.rest[n:]
	return taken
}

// text takes a string, which is a name where a colon follows.
func (w *indenter) text() {
	n := 1
	for n < len(w.rest) && w.rest[n] != '"' {
		if w.rest[n] == '\\' {
			n++
		}
		n++
	}
	s := w.take(min(n+1, len(w.rest)))
	role := preview.String
	if strings.HasPrefix(strings.TrimLeft(head(w.rest, 64), " \t\r\n"), ":") {
		role = preview.Name
	}
	w.write(s, role)
}

func (w *indenter) literal() {
	n := strings.IndexAny(w.rest, " \t\r\n,:{}[]\"")
	if n < 0 {
		n = len(w.rest)
	}
	s := w.take(max(n, 1))
	role := preview.Number
	if s == "true" || s == "false" || s == "null" {
		role = preview.Keyword
	}
	w.write(s, role)
}
