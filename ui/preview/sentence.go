package preview

import (
	"unicode"
	"unicode/utf8"
)

// Sentence is what an error says, as a page's Problem.
func Sentence(err error) string {
	s := err.Error()
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:] + "."
}
