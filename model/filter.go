package model

import (
	"math"
	"strconv"
	"strings"
	"unicode"
)

// Filter says which rows a listing shows. The zero Filter shows all.
//
// Words are divided by white space and must all match; case and accents do not count. A plain word
// is looked for in name, ID, type, sender and state. "!word" shuts out. "name:", "id:", "type:",
// "from:" and "state:" look in one place, "size>1M", "size<20k", "size>=" and so on compare, with decimal k, M, G.
// A word that is not complete yet, such as "size>" or "!", changes nothing, so that a filter can
// be followed while it is typed.
type Filter struct {
	text  string
	terms []term
}

// ParseFilter reads a filter. It takes every text: what it does not know is a plain word.
func ParseFilter(text string) Filter {
	f := Filter{text: text}
	for _, word := range strings.Fields(fold(text)) {
		if t, ok := parseTerm(word); ok {
			f.terms = append(f.terms, t)
		}
	}
	return f
}

// String returns the filter as it was given.
func (f Filter) String() string { return f.text }

// IsZero reports whether the filter shows every row.
func (f Filter) IsZero() bool { return len(f.terms) == 0 }

// Doubts returns the words of a filter that may not do what was meant: those that are not complete
// and change nothing, and those that look in a column there is none of, and are plain words.
func (f Filter) Doubts() (unfinished, unknown []string) {
	for _, word := range strings.Fields(f.text) {
		t, ok := parseTerm(fold(word))
		column, rest, colon := strings.Cut(strings.TrimPrefix(word, "!"), ":")
		switch {
		case !ok:
			unfinished = append(unfinished, word)
		case t.in == inAll && colon && rest != "" && isColumn(column):
			unknown = append(unknown, column)
		}
	}
	return unfinished, unknown
}

// isColumn reports whether s looks like the name of a column: letters alone.
func isColumn(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }) < 0
}

// Match reports whether the filter shows an attachment with these facts.
func (f Filter) Match(a Attachment, facts Facts) bool {
	return f.match(&entry{words: newWords(&a), facts: facts})
}

func (f Filter) match(e *entry) bool {
	for i := range f.terms {
		if f.terms[i].match(e) == f.terms[i].not {
			return false
		}
	}
	return true
}

// place is where a term looks.
type place int

const (
	inAll place = iota
	inName
	inID
	inType
	inFrom
	inState
	inSize
)

// term is one word of a filter.
type term struct {
	not  bool
	in   place
	word string // folded; for sizes the operator
	size int64
}

func parseTerm(word string) (term, bool) {
	rest, not := strings.CutPrefix(word, "!")
	t := term{not: not, word: rest}
	if op, size, ok := parseSize(rest); ok {
		t.in, t.word, t.size = inSize, op, size
		return t, size >= 0
	}
	for prefix, in := range map[string]place{"name:": inName, "id:": inID, "type:": inType, "from:": inFrom, "state:": inState} {
		if value, ok := strings.CutPrefix(rest, prefix); ok {
			t.in, t.word = in, value
		}
	}
	if t.in == inState {
		t.word = joined(t.word)
	}
	return t, t.word != ""
}

// parseSize reads "size", an operator and a number with a unit. The size is negative where the
// number is missing or makes no sense.
func parseSize(word string) (op string, size int64, ok bool) {
	rest, ok := strings.CutPrefix(word, "size")
	if !ok || rest == "" || !strings.Contains("<>=", rest[:1]) {
		return "", 0, false
	}
	number := strings.TrimLeft(rest, "<>=")
	op, number = rest[:len(rest)-len(number)], strings.TrimSuffix(number, "b")
	factor := 1.0
	if number != "" {
		if i := strings.IndexByte("kmgt", number[len(number)-1]); i >= 0 {
			factor, number = math.Pow10(3*(i+1)), number[:len(number)-1]
		}
	}
	n, err := strconv.ParseFloat(number, 64)
	n *= factor
	if err != nil || math.IsNaN(n) || n < 0 || n > math.MaxInt64/2 {
		return op, -1, true
	}
	return op, int64(n), true
}

func (t *term) match(e *entry) bool {
	switch t.in {
	case inName:
		return strings.Contains(e.words.name, t.word)
	case inID:
		return strings.Contains(e.words.id, t.word)
	case inType:
		return e.words.isType(t.word)
	case inFrom:
		return strings.Contains(e.words.from, t.word)
	case inState:
		return strings.HasPrefix(strings.ReplaceAll(e.facts.State.String(), " ", ""), t.word)
	case inSize:
		return t.matchSize(e.facts.Size)
	case inAll:
	}
	return strings.Contains(e.words.all, t.word) || strings.Contains(e.facts.State.String(), t.word)
}

// matchSize compares; a size that is not known yet matches nothing.
func (t *term) matchSize(size int64) bool {
	if size <= 0 {
		return false
	}
	switch t.word {
	case ">":
		return size > t.size
	case ">=", "=>":
		return size >= t.size
	case "<":
		return size < t.size
	case "<=", "=<":
		return size <= t.size
	}
	return size == t.size
}

// joined lets "state:no-link" be typed: a filter's words hold no spaces.
func joined(s string) string { return strings.NewReplacer("-", "", "_", "").Replace(s) }
