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

// Bounds of what is believed about time.
const (
	// LifeSlack is how much longer than asked for a link may claim to live: clocks are compared to a
	// few seconds only. Whatever claims more is held to what was asked for.
	LifeSlack = 5 * time.Second
	// issueSlack is how long before its issue a link may still be used, since what is known of the
	// service's clock gets better with each answer. A clock that was set back is further off.
	issueSlack = 15 * time.Second
	// MaxSkew is the most that two clocks are believed to be apart. Beyond it, one of them is not set.
	MaxSkew = 48 * time.Hour
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

// Left returns the time until the link is taken for dead, on whole seconds rounded down: never below
// zero, never more than its life. now is on the service's clock.
func (l Link) Left(now time.Time) time.Duration { return l.left(now).Truncate(time.Second) }

// left is Left to the nanosecond. A link is as dead before it was issued as after its end.
func (l Link) left(now time.Time) time.Duration {
	wall := now.Round(0).Sub(l.Issued.Round(0))
	if l.URL.IsZero() || wall < -issueSlack {
		return 0
	}
	// The wall clock can be set, and the monotonic one stops while a laptop sleeps.
	gone, life := max(wall, now.Sub(l.Issued), 0), l.Life()
	if gone >= life {
		return 0
	}
	return max(life-ExpiryMargin-gone, 0)
}

// Phase returns the link's phase. now is on the service's clock.
func (l Link) Phase(now time.Time) Phase {
	if l.URL.IsZero() {
		return PhaseNone
	}
	switch left := l.left(now); {
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
	left := l.left(now)
	return left > 0 && left >= min(UseMargin, l.Life()/2)
}

// DeadOnArrival reports whether there is a pre-signed URL that could never be used.
func (l Link) DeadOnArrival() bool { return !l.URL.IsZero() && !l.Usable(l.Issued) }

// renewAhead is how long before its end a link that is kept alive is renewed.
const renewAhead = 2 * UseMargin

// RenewalDue reports whether a link that is kept alive is to be renewed now.
func (l Link) RenewalDue(now time.Time) bool {
	return !l.URL.IsZero() && l.Left(now) <= min(renewAhead, l.Life()/2)
}

// Newer reports whether there is a pre-signed URL, and a newer one than that of the other link.
func (l Link) Newer(other Link) bool { return !l.URL.IsZero() && l.Issued.After(other.Issued) }

// Life returns the whole life of the link, from its issue to its end: never more than was asked for,
// with LifeSlack.
func (l Link) Life() time.Duration {
	asked := l.Asked
	if asked <= 0 || asked > MaxLife {
		asked = MaxLife
	}
	return min(max(l.Expires.Sub(l.Issued), 0), asked+LifeSlack)
}

// Steps returns how many of n steps of the link's life are left, rounded up: a live link has at
// least one.
func (l Link) Steps(now time.Time, n int) int {
	left := l.left(now)
	if left <= 0 || n <= 0 {
		return 0
	}
	life := l.Life()
	return min(n, int((left*time.Duration(n)+life-1)/life))
}

// End returns when the link is over, of which ExpiryMargin has to be taken off for whoever uses it.
func (l Link) End() time.Time { return l.Issued.Add(l.Life()) }

// SoonLeft returns how much is left of the link when it begins to be about to expire.
func (l Link) SoonLeft() time.Duration { return max(soonLeft, l.Life()/soonPart) }
