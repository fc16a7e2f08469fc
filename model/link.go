package model

import "time"

// The limits of UrlExpiryInSeconds, and the life asked for when the user names none.
// Source: the service's model, GetAttachmentRequest.
const (
	MinLife     = 5 * time.Second
	MaxLife     = 300 * time.Second
	DefaultLife = MaxLife
)

// Thresholds of the countdown.
const (
	// ExpiryMargin is taken off the announced expiry: clocks and networks are never exact.
	ExpiryMargin = time.Second
	// UseMargin is the life a link must have left to be handed out: less, and it is renewed first.
	UseMargin = 10 * time.Second
	// soonLeft and soonPart: below either, the link is about to expire.
	soonLeft = 30 * time.Second
	soonPart = 5
)

// Link is one answer to GetAttachment: a pre-signed URL and how long it lives. All instants are on
// the service's clock; whoever asks "now" must add the skew to the local clock first.
type Link struct {
	URL       Secret        // zero: the service gave a size but no URL
	Issued    time.Time     // when the service answered
	Expires   time.Time     // the earliest known end of the URL
	Asked     time.Duration // the life asked for
	Estimated bool          // nobody said when it ends: Expires is Issued plus Asked
	Size      int64         // AttachmentSizeInBytes; 0 when unknown
}

// Phase is where a link stands in its life.
type Phase int

// The phases of a link.
const (
	PhaseNone    Phase = iota // no pre-signed URL
	PhaseLive                 // good
	PhaseSoon                 // 30 s or a fifth of its life left, or less
	PhaseExpired              // dead, or so close to it that it must not be used
)

// Left returns the time until the link is taken for dead, on whole seconds rounded down, never
// below zero. now is on the service's clock.
func (l Link) Left(now time.Time) time.Duration {
	left := l.Expires.Add(-ExpiryMargin).Sub(now)
	if l.URL.IsZero() || left <= 0 {
		return 0
	}
	return left.Truncate(time.Second)
}

// Phase returns the link's phase. now is on the service's clock.
func (l Link) Phase(now time.Time) Phase {
	if l.URL.IsZero() {
		return PhaseNone
	}
	left := l.Expires.Add(-ExpiryMargin).Sub(now)
	switch {
	case left <= 0:
		return PhaseExpired
	case left <= soonLeft || left <= l.Life()/soonPart:
		return PhaseSoon
	}
	return PhaseLive
}

// Usable reports whether the link may be handed out: it has at least UseMargin left, or, for a
// link so short-lived that it never had, at least half of its life.
func (l Link) Usable(now time.Time) bool {
	if l.URL.IsZero() {
		return false
	}
	left := l.Expires.Add(-ExpiryMargin).Sub(now)
	return left >= min(UseMargin, l.Life()/2) && left > 0
}

// Newer reports whether there is a pre-signed URL, and a newer one than that of the other link.
func (l Link) Newer(other Link) bool { return !l.URL.IsZero() && l.Issued.After(other.Issued) }

// Life returns the whole life of the link, from its issue to its end.
func (l Link) Life() time.Duration { return max(l.Expires.Sub(l.Issued), 0) }

// Steps returns how many of n steps of the link's life are left, rounded up: a live link has at
// least one.
func (l Link) Steps(now time.Time, n int) int {
	life, left := l.Life(), l.Expires.Add(-ExpiryMargin).Sub(now)
	if l.URL.IsZero() || life <= 0 || left <= 0 {
		return 0
	}
	return min(n, int((left*time.Duration(n)+life-1)/life))
}
