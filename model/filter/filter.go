// Package filter is the language in which rows of a list are looked for: it reads a text, says which rows match,
// where in them, and what is amiss with the text.
//
// Words are divided by white space and must all match; case and accents do not count. A plain word is looked for in
// name, ID, type, sender and state. "!word" shuts out. "name:", "id:", "type:", "from:" and "state:" look in one
// place; "size>1M" and "age<10m" compare, with <, <=, =, >= and >. Quotes hold words together: "final report".
// A word that is not complete yet, such as "size>" or "!", changes nothing, so that a filter can be followed while it
// is typed.
package filter

// Filter says which rows match. The zero Filter lets every row through.
type Filter struct {
	text  string
	terms []term
}

// Parse reads a filter. It takes every text: what it does not know is a plain word.
func Parse(text string) Filter {
	f := Filter{text: text}
	seen := map[term]bool{} // a pasted text may say one thing a thousand times
	for _, word := range split(Fold(text)) {
		if t, ok := parseTerm(word); ok && !seen[t] {
			seen[t] = true
			f.terms = append(f.terms, t)
		}
	}
	return f
}

// String returns the filter as it was given.
func (f Filter) String() string { return f.text }

// IsZero reports whether the filter lets every row through.
func (f Filter) IsZero() bool { return len(f.terms) == 0 }

// Counts reports whether rows come and go as time passes.
func (f Filter) Counts() bool {
	for i := range f.terms {
		if f.terms[i].in == Age {
			return true
		}
	}
	return false
}

// Match reports whether a row matches.
func (f Filter) Match(w *Words, facts *Facts) bool {
	for i := range f.terms {
		if f.terms[i].match(w, facts) == f.terms[i].not {
			return false
		}
	}
	return true
}
