package pdf

import (
	"strconv"
	"strings"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// ascii are the names of the characters from the space on.
const ascii = "space exclam quotedbl numbersign dollar percent ampersand quotesingle parenleft parenright asterisk plus comma hyphen period slash " +
	"zero one two three four five six seven eight nine colon semicolon less equal greater question at"

// others are characters with names of their own.
const others = "bracketleft [ backslash \\ bracketright ] asciicircum ^ underscore _ grave ` braceleft { bar | braceright } asciitilde ~ " +
	"quoteleft ‘ quoteright ’ quotedblleft “ quotedblright ” quotesinglbase ‚ quotedblbase „ bullet • endash – emdash — ellipsis … Euro € " +
	"sterling £ yen ¥ cent ¢ section § paragraph ¶ copyright © registered ® trademark ™ degree ° plusminus ± multiply × divide ÷ mu µ " +
	"germandbls ß ae æ AE Æ oe œ OE Œ oslash ø Oslash Ø lslash ł Lslash Ł dotlessi ı eth ð Eth Ð thorn þ Thorn Þ fi fi fl fl ff ff ffi ffi ffl ffl " +
	"minus - guillemotleft « guillemotright » guilsinglleft ‹ guilsinglright › exclamdown ¡ questiondown ¿ ordfeminine ª ordmasculine º " +
	"onehalf ½ onequarter ¼ threequarters ¾ onesuperior ¹ twosuperior ² threesuperior ³ periodcentered · dagger † daggerdbl ‡ perthousand ‰ nbspace \u00A0"

// accents are what a letter may bear.
const accents = "grave \u0300 acute \u0301 circumflex \u0302 tilde \u0303 dieresis \u0308 ring \u030A cedilla \u0327 caron \u030C ogonek \u0328 macron \u0304 breve \u0306 dotaccent \u0307 hungarumlaut \u030B"

// glyphs knows characters by the names that fonts give them.
type glyphs map[string]string

func newGlyphs() glyphs {
	g := glyphs{}
	for i, n := range strings.Fields(ascii) {
		g[n] = string(rune(' ' + i))
	}
	pairs := strings.Fields(others)
	for i := 0; i+1 < len(pairs); i += 2 {
		g[pairs[i]] = pairs[i+1]
	}
	g["nbspace"] = " "
	return g
}

// text is the character of a name, or nothing.
func (g glyphs) text(n string) string {
	n, _, _ = strings.Cut(n, ".")
	if s, ok := g[n]; ok || len(n) == 1 {
		if !ok {
			s = n
		}
		return s
	}
	for _, prefix := range []string{"uni", "u"} {
		if digits, ok := strings.CutPrefix(n, prefix); ok && len(digits) >= 4 {
			if v, err := strconv.ParseUint(digits[:min(len(digits), 6-len(prefix)/3*2)], 16, 32); err == nil {
				return string(rune(v)) //nolint:gosec // of a few digits
			}
		}
	}
	pairs := strings.Fields(accents)
	for i := 0; i+1 < len(pairs); i += 2 {
		if letter, ok := strings.CutSuffix(n, pairs[i]); ok && len(letter) == 1 {
			return norm.NFC.String(letter + pairs[i+1])
		}
	}
	return ""
}

// byEncoding is the character of a byte in one of the encodings that have names.
func byEncoding(encoding name, c byte) string {
	table := charmap.Windows1252
	if encoding == "MacRomanEncoding" {
		table = charmap.Macintosh
	}
	if r := table.DecodeByte(c); r >= ' ' {
		return string(r)
	}
	return ""
}
