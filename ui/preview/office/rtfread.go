package office

import (
	"context"
	"slices"
	"strconv"
	"unicode/utf16"

	"golang.org/x/text/encoding"

	"attache/ui/preview"
)

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
	case "mac", "pc", "pca":
		r.page = codePage(map[string]int{"mac": 10000, "pc": 437, "pca": 850}[word])
	case "f":
		r.font = value
		r.now.page = r.fonts[value]
	case "fcharset":
		if e := codePage(charset(value)); e != nil && r.now.table && len(r.fonts) < 1000 {
			r.fonts[r.font] = e
		}
	case "bin":
		r.rest = r.rest[min(max(value, 0), len(r.rest)):]
	case "title", "author", "subject":
		r.now.info = word
	case "fonttbl":
		r.now.hidden, r.now.table = true, true
	case "footnote":
		r.put(" [")
		r.now.note = true
	case "colortbl", "stylesheet", "info", "pict", "object", "header", "footer", "headerl", "headerr",
		"footerl", "footerr", "deleted", "datastore", "themedata", "fldinst", "listtable", "listoverridetable":
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
