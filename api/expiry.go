package api

import (
	"net/url"
	"strconv"
	"time"

	"attache/api/wire"
	"attache/model"
)

// longestSigned is the longest life that S3 takes for a pre-signed URL: seven days.
const longestSigned = 7 * 24 * time.Hour

// ends says when a link ends: at UrlExpiry or when the signature in the URL says, whichever comes
// first. Where neither is known, or they claim more than was asked for, it is the life asked for, from
// the answer on, and estimated; so it is where the clocks cannot be compared and the end would be past.
func ends(urlExpiry string, u *url.URL, issued time.Time, asked time.Duration, comparing bool) (at time.Time, estimated bool) {
	issued = issued.Round(0)
	signed, life := signature(u)
	at = wire.Time(urlExpiry)
	if at.IsZero() || !signed.IsZero() && signed.Before(at) {
		at = signed
	}
	switch {
	case at.IsZero(), at.After(issued.Add(asked + model.LifeSlack)):
		return issued.Add(asked), true
	case !comparing && !at.After(issued):
		return issued.Add(min(asked, life)), true
	}
	return at, false
}

// signature reads X-Amz-Date and X-Amz-Expires of a pre-signed URL: when it ends, and after how long.
// When they are not both there it returns the zero time and the longest life there is.
func signature(u *url.URL) (end time.Time, life time.Duration) {
	query := u.Query()
	signed, err := time.Parse("20060102T150405Z", query.Get("X-Amz-Date"))
	if err != nil {
		return time.Time{}, longestSigned
	}
	seconds, err := strconv.ParseInt(query.Get("X-Amz-Expires"), 10, 64)
	if err != nil || seconds < 0 || seconds > int64(longestSigned/time.Second) {
		return time.Time{}, longestSigned
	}
	life = time.Duration(seconds) * time.Second
	return signed.Add(life), life
}

// tokenLife is the longest life of a connection token: a day, and an hour for clocks that differ.
const tokenLife = 25 * time.Hour

// tokenEnd is an announced end of a token, if it can be true: else it would be exchanged again and
// again, or be said to live for ages. The zero time is an end that nobody knows.
func tokenEnd(said, serverNow time.Time) time.Time {
	if left := said.Sub(serverNow); said.IsZero() || left <= 0 || left > tokenLife {
		return time.Time{}
	}
	return said
}
