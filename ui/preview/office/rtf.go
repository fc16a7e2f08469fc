package office

import (
	"bytes"
	"context"
	"slices"
	"strconv"

	"golang.org/x/text/encoding"

	"attache/ui/preview"
)

const maxGroups = 1000 // within each other

// rtf follows the groups and words of a document in Rich Text Format.
type rtf struct {
	flow

	rest    []byte
	groups  []group
	now     group
	page    encoding.Encoding
	skip    int  // characters that stand for one that was written in Unicode
	half    rune // the first of two halves of a character
	lead    byte // the first of two bytes of a character
	fonts   map[int]encoding.Encoding
	font    int // that is described
	infos   map[string]string
	starred bool
}

// group is the state that ends with a group.
type group struct {
	hidden bool // it holds no text of the document
	info   string
	width  int               // how many characters stand for one in Unicode
	table  bool              // of the fonts
	note   bool              // a footnote, which stands in brackets
	page   encoding.Encoding // of the font; nil: the document's
}

func readRTF(ctx context.Context, d *document) error {
	r := &rtf{rest: d.ask.Data, now: group{width: 1}, page: codePage(1252), fonts: map[int]encoding.Encoding{}, infos: map[string]string{}}
	for n := 0; len(r.rest) > 0 && !r.full(); n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if !r.step() {
			break
		}
	}
	d.Title = preview.Cut(r.infos["title"], 200)
	d.fact("Author", r.infos["author"])
	d.fact("Subject", r.infos["subject"])
	r.into(&d.Page)
	if len(d.Lines) == 0 {
		d.Problem = "It holds no text that can be read."
	}
	return nil
}

// step takes one thing, and reports whether the document goes on.
func (r *rtf) step() bool {
	c := r.rest[0]
	r.rest = r.rest[1:]
	switch c {
	case '{':
		r.skip = 0
		if len(r.groups) == maxGroups {
			return false
		}
		r.groups = append(r.groups, r.now)
	case '}':
		r.skip = 0
		n := len(r.groups)
		if n == 0 {
			return false
		}
		if r.now.note && !r.groups[n-1].note {
			r.put("]")
		}
		r.now, r.groups = r.groups[n-1], r.groups[:n-1]
		return n > 1
	case '\\':
		r.control()
	case '\r', '\n', 0:
	default:
		r.raw(c)
	}
	return true
}

// raw writes a byte of text in the code page of its font. Of a character of two bytes the first is kept until the
// second is here, which may be written as itself.
func (r *rtf) raw(c byte) {
	if r.skip > 0 {
		r.skip--
		return
	}
	b := []byte{c}
	if r.lead != 0 {
		b, r.lead = []byte{r.lead, c}, 0
	}
	page := r.now.page
	if page == nil {
		page = r.page
	}
	if len(b) == 1 && c < 0x80 {
		r.put(string(rune(c)))
		return
	}
	s, err := page.NewDecoder().Bytes(b)
	switch {
	case err == nil && !bytes.Contains(s, []byte("\uFFFD")):
		r.put(string(s))
	case len(b) == 1 && twoBytes(page):
		r.lead = c
	default:
		r.put("\uFFFD")
	}
}

// put writes text to where the group says.
func (r *rtf) put(s string) {
	switch {
	case r.now.info != "":
		if len(r.infos[r.now.info]) < 500 {
			r.infos[r.now.info] += s
		}
	case !r.now.hidden:
		r.write(s)
	}
}

// control takes what follows a backslash.
func (r *rtf) control() {
	if len(r.rest) == 0 {
		return
	}
	c := r.rest[0]
	if c < 'a' || c > 'z' {
		r.rest = r.rest[1:]
		r.symbol(c)
		return
	}
	n := slices.IndexFunc(r.rest, func(c byte) bool { return c < 'a' || c > 'z' })
	if n < 0 || n > 32 {
		n = min(len(r.rest), 32)
	}
	word := string(r.rest[:n])
	r.rest = r.rest[n:]
	value := r.number()
	if len(r.rest) > 0 && r.rest[0] == ' ' {
		r.rest = r.rest[1:]
	}
	starred := r.starred
	r.starred = false
	r.word(word, value, starred)
}

func (r *rtf) number() int {
	n := 0
	for n < len(r.rest) && n < 10 && (r.rest[n] >= '0' && r.rest[n] <= '9' || n == 0 && r.rest[n] == '-') {
		n++
	}
	value, err := strconv.Atoi(string(r.rest[:n]))
	r.rest = r.rest[n:]
	if err != nil {
		return 0
	}
	return value
}

func (r *rtf) symbol(c byte) {
	switch c {
	case '\'':
		if len(r.rest) < 2 {
			return
		}
		if v, err := strconv.ParseUint(string(r.rest[:2]), 16, 8); err == nil {
			r.rest = r.rest[2:]
			r.raw(byte(v))
		}
	case '~':
		r.put(" ")
	case '_':
		r.put("-")
	case '*':
		r.starred = true
	case '\\', '{', '}':
		r.raw(c)
	case '\r', '\n':
		r.line()
	}
}

func (r *rtf) line() {
	if r.now.hidden || r.now.info != "" {
		return
	}
	r.end()
}
