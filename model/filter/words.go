package filter

import (
	"strings"
	"time"
)

// Words are what a row holds, folded once for many comparisons.
type Words struct {
	Name, ID, Kind, Content, From string

	All string // where plain words are looked for
}

func (w *Words) isType(word string) bool {
	_, sub, _ := strings.Cut(w.Content, "/")
	return strings.HasPrefix(w.Kind, word) || strings.HasPrefix(w.Content, word) || strings.HasPrefix(sub, word)
}

// Facts are what changes about a row.
type Facts struct {
	Size  int64 // 0 when unknown
	State string
	Age   time.Duration
	Dated bool // Age is known
}
