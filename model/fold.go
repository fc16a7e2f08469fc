package model

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold returns s for comparing as people do: without case, accents and compatibility forms.
func fold(s string) string {
	ascii := true
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		return strings.ToLower(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFKD.String(s) {
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		if plain := unaccented(r); plain != "" {
			b.WriteString(plain)
			continue
		}
		// Through the upper case, as ς, ſ and ı have one in common with σ, s and i.
		b.WriteRune(unicode.ToLower(unicode.ToUpper(r)))
	}
	return b.String()
}

// unaccented knows the Latin letters that do not come apart into a letter and a mark.
func unaccented(r rune) string {
	switch r {
	case 'ß', 'ẞ':
		return "ss"
	case 'æ', 'Æ':
		return "ae"
	case 'œ', 'Œ':
		return "oe"
	case 'ø', 'Ø':
		return "o"
	case 'ł', 'Ł':
		return "l"
	case 'đ', 'Đ', 'ð', 'Ð':
		return "d"
	case 'þ', 'Þ':
		return "th"
	}
	return ""
}

// naturalKey turns a folded text into one whose plain order is the natural one: "photo 9" before
// "photo 10". Each run of digits is led by its length.
func naturalKey(folded string) string {
	if !strings.ContainsAny(folded, "0123456789") {
		return folded
	}
	var b strings.Builder
	b.Grow(len(folded) + 8)
	for i := 0; i < len(folded); {
		start := i
		for i < len(folded) && isDigit(folded[i]) {
			i++
		}
		if digits := folded[start:i]; digits != "" {
			digits = strings.TrimLeft(digits, "0")
			b.WriteByte('0')
			b.WriteByte(byte(min(len(digits), 255)))
			b.WriteString(digits)
			continue
		}
		b.WriteByte(folded[i])
		i++
	}
	return b.String()
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
