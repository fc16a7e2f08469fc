package filter

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/sahilm/fuzzy"
)

// Nobody mistypes more than that, and every word and every letter is another look at each name.
const manyWords, longWord = 8, 32

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
	if len(plain) == 0 || len(plain) > manyWords {
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
	patterns := slips(word)
	best, fits := c.resembling(patterns[:1])
	if !fits && len(c.names) <= manyNames {
		best, _ = c.resembling(patterns[1:])
	}
	kept := 0
	for i, score := range best {
		if score != unlike {
			c.index[kept], c.names[kept] = c.index[i], c.names[i]
			c.score[c.index[kept]] += score
			kept++
		}
	}
	c.index, c.names = c.index[:kept], c.names[:kept]
}

// unlike is the score of a name that does not resemble the word.
const unlike = math.MinInt

// resembling returns the score of each name by the pattern that fits it best, and whether one fits any.
func (c *candidates) resembling(patterns []string) (best []int, fits bool) {
	best = slices.Repeat([]int{unlike}, len(c.names))
	at, names := make([]int, 0, len(c.names)), make([]string, 0, len(c.names))
	for _, pattern := range patterns {
		at, names = at[:0], names[:0]
		for i, name := range c.names {
			if inOrder(pattern, name) { // the library takes ten times as long to find out that one does not
				at, names = append(at, i), append(names, name)
			}
		}
		for _, m := range fuzzy.FindNoSort(pattern, names) {
			best[at[m.Index]], fits = max(best[at[m.Index]], m.Score), true
		}
	}
	return best, fits
}

// inOrder reports whether a text holds the bytes of a word one after the other.
func inOrder(word, text string) bool {
	for i := range len(word) {
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
	if runes := []rune(word); len(runes) >= 4 && len(runes) <= longWord {
		for i := range runes {
			all = append(all, string(slices.Delete(slices.Clone(runes), i, i+1)))
		}
	}
	return all
}
