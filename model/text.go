package model

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Bounds of a text made safe.
const (
	// maxText is the most runes Text returns: far over every limit of the service, far under what
	// slows a screen down.
	maxText = 4096
	// maxTextIn is the most bytes Text looks at. No text it returns is longer, so it can be given
	// its own result.
	maxTextIn = maxText * utf8.UTFMax
	// maxMarks is the longest run of combining marks kept. Burmese and Tibetan need five or six.
	maxMarks = 6
	// dottedCircle carries a combining mark that has no letter of its own to stand on.
	dottedCircle = '◌'
)

// Text returns s as one line that is safe to print on any terminal: valid UTF-8 in NFC, without
// white space at its ends, at most 4,096 runes. What a reader could not see is shown instead of
// acted on: "<ESC>" for a control character, "<U+202E>" for a bidi control and every other
// character without a shape. Line breaks and tabs become spaces. A joiner or variation selector
// that merely styles its neighbours is left out, so that names in Persian, Hindi or emoji stay readable.
// Text(Text(s)) equals Text(s).
func Text(s string) string {
	if isPlain(s) {
		return s
	}
	safe, _ := visible(s)
	return safe
}

// textHidden reports whether s holds something that a reader could not have seen and that Text
// shows or takes out: a reason to look twice at a name.
func textHidden(s string) bool {
	if isPlain(s) {
		return false
	}
	_, hidden := visible(s)
	return hidden
}

// isPlain reports whether s is printable ASCII that Text would return as it is.
func isPlain(s string) bool {
	if len(s) > maxText {
		return false
	}
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return s == "" || (s[0] != ' ' && s[len(s)-1] != ' ')
}

// visible is Text without its short cut; hidden tells that something was shown or taken out.
func visible(s string) (safe string, hidden bool) {
	short := clip(s, maxTextIn)
	valid := strings.ToValidUTF8(short, string(utf8.RuneError))
	t := texter{hidden: valid != short, cut: len(short) < len(s)}
	runes := []rune(norm.NFC.String(valid))
	for i := 0; i < len(runes) && t.count <= maxText; i++ {
		t.put(runes[i], runeAt(runes, i+1))
		i += flagTags(runes[i], runes[i+1:])
	}
	// Leaving a joiner out may bring two characters together that NFC makes one.
	return norm.NFC.String(t.text()), t.hidden
}

// clip cuts s to at most n bytes, between two runes.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

func runeAt(runes []rune, i int) rune {
	if i >= len(runes) {
		return 0
	}
	return runes[i]
}

// texter builds a safe text rune by rune.
type texter struct {
	out    strings.Builder
	count  int  // runes in out
	fits   int  // bytes of out that leave room for an ellipsis
	marks  int  // combining marks since the last letter
	last   rune // the last rune written as it is; 0 when a mark may not follow it
	letter rune // the last of these that is no mark
	styled rune // the character that styles last and was left out
	cut    bool // the input was longer than what was read
	hidden bool
}

func (t *texter) put(r, next rune) {
	switch {
	case r == '\n' || r == '\r' || r == '\t' || unicode.Is(unicode.Zs, r):
		t.space()
	case isExtending(r):
		t.mark(r)
	case t.mayStyle(r) && isStyling(t.letter, t.last, r, next):
		t.styled = r
		return
	case isShown(r):
		t.write(string(r), 1)
		t.last, t.letter, t.marks = r, r, 0
	case t.marks > maxMarks && unicode.Is(unicode.M, r):
		// NFC breaks an endless run of marks with grapheme joiners of its own.
	default:
		t.hidden = true
		name := shownAs(r)
		t.write(name, len(name))
		t.last, t.letter, t.marks = 0, 0, 0
	}
	t.styled = 0
}

// mayStyle reports whether r can be the only character that styles the last one, or a joiner after
// the selector of a picture. More of them show nothing, and could carry a text.
func (t *texter) mayStyle(r rune) bool {
	return t.styled == 0 || isSelector(t.styled) && (r == zeroWidthJoiner || r == mongolianSeparator)
}

// space writes a blank, but none at the start.
func (t *texter) space() {
	t.marks = 0
	if t.count == 0 {
		return
	}
	t.write(" ", 1)
	t.last, t.letter = ' ', ' '
}

// mark writes a combining mark, on a base of its own where it has none, unless it is one too many.
func (t *texter) mark(r rune) {
	if t.marks++; t.marks > maxMarks {
		t.hidden = true
		return
	}
	if t.last == 0 {
		t.write(string(dottedCircle), 1)
	}
	t.write(string(r), 1)
	t.last = r
}

func (t *texter) write(s string, runes int) {
	t.out.WriteString(s)
	if t.count += runes; t.count < maxText {
		t.fits = t.out.Len()
	}
}

// text returns what was built, with an ellipsis where something is missing.
func (t *texter) text() string {
	s := t.out.String()
	if t.count > maxText || (t.cut && t.count == maxText) {
		s, t.cut = s[:t.fits], true
	}
	if s = strings.TrimRight(s, " "); t.cut {
		s += "…"
	}
	return s
}

// isShown reports whether r has a shape of its own on screen. Controls, format characters,
// surrogates, private use and code points that are neither assigned nor kept for emoji are no graphic
// characters to begin with.
func isShown(r rune) bool {
	return (unicode.IsGraphic(r) || isNewPicture(r)) && !isBlank(r) && !isSelector(r)
}

// isBlank tells the characters that count as letters, marks or symbols but show nothing.
func isBlank(r rune) bool {
	switch r {
	case '\u034F', // combining grapheme joiner
		'\u115F', '\u1160', '\u3164', '\uFFA0', // Hangul fillers
		'\u17B4', '\u17B5', // Khmer inherent vowels
		'\u2800',     // Braille blank
		'\U00016FE4', // Khitan filler
		'\U0001D159': // musical null notehead
		return true
	}
	return false
}

// isExtending reports whether r is drawn on the character before it: combining marks, and the
// Hangul vowels and finals that take no cell of their own.
func isExtending(r rune) bool {
	jamo := (r > 0x1160 && r <= 0x11FF) || (r >= 0xD7B0 && r <= 0xD7FB)
	return (unicode.Is(unicode.M, r) || jamo) && isShown(r)
}

// shownAs returns the name a reader sees in place of r.
func shownAs(r rune) string {
	const names = "NULSOHSTXETXEOTENQACKBELBS HT LF VT FF CR SO SI DLEDC1DC2DC3DC4NAKSYNETBCANEM SUBESCFS GS RS US "
	switch {
	case r < ' ':
		return "<" + strings.TrimRight(names[3*r:3*r+3], " ") + ">"
	case r == 0x7F:
		return "<DEL>"
	}
	return fmt.Sprintf("<U+%04X>", r)
}

func isASCIIAlnum(r rune) bool {
	return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r))
}
