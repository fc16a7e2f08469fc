package model

import (
	"unicode"

	"golang.org/x/text/unicode/norm"
)

const (
	zeroWidthSpace     = '\u200B'
	zeroWidthNonJoiner = '\u200C'
	zeroWidthJoiner    = '\u200D'
	graphemeJoiner     = '\u034F'
	mongolianSeparator = '\u180E'
)

// isStyling reports whether r is a joiner or a variation selector in a place where it does its
// honest work, and which the text can do without. letter is the last letter or sign before r, last
// the last character, which may be a mark on that letter.
func isStyling(letter, last, r, next rune) bool {
	switch r {
	case zeroWidthJoiner:
		return isPicture(last) && isPicture(next) || joins(letter, last, next) ||
			isCursive(letter) != isCursive(next) && !isWord(letter, next)
	case zeroWidthNonJoiner:
		return joins(letter, last, next) || isWord(letter, next) && (isCursive(letter) || isCursive(next))
	case zeroWidthSpace:
		return isUnspaced(letter) && isUnspaced(next)
	case graphemeJoiner:
		return unicode.Is(unicode.Hebrew, last) && unicode.Is(unicode.Hebrew, next)
	case mongolianSeparator:
		return unicode.Is(unicode.Mongolian, letter) && unicode.Is(unicode.Mongolian, next)
	case '\uFE0E', '\uFE0F':
		return isPicture(last) || isKeycap(last)
	case '\uFE00':
		return unicode.In(last, unicode.Myanmar, unicode.Phags_Pa, unicode.Manichaean, unicode.Han)
	}
	return isSelector(r) && unicode.In(last, unicode.Han, unicode.Mongolian)
}

// joins reports whether a joiner between the two changes how letters of an Indic script or of the
// Arabic kind are drawn: between two letters, or beside the sign that takes a letter's vowel, where it
// also ends a word, as the chillu letters of Malayalam and the khanda ta of Bengali were once typed.
func joins(letter, last, next rune) bool {
	return usesJoiners(letter) && usesJoiners(next) || isVirama(last) || isVirama(next) && usesJoiners(letter)
}

// isWord reports whether both stand within words.
func isWord(letter, next rune) bool {
	return (unicode.IsLetter(letter) || unicode.IsDigit(letter)) && (unicode.IsLetter(next) || unicode.IsDigit(next))
}

// isVirama tells the signs that take the vowel of a letter, in any script.
func isVirama(r rune) bool {
	const virama = 9
	return r >= 0x0900 && norm.NFC.PropertiesString(string(r)).CCC() == virama
}

// isCursive tells the letters whose shape shows what they are joined to.
func isCursive(r rune) bool {
	return unicode.IsLetter(r) && unicode.In(r, unicode.Arabic, unicode.Syriac, unicode.Mongolian, unicode.Nko, unicode.Mandaic,
		unicode.Manichaean, unicode.Phags_Pa, unicode.Psalter_Pahlavi, unicode.Adlam, unicode.Hanifi_Rohingya, unicode.Sogdian)
}

// isUnspaced tells the letters of scripts that write no blanks between words, and mark with a space
// of no width where a line may end.
func isUnspaced(r rune) bool {
	return unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// usesJoiners tells the letters and marks of scripts that need joiners between letters.
func usesJoiners(r rune) bool {
	return isCursive(r) || unicode.In(r, unicode.Arabic, unicode.Syriac, unicode.Mongolian, unicode.Devanagari,
		unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil,
		unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Khmer)
}

// isSelector tells the variation selectors: they show nothing and can carry hidden data.
func isSelector(r rune) bool { return unicode.Is(unicode.Variation_Selector, r) }
