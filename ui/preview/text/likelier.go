package text

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// marked32 names the encoding of a text in 32 bits by its mark.
func marked32(b []byte) string {
	switch {
	case bytes.HasPrefix(b, []byte("\xFF\xFE\x00\x00")):
		return "UTF-32LE"
	case bytes.HasPrefix(b, []byte("\x00\x00\xFE\xFF")):
		return "UTF-32BE"
	}
	return ""
}

// mostlyUTF8 reports whether a text is UTF-8 with a few bytes that are broken: no other text has many characters of
// several bytes by chance.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	for b = head(b, 64<<10); len(b) > 0; {
		c, n := utf8.DecodeRune(b)
		switch {
		case c == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		b = b[n:]
	}
	return good >= 8 && good >= 8*bad
}

// likelier is a guess, or an encoding that makes clearly fewer words that nobody writes of the same bytes. The guess
// knows how often letters follow each other in some languages, and nothing of DOS and of old Macs.
func likelier(b []byte, guess string) string {
	b = head(b, 16<<10)
	if byEncoding(guess) == byScript(guess) && guess != "KOI8-R" { // its characters have several bytes
		return guess
	}
	least := oddities(through(byEncoding(guess), b))
	best := guess
	for _, name := range []string{"windows-1252", "windows-1250", "ISO-8859-2", "windows-874", "IBM850", "IBM866", "Macintosh"} {
		if n := oddities(through(byEncoding(name), b)); n*3 < least {
			best, least = name, n
		}
	}
	return best
}

// oddities counts what stands in no word: signs between letters, capitals behind small letters, letters of two
// scripts beside each other, and what is no character at all.
func oddities(s string) (n int) {
	before, middle := ' ', ' '
	for _, after := range s {
		switch c := middle; {
		case c < 0x80:
		case c == utf8.RuneError, c < 0xA0:
			n += 3
		case strings.ContainsRune("ƒºª", c) && unicode.IsLetter(before) && unicode.IsLetter(after),
			unicode.IsUpper(c) && (unicode.IsLower(before) || unicode.IsLetter(before) && unicode.IsLower(after)), unicode.IsLetter(c) && alien(before, c), unicode.IsLetter(c) && alien(after, c):
			n++
		case !unicode.IsLetter(c) && !unicode.IsMark(c) && unicode.IsLetter(before) && unicode.IsLetter(after) && c != '’' && c != '–' && c != '—':
			n++
		}
		before, middle = middle, after
	}
	return n
}

// alien reports whether a Latin letter of ASCII stands beside a letter of another script.
func alien(a, b rune) bool {
	return a < 0x80 && unicode.IsLetter(a) && unicode.IsLetter(b) && !unicode.Is(unicode.Latin, b)
}
