package filter

import (
	"cmp"
	"slices"
	"strings"

	"github.com/sahilm/fuzzy"
)

// manyNames is how many names are looked through for a word with a slip in it: each place of the slip is another
// look.
const manyNames = 2000

// fuzzy reports whether a row may merely resemble the word. One that was meant for a column is not looked for in names.
func (t *term) fuzzy() bool {
	return t.in == Anywhere && !t.not && !t.quoted && !strings.ContainsAny(t.word, ":<>=")
}

// Similar returns the rows whose names resemble the plain words of the filter, the most similar first: they hold the
// letters in their order, or all but one. Every other word still has to match. row gives one of n rows.
func (f Filter) Similar(n int, row func(i int) (*Words, *Facts)) []int {
	var exact Filter
	var plain []string
	for _, t := range f.terms {
		if t.fuzzy() {
			plain = append(plain, t.word)
		} else {
			exact.terms = append(exact.terms, t)
		}
	}
	if len(plain) == 0 {
		return nil
	}
	c := candidates{score: make([]int, n)}
	for i := range n {
		if w, facts := row(i); exact.Match(w, facts) {
			c.index, c.names = append(c.index, i), append(c.names, cmp.Or(w.Name, w.ID))
		}
	}
	for _, word := range plain {
		c.keep(word)
	}
	slices.SortStableFunc(c.index, func(a, b int) int { return c.score[b] - c.score[a] })
	return c.index
}

// candidates are the rows that every word so far resembles.
type candidates struct {
	index []int // of the rows
	names []string
	score []int // by row
}

// keep leaves those that resemble one more word: as it is, or where none does, with a slip in it.
func (c *candidates) keep(word string) {
	patterns, best := slips(word), map[int]int{}
	if len(c.names) > manyNames {
		patterns = patterns[:1]
	}
	for i, pattern := range patterns {
		for at, name := range c.names {
			if !inOrder(pattern, name) {
				continue // the library takes ten times as long to find that out
			}
			for _, m := range fuzzy.FindNoSort(pattern, []string{name}) {
				if score, ok := best[at]; !ok || m.Score > score {
					best[at] = m.Score
				}
			}
		}
		if i == 0 && len(best) > 0 {
			break
		}
	}
	var index []int
	var names []string
	for i := range c.index {
		if score, ok := best[i]; ok {
			index, names = append(index, c.index[i]), append(names, c.names[i])
			c.score[c.index[i]] += score
		}
	}
	c.index, c.names = index, names
}

// inOrder reports whether a text holds the bytes of a word one after the other.
func inOrder(word, text string) bool {
	for i := 0; i < len(word); i++ {
		at := strings.IndexByte(text, word[i])
		if at < 0 {
			return false
		}
		text = text[at+1:]
	}
	return true
}

// slips returns a word, and where it is long enough the word without each of its letters: one that is mistyped or
// stands in the wrong place is not looked for.
func slips(word string) []string {
	all := []string{word}
	if runes := []rune(word); len(runes) >= 4 {
		for i := range runes {
			all = append(all, string(slices.Delete(slices.Clone(runes), i, i+1)))
		}
	}
	return all
}
