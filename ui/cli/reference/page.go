package reference

import (
	"fmt"
	"strings"
)

// page is a manual page being written, from its top to its end, in the language of man(7), which both
// groff and mandoc read.
type page struct {
	out  strings.Builder
	head bool // a heading stands right above
	item bool // within an item
}

// newPage begins a page of section 1. Without a date the page says so: one that is printed twice is the
// same page.
func newPage(name, version, date string) *page {
	p := &page{}
	if date == "" {
		date = "undated"
	}
	p.line(".TH %s 1 \"%s\" %s", quote(strings.ToUpper(name)), date, quote(name+" "+version))
	// A page for a terminal: no hyphens that are not there, no stretched lines.
	p.line(".nh\n.ad l")
	return p
}

func (p *page) line(format string, args ...any) { fmt.Fprintf(&p.out, format+"\n", args...) }

func (p *page) section(title string) { p.heading(".SH", strings.ToUpper(title)) }

// heading begins a section by .SH, and a part of one by .SS.
func (p *page) heading(macro, title string) {
	p.line("%s %s", macro, quote(title))
	p.head, p.item = true, false
}

// text writes paragraphs, which an empty line parts.
func (p *page) text(text string) {
	for i, paragraph := range strings.Split(strings.TrimSpace(text), "\n\n") {
		if i > 0 {
			p.line(".PP")
		}
		p.words(paragraph)
	}
}

// describe writes a tag, and beside or below it what it means. What is typed stands before what
// stands for something.
func (p *page) describe(typed, placeholder, text string) {
	p.line(".TP")
	var tag []string
	if typed != "" {
		tag = append(tag, `\fB`+escape(typed)+`\fR`)
	}
	if placeholder != "" {
		tag = append(tag, `\fI`+escape(placeholder)+`\fR`)
	}
	p.line("%s", strings.Join(tag, " "))
	p.words(text)
	p.head, p.item = false, true
}

// code writes lines as they are, set in from the text above.
func (p *page) code(lines string) {
	if !p.head {
		p.line(".PP")
	}
	in := 4
	if p.item {
		in = 11 // an item's text is set in by 7
	}
	p.line(".RS %d\n.nf", in)
	for line := range strings.SplitSeq(lines, "\n") {
		p.line("%s", start(escape(line)))
	}
	p.line(".fi\n.RE")
	p.head = false
}

// words writes text in lines of the source.
func (p *page) words(text string) {
	for _, line := range wrap(text, 68) {
		if line != "" {
			p.line("%s", start(escape(line)))
		}
	}
	p.head = false
}

// escape makes text stand for itself. A plain hyphen would become a typographical one, and quotes
// likewise: what is copied from the page must work.
func escape(text string) string {
	var b strings.Builder
	signs := map[rune]string{'\\': `\e`, '-': `\-`, '\'': `\(aq`, '`': `\(ga`, '^': `\(ha`, '~': `\(ti`}
	for _, r := range text {
		switch sign, special := signs[r]; {
		case special:
			b.WriteString(sign)
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
