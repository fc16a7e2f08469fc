package fault

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
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

// Aim turns a target on.
func (f *Set) Aim(t Target) error {
	name, value, given := strings.Cut(t.Fault, "=")
	var err error
	switch {
	case !slices.Contains(TargetNames(), name):
		err = fmt.Errorf("emulator: no fault %q of some calls alone; there are: %s", name, strings.Join(TargetNames(), ", "))
	case t.Call < 0:
		err = errors.New("emulator: calls are counted from 1")
	case name == Latency:
		err = t.delay.set(value, given)
	default:
		err = t.left.set(value, given)
	}
	if err != nil {
		return err
	}
	t.name, t.Call = name, max(1, t.Call)
	f.Targets = append(f.Targets, &t)
	return nil
}

// Struck counts a call, and says what it meets: the first fault that is aimed at it, and all delays.
func (f *Set) Struck(operation, attachmentID string) (s Strike) {
	for _, t := range f.Targets {
		if t.Operation != "" && t.Operation != operation || t.AttachmentID != "" && t.AttachmentID != attachmentID {
			continue
		}
		t.seen++
		switch {
		case t.seen < t.Call:
		case t.name == Latency:
			s.Delay += time.Duration(t.delay)
		case s.Fault == "" && t.left.Take():
			s.Fault = t.name
		}
	}
	f.Targets = slices.DeleteFunc(f.Targets, func(t *Target) bool { return t.name != Latency && t.left == 0 })
	return s
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
