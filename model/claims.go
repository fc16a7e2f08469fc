package model

import (
	"cmp"
	"strings"
	"time"
)

// claim is the transcript item that said something: when, and which.
type claim struct {
	at   time.Time
	item string
}

// earlierClaim orders claims by time, unknown times last, then by item.
func earlierClaim(a, b claim) int {
	switch {
	case a.at.IsZero() != b.at.IsZero():
		if a.at.IsZero() {
			return 1
		}
		return -1
	case !a.at.Equal(b.at):
		return a.at.Compare(b.at)
	}
	return strings.Compare(a.item, b.item)
}

// later orders claims by how much they count: a known time before none, then the later one.
func later(a, b claim) int {
	return cmp.Or(a.at.Compare(b.at), strings.Compare(a.item, b.item))
}

type fieldClaims struct{ name, contentType, status, sender, role, contact claim }

// all is what one item has said.
func (c claim) all() fieldClaims { return fieldClaims{c, c, c, c, c, c} }

// nameClaim is a name with what was made from it: all is taken together.
type nameClaim struct {
	name, fileName string
	hidden         bool
}

func (n nameClaim) compare(o nameClaim) int {
	hidden := 0
	switch {
	case n.hidden && !o.hidden:
		hidden = 1
	case o.hidden && !n.hidden:
		hidden = -1
	}
	return cmp.Or(strings.Compare(n.name, o.name), strings.Compare(n.fileName, o.fileName), hidden)
}

// take replaces *have by got where got counts more.
func take[T ~string](have *T, by *claim, got T, c claim) {
	if outweighs(got != "", *have != "", c, *by, cmp.Compare(got, *have)) {
		*have, *by = got, c
	}
}

// outweighs reports whether a claim counts more than the one held: a value before none, the later
// item before the earlier, and at last, so that the answer is always the same, the greater value.
func outweighs(got, have bool, c, by claim, value int) bool {
	if got != have {
		return got
	}
	return cmp.Or(later(c, by), value) > 0
}

// statusRank says how final a status is.
func statusRank(s Status) int {
	switch s {
	case StatusApproved, StatusRejected:
		return 3
	case StatusInProgress:
		return 2
	case "":
		return 0
	}
	return 1
}
