package filter

import "strings"

// term is one word of a filter.
type term struct {
	not    bool
	quoted bool
	in     Column
	word   string // what is looked for; for numbers the operator
	number number
}

// parseTerm reads a folded word. It fails where the word is not complete.
func parseTerm(word string) (term, bool) {
	rest, not := strings.CutPrefix(word, "!")
	t := term{not: not}
	name, op := cutColumn(rest)
	switch c := column(name); {
	case c.compares():
		t.in = c
		why := t.compare(op, rest[len(name)+len(op):])
		return t, why
	case c != Anywhere && op == ":":
		t.in, rest = c, rest[len(name)+1:]
	}
	t.word, t.quoted = unquote(rest)
	if t.in == State {
		t.word = joined(t.word)
	}
	return t, t.word != ""
}

// compare reads the operator and the number of a comparison.
func (t *term) compare(op, value string) bool {
	op = strings.TrimPrefix(op, ":")
	switch op {
	case "=>", "=<":
		op = op[1:] + "="
	case "", "==":
		op = "="
	case "<", ">", "<=", ">=", "=":
	default:
		return false
	}
	value, _ = unquote(value)
	t.word = op
	read := parseSize
	if t.in == Age {
		read = parseAge
	}
	var ok bool
	t.number, ok = read(value)
	return ok
}

// joined lets "state:no-link" be typed: words hold no spaces.
func joined(s string) string { return strings.NewReplacer("-", "", "_", "", " ", "").Replace(s) }

func (t *term) match(w *Words, f *Facts) bool {
	switch t.in {
	case Name:
		return strings.Contains(w.Name, t.word)
	case ID:
		return strings.Contains(w.ID, t.word)
	case Type:
		return w.isType(t.word)
	case From:
		return strings.Contains(w.From, t.word)
	case State:
		return strings.HasPrefix(strings.ReplaceAll(f.State, " ", ""), t.word)
	case Size: // one that is not known yet is neither large nor small
		return f.Size > 0 && t.holds(f.Size)
	case Age:
		return f.Dated && t.holds(int64(f.Age))
	case Anywhere:
	}
	return strings.Contains(w.All, t.word) || strings.Contains(f.State, t.word)
}

func (t *term) holds(n int64) bool {
	switch t.word {
	case ">":
		return n > t.number.exact
	case ">=":
		return n >= t.number.exact
	case "<":
		return n < t.number.exact
	case "<=":
		return n <= t.number.exact
	}
	return n >= t.number.low && n <= t.number.high
}
