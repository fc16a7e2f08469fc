package office

import (
	"bytes"

	"golang.org/x/text/encoding"
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

func (r *rtf) line() {
	if r.now.hidden || r.now.info != "" {
		return
	}
	r.end()
}
