package filter

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// split divides a folded text at white space that is not quoted. The quotes stay in the words.
func split(text string) []string {
	var words []string
	for {
		text = strings.TrimLeftFunc(text, unicode.IsSpace)
		if text == "" {
			return words
		}
		n := wordLength(text)
		words, text = append(words, text[:n]), text[n:]
	}
}

// wordLength returns the bytes of the word that a text begins with. A quote counts where a value begins; inside a
// word it is a sign as any other. One that is not closed holds all that follows.
func wordLength(text string) int {
	if at := valueStart(text); strings.HasPrefix(text[at:], `"`) {
		end := strings.IndexByte(text[at+1:], '"')
		if end < 0 {
			return len(text)
		}
		return at + 1 + end + 1
	}
	if n := strings.IndexFunc(text, unicode.IsSpace); n >= 0 {
		return n
	}
	return len(text)
}

// valueStart returns where the value of a word begins: after "!", and after a column with its operator.
func valueStart(word string) int {
	bare := strings.TrimPrefix(word, "!")
	start := len(word) - len(bare)
	name, op := cutColumn(bare)
	if op == "" {
		return start
	}
	if c := column(name); c == Anywhere {
		return start
	}
	return start + len(name) + len(op)
}

// cutColumn divides "size>=1M" into the letters of a column and the operator after them, "" where there is none.
func cutColumn(word string) (name, op string) {
	n := 0
	for n < len(word) {
		r, size := utf8.DecodeRuneInString(word[n:])
		if !unicode.IsLetter(r) {
			break
		}
		n += size
	}
	rest := word[n:]
	op = rest[:len(rest)-len(strings.TrimLeft(rest, ":<>="))]
	if n == 0 || op == "" {
		return "", ""
	}
	if strings.HasPrefix(op, ":") && !column(word[:n]).compares() {
		op = ":" // what follows belongs to the text that is looked for
	}
	return word[:n], op
}

// unquote returns a value without the quotes around it, and whether it had any.
func unquote(value string) (string, bool) {
	inner, quoted := strings.CutPrefix(value, `"`)
	if !quoted {
		return value, false
	}
	return strings.TrimSuffix(inner, `"`), true
}
