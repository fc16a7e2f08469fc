package filter

import (
	"strings"
	"unicode"
)

// Complete returns what may stand in place of the last word of a text that is being typed: columns, or values of
// the column that the word names. before is what stands before that word. values gives the values of a column.
func Complete(text string, values func(Column) []string) (before string, words []string) {
	start := lastWord(text)
	before, word := text[:start], text[start:]
	bare := trimNot(word)
	before += word[:len(word)-len(bare)]
	folded := Fold(bare)
	name, op := cutColumn(folded)
	if c := column(name); c != Anywhere && !c.compares() && op == ":" {
		value, _ := unquote(folded[len(name)+1:])
		for _, v := range values(c) {
			if strings.HasPrefix(v, value) || strings.HasPrefix(joined(v), joined(value)) {
				words = append(words, name+":"+v)
			}
		}
		return before, words
	}
	for i, c := range Columns() {
		if !strings.HasPrefix(c, folded) {
			continue
		}
		if Column(i + 1).compares() {
			words = append(words, c+">")
		} else {
			words = append(words, c+":")
		}
	}
	return before, words
}

// lastWord returns where the word begins that is being typed at the end of a text.
func lastWord(text string) int {
	at := 0
	for {
		rest := strings.TrimLeftFunc(text[at:], unicode.IsSpace)
		start := len(text) - len(rest)
		n := 0
		if rest != "" {
			n = wordLength(rest)
		}
		if n == len(rest) {
			return start
		}
		at = start + n
	}
}

func trimNot(word string) string { return strings.TrimPrefix(word, "!") }
