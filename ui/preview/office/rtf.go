package office

import (
	"bytes"
	"context"
	"slices"
	"strconv"
	"unicode/utf16"

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
	infos   map[string]string
	starred bool
}

// group is the state that ends with a group.
type group struct {
	hidden bool // it holds no text of the document
	info   string
	width  int // how many characters stand for one in Unicode
}

func readRTF(ctx context.Context, d *document) error {
	r := &rtf{rest: d.ask.Data, now: group{width: 1}, page: codePage(1252), infos: map[string]string{}}
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

// raw writes a byte of text in the code page of the document.
func (r *rtf) raw(c byte) {
	if r.skip > 0 {
		r.skip--
		return
	}
	if c < 0x80 {
		r.put(string(rune(c)))
		return
	}
	b := []byte{c}
	// A character of two bytes: the second is here too, as it is or as a control word.
	if r.page == nil {
		r.put("\uFFFD")
		return
	}
	if s, err := r.page.NewDecoder().Bytes(b); err == nil && !bytes.Equal(s, []byte("\uFFFD")) {
		r.put(string(s))
		return
	}
	if len(r.rest) > 3 && r.rest[0] == '\\' && r.rest[1] == '\'' {
		if second, err := strconv.ParseUint(string(r.rest[2:4]), 16, 8); err == nil {
			if s, err := r.page.NewDecoder().Bytes(append(b, byte(second))); err == nil {
				r.rest = r.rest[4:]
				r.put(string(s))
				return
			}
		}
	}
	r.put("\uFFFD")
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

// word obeys a control word.
func (r *rtf) word(word string, value int, starred bool) {
	switch word {
	case "par", "line", "row", "page", "sect":
		r.line()
	case "tab":
		r.put("\t")
	case "cell":
		r.put(" │ ")
	case "emdash", "endash":
		r.put("–")
	case "bullet":
		r.put("•")
	case "lquote", "rquote":
		r.put("'")
	case "ldblquote", "rdblquote":
		r.put(`"`)
	case "u":
		r.unicode(value)
	case "uc":
		r.now.width = min(max(value, 0), 8)
	case "ansicpg":
		if e := codePage(value); e != nil {
			r.page = e
		}
	case "bin":
		r.rest = r.rest[min(max(value, 0), len(r.rest)):]
	case "title", "author", "subject":
		r.now.info = word
	case "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "footer", "headerl", "headerr",
		"footerl", "footerr", "footnote", "datastore", "themedata", "fldinst", "listtable", "listoverridetable":
		r.now.hidden = true
	default:
		if starred {
			r.now.hidden = true
		}
	}
}

// unicode writes a character that is told by its number, and minds the ones that stand for it.
func (r *rtf) unicode(value int) {
	c := rune(uint16(value & 0xFFFF))
	r.skip = r.now.width
	switch {
	case utf16.IsSurrogate(c) && r.half != 0:
		r.put(string(utf16.DecodeRune(r.half, c)))
		r.half = 0
	case utf16.IsSurrogate(c):
		r.half = c
	default:
		r.put(string(c))
	}
}
