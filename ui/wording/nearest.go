package wording

// maxTypos is how many slips of the finger still lead to a suggestion.
const maxTypos = 2

// Nearest returns the name that was most likely meant by word, or "". A beginning of a name counts
// as meant, and so does one of three letters or more with slips; a whole name comes before a beginning.
func Nearest(word string, names []string) string {
	best, fewest, rest := "", maxTypos+1, 0
	for _, name := range names {
		typos, more := distance(word, name), 0
		if n := len(word); n >= 2 && n < len(name) {
			begun := distance(word, name[:n])
			if begun < typos && (begun == 0 || n >= 3) {
				typos, more = begun, len(name)-n
			}
		}
		// In a word of four letters two slips leave nothing to recognise.
		if typos <= len(word)/3 && (typos < fewest || typos == fewest && more < rest) {
			best, fewest, rest = name, typos, more
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
