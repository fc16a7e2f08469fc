package part

import (
	"strings"
	"unicode"
)

// Match returns the first row from one on, or from there back, that holds a text; -1: none does.
func (f *Flow) Match(text string, from, step int) int {
	for n, i := 0, from; n < len(f.made); n, i = n+1, i+step {
		i = (i + len(f.made)) % len(f.made)
		row := &f.made[i]
		all := strings.Join(row.cells, " ")
		for _, s := range row.line {
			all += s.Text
		}
		if at, _ := findFold(all, text); at >= 0 {
			return i
		}
	}
	return -1
}

// findFold returns where a text stands in another, whatever its case, and how long it is there.
func findFold(s, text string) (at, n int) {
	want := []rune(strings.ToLower(text))
	if len(want) == 0 {
		return -1, 0
	}
	for i := range s {
		rest, k := s[i:], 0
		for j, c := range rest {
			if k == len(want) {
				return i, j
			}
			if unicode.ToLower(c) != want[k] {
				k = -1
				break
			}
			k++
		}
		if k == len(want) {
			return i, len(rest)
		}
	}
	return -1, 0
}
