package api

import (
	"net/url"
	"strconv"
	"strings"
	"time"
)

// longestSigned is the longest life that S3 takes for a pre-signed URL: seven days.
const longestSigned = 7 * 24 * time.Hour

// isoLayouts are the forms of ISO 8601 that are read. A fraction of a second is taken by each.
func isoLayouts() []string {
	return []string{
		"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05Z07",
		"2006-01-02T15:04:05", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05",
		"2006-01-02T15:04Z07:00", "20060102T150405Z0700", "2006-01-02",
	}
}

// isoTime reads a time as the service writes it, leniently: a missing zone is UTC. It returns the
// zero time for what it cannot read.
func isoTime(s string) time.Time {
	s = strings.ToUpper(strings.TrimSpace(s))
	for _, layout := range isoLayouts() {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}

// ends says when a link ends: at UrlExpiry or when the signature in the URL says, whichever comes
// first. Where neither is known it is the life asked for, from the answer on, and estimated.
func ends(urlExpiry string, u *url.URL, issued time.Time, asked time.Duration) (at time.Time, estimated bool) {
	said, signed := isoTime(urlExpiry), signedEnd(u)
	switch {
	case said.IsZero() && signed.IsZero():
		return issued.Add(asked), true
	case said.IsZero():
		return signed, false
	case signed.IsZero() || said.Before(signed):
		return said, false
	}
	return signed, false
}

// signedEnd reads X-Amz-Date and X-Amz-Expires of a pre-signed URL. It returns the zero time when
// they are not both there.
func signedEnd(u *url.URL) time.Time {
	query := u.Query()
	signed, err := time.Parse("20060102T150405Z", query.Get("X-Amz-Date"))
	if err != nil {
		return time.Time{}
	}
	seconds, err := strconv.ParseInt(query.Get("X-Amz-Expires"), 10, 64)
	if err != nil || seconds < 0 || seconds > int64(longestSigned/time.Second) {
		return time.Time{}
	}
	return signed.Add(time.Duration(seconds) * time.Second)
}
