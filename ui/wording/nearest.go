package wording

import "strings"

// maxTypos is how many slips of the finger still lead to a suggestion.
const maxTypos = 2

// Nearest returns the name that was most likely meant by word, or "". A beginning of a name counts
// as meant.
func Nearest(word string, names []string) string {
	best, fewest := "", maxTypos+1
	for _, name := range names {
		typos := distance(word, name)
		if len(word) >= 3 && strings.HasPrefix(name, word) {
			typos = min(typos, 1)
		}
		// In a word of four letters two slips leave nothing to recognise.
		if typos < fewest && typos <= len(word)/3 {
			best, fewest = name, typos
		}
	}
	return best
}

// distance counts the letters to insert, remove, replace or swap to make b of a.
func distance(a, b string) int {
	if len(a) > 64 || len(b) > 64 {
		return len(a) + len(b)
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			replace := last[j-1]
			if a[i-1] != b[j-1] {
				replace++
			}
			row[j] = min(last[j]+1, row[j-1]+1, replace)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
