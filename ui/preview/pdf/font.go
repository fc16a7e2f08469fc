package pdf

import (
	"strings"
	"unicode/utf16"
)

const maxGlyphs = 1 << 16

// font turns the codes of a text into characters, and knows how wide they are.
type font struct {
	wide    bool // a code has two bytes
	texts   map[int]string
	widths  map[int]float64 // in thousandths of the size
	missing float64         // the width of those that are not told
	unicode bool            // a code is a character in UTF-16
}

func (f *file) font(d dict, g glyphs) *font {
	o := &font{texts: map[int]string{}, widths: map[int]float64{}, missing: 500}
	if f.name(d["Subtype"]) == "Type0" {
		o.wide = true
		o.missing = 1000
		o.unicode = strings.HasPrefix(string(f.name(d["Encoding"])), "Uni")
		if list := f.array(d["DescendantFonts"]); len(list) > 0 {
			f.wideWidths(o, f.dict(list[0]))
		}
	} else {
		f.simple(o, d, g)
	}
	if s, ok := f.get(d["ToUnicode"]).(stream); ok {
		b, _ := f.data(s)
		o.toUnicode(f, b)
	}
	return o
}

// simple reads the characters and widths of a font of at most 256 characters.
func (f *file) simple(o *font, d dict, g glyphs) {
	encoding := f.name(d["Encoding"])
	own := f.dict(d["Encoding"])
	if own != nil {
		encoding = f.name(own["BaseEncoding"])
	}
	for c := range 256 {
		o.texts[c] = byEncoding(encoding, byte(c))
	}
	at := 0
	for _, v := range f.array(own["Differences"]) {
		switch v := f.get(v).(type) {
		case float64:
			at = int(min(max(v, 0), 255))
		case name:
			if s := g.text(string(v)); s != "" && at < 256 {
				o.texts[at] = s
			}
			at++
		}
	}
	first := f.integer(d["FirstChar"])
	for i, v := range f.array(d["Widths"]) {
		if i > 255 {
			break
		}
		o.widths[first+i] = f.float(v)
	}
}

// wideWidths reads widths that are told in runs: a first code with a list of them, or two codes with one.
func (f *file) wideWidths(o *font, d dict) {
	if w := f.float(d["DW"]); w > 0 {
		o.missing = w
	}
	list := f.array(d["W"])
	for i := 0; i+1 < len(list) && len(o.widths) < maxGlyphs; {
		first := f.integer(list[i])
		if run := f.array(list[i+1]); run != nil {
			for j, w := range run[:min(len(run), maxGlyphs)] {
				o.widths[first+j] = f.float(w)
			}
			i += 2
			continue
		}
		if i+2 >= len(list) {
			break
		}
		w := f.float(list[i+2])
		for c := first; c <= min(f.integer(list[i+1]), first+maxGlyphs) && len(o.widths) < maxGlyphs; c++ {
			o.widths[c] = w
		}
		i += 3
	}
}

// toUnicode reads which characters the codes stand for.
func (o *font) toUnicode(f *file, b []byte) {
	l := &lexer{ctx: f.ctx, b: b}
	var pending []any
	for n := 0; !l.end() && len(o.texts) < maxGlyphs; n++ {
		if n%1024 == 0 && f.ctx.Err() != nil {
			return
		}
		v := l.value(maxDepth - 2)
		k, ok := v.(keyword)
		if !ok {
			if len(pending) < 1000 {
				pending = append(pending, v)
			}
			continue
		}
		switch k {
		case "endbfchar":
			for i := 0; i+1 < len(pending); i += 2 {
				o.stands(code(pending[i]), pending[i+1], 0)
			}
		case "endbfrange":
			for i := 0; i+2 < len(pending); i += 3 {
				o.run(code(pending[i]), code(pending[i+1]), pending[i+2])
			}
		}
		pending = pending[:0]
	}
}

func (o *font) run(first, last int, to any) {
	last = min(last, first+0xFFFF)
	list, isList := to.(array)
	for c := first; c >= 0 && c <= last && len(o.texts) < maxGlyphs; c++ {
		switch {
		case !isList:
			o.stands(c, to, c-first)
		case c-first < len(list):
			o.stands(c, list[c-first], 0)
		}
	}
}

// stands notes the character of a code: so many behind one that is written in UTF-16.
func (o *font) stands(c int, to any, behind int) {
	s, ok := to.(string)
	if !ok || c < 0 || len(s) > 64 {
		return
	}
	text := utf16BE(s)
	if r := []rune(text); behind > 0 && len(r) > 0 {
		r[len(r)-1] += rune(behind) //nolint:gosec // within a map of codes
		text = string(r)
	}
	o.texts[c] = text
}

func code(v any) int {
	s, ok := v.(string)
	if !ok || s == "" || len(s) > 4 {
		return -1
	}
	n := 0
	for i := range len(s) {
		n = n<<8 | int(s[i])
	}
	return n
}

func utf16BE(s string) string {
	units := make([]uint16, len(s)/2)
	for i := range units {
		units[i] = uint16(s[2*i])<<8 | uint16(s[2*i+1])
	}
	return string(utf16.Decode(units))
}

// read is the text of a string, its width in thousandths, and how many characters and spaces it has.
func (o *font) read(s string) (text string, width float64, chars, spaces int) {
	var b strings.Builder
	step := 1
	if o.wide {
		step = 2
	}
	for i := 0; i+step <= len(s); i += step {
		c := int(s[i])
		if o.wide {
			c = c<<8 | int(s[i+1])
		}
		t, known := o.texts[c]
		if !known && o.unicode {
			t = string(rune(c)) //nolint:gosec // a code of at most four bytes: what is no character becomes the sign for that
		}
		b.WriteString(t)
		w, ok := o.widths[c]
		if !ok {
			w = o.missing
		}
		width += w
		chars++
		if c == ' ' && !o.wide {
			spaces++
		}
	}
	return b.String(), width, chars, spaces
}
