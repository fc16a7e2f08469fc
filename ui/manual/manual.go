// Package manual writes a manual page in the language of man(7), which both groff and mandoc read. What
// stands on the page is the caller's.
package manual

import (
	"fmt"
	"strings"
)

// Page is a manual page being written, from its top to its end.
type Page struct {
	out  strings.Builder
	head bool // a heading stands right above
	item bool // within an item
}

// New begins a page of section 1. Date is of the form 2026-01-31, or empty where it is unknown: a page
// that is printed twice is the same page.
func New(name, version, date string) *Page {
	p := &Page{}
	if date == "" {
		date = "undated"
	}
	p.line(".TH %s 1 \"%s\" %s", quote(strings.ToUpper(name)), date, quote(name+" "+version))
	// A page for a terminal: no hyphens that are not there, no stretched lines.
	p.line(".nh")
	p.line(".ad l")
	return p
}

// String returns the page.
func (p *Page) String() string { return p.out.String() }

func (p *Page) line(format string, args ...any) { fmt.Fprintf(&p.out, format+"\n", args...) }

// Section begins a section.
func (p *Page) Section(title string) { p.heading(".SH", strings.ToUpper(title)) }

// Part begins a part of a section.
func (p *Page) Part(title string) { p.heading(".SS", title) }

func (p *Page) heading(macro, title string) {
	p.line("%s %s", macro, quote(title))
	p.head, p.item = true, false
}

// Text writes paragraphs, which an empty line parts.
func (p *Page) Text(text string) {
	for i, paragraph := range strings.Split(strings.TrimSpace(text), "\n\n") {
		if i > 0 {
			p.line(".PP")
		}
		p.words(paragraph)
	}
}

// Item writes a tag, and beside or below it what it means.
func (p *Page) Item(tag Tag, text string) {
	p.line(".TP")
	p.line("%s", tag.roff())
	p.words(text)
	p.head, p.item = false, true
}

// Code writes lines as they are, set in from the text above.
func (p *Page) Code(lines string) {
	if !p.head {
		p.line(".PP")
	}
	in := 4
	if p.item {
		in = 11 // an item's text is set in by 7
	}
	p.line(".RS %d", in)
	p.line(".nf")
	for line := range strings.SplitSeq(lines, "\n") {
		p.line("%s", start(escape(line)))
	}
	p.line(".fi")
	p.line(".RE")
	p.head = false
}

// sourceWidth is how long a line of the source becomes.
const sourceWidth = 72

// words writes text in lines of the source.
func (p *Page) words(text string) {
	line := ""
	for word := range strings.FieldsSeq(text) {
		word = escape(word)
		if line != "" && len(line)+1+len(word) > sourceWidth {
			p.line("%s", start(line))
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	if line != "" {
		p.line("%s", start(line))
	}
	p.head = false
}

// Tag is what an item is about: words to be typed as they are, and words that stand for something.
type Tag []Word

// Word is a part of a tag.
type Word struct {
	Text string
	Free bool // stands for something: the user puts their own there
}

func (t Tag) roff() string {
	var b strings.Builder
	for _, w := range t {
		font := "B"
		if w.Free {
			font = "I"
		}
		b.WriteString(`\f` + font + escape(w.Text) + `\fR`)
	}
	return b.String()
}

// escape makes text stand for itself. A plain hyphen would become a typographical one, and quotes
// likewise: what is copied from the page must work.
func escape(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '\\':
			b.WriteString(`\e`)
		case r == '-':
			b.WriteString(`\-`)
		case r == '\'':
			b.WriteString(`\(aq`)
		case r == '`':
			b.WriteString(`\(ga`)
		case r == '^':
			b.WriteString(`\(ha`)
		case r == '~':
			b.WriteString(`\(ti`)
		case r < ' ':
			b.WriteByte(' ')
		case r > '~':
			fmt.Fprintf(&b, `\[u%04X]`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// start keeps a line from being taken for a command.
func start(line string) string {
	if strings.HasPrefix(line, ".") || line == "" {
		return `\&` + line
	}
	return line
}

// quote makes one argument of text.
func quote(text string) string {
	return `"` + strings.ReplaceAll(escape(text), `"`, `\(dq`) + `"`
}
