package filter

import (
	"strings"

	"github.com/sahilm/fuzzy"
)

// Span is a piece of a text, in bytes.
type Span struct{ From, To int }

// Found returns where a text of a row that matches holds what is looked for in its column, in order and apart.
// similar is said of rows that only resemble the filter.
func (f Filter) Found(in Column, text string, similar bool) []Span {
	if len(f.terms) == 0 || text == "" {
		return nil
	}
	m := newMarks(text)
	for i := range f.terms {
		switch t := &f.terms[i]; {
		case t.not || t.in.compares():
		case similar && t.fuzzy():
			if in == Name {
				m.resemble(t.word)
			}
		case t.in == in && in == State, t.in == in && in == From && strings.HasPrefix(t.word, m.folded):
			m.mark(0, len(m.folded)) // a state and a sender may be shown by another word
		case t.in == in, t.in == Anywhere:
			m.find(t.word)
		}
	}
	return m.spans()
}

// marks are the bytes of a text that are found, and from where in it each byte of its folded form comes.
type marks struct {
	text, folded string
	from         []int
	on           []bool
}

func newMarks(text string) *marks {
	m := &marks{text: text, on: make([]bool, len(text))}
	var b strings.Builder
	for i, r := range text {
		folded := Fold(string(r))
		b.WriteString(folded)
		for range len(folded) {
			m.from = append(m.from, i)
		}
	}
	m.folded = b.String()
	return m
}

// find marks a word wherever it stands.
func (m *marks) find(word string) {
	for at := 0; at < len(m.folded); {
		i := strings.Index(m.folded[at:], word)
		if i < 0 {
			return
		}
		m.mark(at+i, at+i+len(word))
		at += i + len(word)
	}
}

// resemble marks the letters of a word that come one after the other.
func (m *marks) resemble(word string) {
	for _, pattern := range slips(word) {
		if found := fuzzy.FindNoSort(pattern, []string{m.folded}); len(found) > 0 {
			for _, i := range found[0].MatchedIndexes {
				m.mark(i, i+1)
			}
			return
		}
	}
}

// mark marks a piece of the folded text, down to the last accent of its last letter.
func (m *marks) mark(from, to int) {
	if from >= to {
		return
	}
	end := len(m.text)
	for _, next := range m.from[to:] {
		if next > m.from[to-1] {
			end = next
			break
		}
	}
	for i := m.from[from]; i < end; i++ {
		m.on[i] = true
	}
}

func (m *marks) spans() []Span {
	var all []Span
	for i, on := range m.on {
		switch {
		case !on:
		case i > 0 && m.on[i-1]:
			all[len(all)-1].To = i + 1
		default:
			all = append(all, Span{i, i + 1})
		}
	}
	return all
}
