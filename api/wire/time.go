package wire

import (
	"strings"
	"time"
)

// maxYear is the last year that JSON can write. A zone can lead beyond it.
const maxYear = 9999

// isoLayouts are the forms of ISO 8601 that are read. A fraction of a second is taken by each.
func isoLayouts() []string {
	return []string{
		"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05Z07",
		"2006-01-02T15:04:05", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05",
		"2006-01-02T15:04Z07:00", "20060102T150405Z0700", "2006-01-02",
	}
}

// Time reads a time as the service writes it, leniently: a missing zone is UTC. It returns the
// zero time for what it cannot read.
func Time(s string) time.Time {
	s = strings.ToUpper(strings.TrimSpace(s))
	for _, layout := range isoLayouts() {
		t, err := time.Parse(layout, s)
		if t = t.UTC(); err == nil && t.Year() >= 1 && t.Year() <= maxYear {
			return t
		}
	}
	return time.Time{}
}
