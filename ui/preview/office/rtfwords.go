package office

import (
	"unicode/utf16"
)

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
