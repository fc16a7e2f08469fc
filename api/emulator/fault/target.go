package fault

import (
	"strconv"
	"time"
)

// Target is a fault of some calls alone: of one operation, of one attachment, from one call on.
type Target struct {
	Operation    string // empty: every one
	AttachmentID string // empty: whatever the call is about
	Call         int    // the first that it strikes, counted from 1 among those it is for; 0 is the first
	Fault        string // NAME[=VALUE], one of TargetNames

	name  string
	left  Count
	delay Length
	seen  int
}

// The faults of a target.
const (
	Throttle = "throttle"
	Deny     = "deny"
	Errors   = "errors"
	Invalid  = "invalid"
	Junk     = "junk"
	Missing  = "missing"
	HangUp   = "hangup"
	Latency  = "latency"
)

// TargetNames lists the faults that can strike some calls alone. All but the latency are counted.
func TargetNames() []string {
	return []string{Throttle, Deny, Errors, Invalid, Junk, Missing, HangUp, Latency}
}

// Strike is what a call meets.
type Strike struct {
	Fault string // empty: an answer as always
	Delay time.Duration
}

// Text writes the fault with how often it still strikes.
func (t *Target) Text() string {
	switch {
	case t.name == Latency:
		return t.name + "=" + time.Duration(t.delay).String()
	case t.left == always:
		return t.name
	}
	return t.name + "=" + strconv.Itoa(int(t.left))
}

// Text writes what a call met.
func (s Strike) Text() string {
	switch {
	case s.Delay == 0:
		return s.Fault
	case s.Fault == "":
		return Latency + "=" + s.Delay.String()
	}
	return s.Fault + ", " + Latency + "=" + s.Delay.String()
}
