package model

import (
	"strings"
	"time"

	"attache/model/filter"
)

// Narrow says which files of a chat are taken, in the language that lists are filtered by. The zero value
// takes all.
type Narrow struct {
	Since time.Time // sent at or after it; zero: at any time
	From  []string  // sent by one of these: a part of the name, or the role; none: by anybody
	Type  []string  // of one of these types; none: of any
}

// IsZero reports whether all are taken.
func (n Narrow) IsZero() bool { return n.Since.IsZero() && len(n.From)+len(n.Type) == 0 }

// Take returns those of list that are taken.
func (n Narrow) Take(list []Attachment) []Attachment {
	if n.IsZero() {
		return list
	}
	anyOf := func(column string, values []string) (all []filter.Filter) {
		for _, v := range values {
			// No quoted text holds a quote: what is before and after each must match.
			all = append(all, filter.Parse(column+`:"`+strings.ReplaceAll(v, `"`, `" `+column+`:"`)+`"`))
		}
		return all
	}
	from, kind := anyOf("from", n.From), anyOf("type", n.Type)
	var taken []Attachment
	for _, a := range list {
		w := newWords(&a)
		if !a.SentAt.Before(n.Since) && matchesAny(from, &w.Words) && matchesAny(kind, &w.Words) {
			taken = append(taken, a)
		}
	}
	return taken
}

// Flags are the flags that ask for it, as they are typed, safe to be shown.
func (n Narrow) Flags() string {
	var all []string
	add := func(flag string, values ...string) {
		for _, v := range values {
			all = append(all, flag+" "+v)
		}
	}
	if !n.Since.IsZero() {
		add("--since", n.Since.Format(time.RFC3339))
	}
	add("--from", n.From...)
	add("--type", n.Type...)
	return HideTokens(Text(strings.Join(all, " ")))
}

// matchesAny reports whether any of the filters matches, where there are any.
func matchesAny(of []filter.Filter, w *filter.Words) bool {
	for _, f := range of {
		if f.Match(w, &filter.Facts{}) {
			return true
		}
	}
	return len(of) == 0
}

// ParseSince reads an instant, or how long ago it was: "2026-11-27T09:00:00Z", "2026-11-27", "10m", "2h30m".
func ParseSince(s string, now time.Time) (time.Time, bool) {
	if ago, ok := filter.ParseAge(strings.ToLower(s)); ok {
		return now.Add(-ago), true
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", time.DateTime, "2006-01-02T15:04", "2006-01-02 15:04", time.DateOnly} {
		if at, err := time.ParseInLocation(layout, s, now.Location()); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}

// IsSince reports whether ParseSince reads s.
func IsSince(s string) bool {
	_, ok := ParseSince(s, time.Time{})
	return ok
}

// ParseBytes reads a number of bytes with a decimal unit: "500k", "2M".
func ParseBytes(s string) (int64, bool) { return filter.ParseSize(strings.ToLower(s)) }
