package fault

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Kind is a trouble that can be asked for by name.
type Kind struct {
	Name  string
	Value string // what stands behind the =, as help shows it; in brackets when it may be left out
	Does  string

	of func(*Set) setting
}

// Set is what is asked for at the moment. Counts go down as they strike.
type Set struct {
	Throttle, Deny, Errors, Junk     Count
	ConnectDeny, ConnectErrors       Count
	Expired, SlowDown, Missing       Count
	NoSocket, Refuse, Garbage        Count
	Latency, TokenLife, SocketLife   Length
	Skew                             Shift
	ExpireToken, End                 Deadline
	Date, LinkEnds                   Offset
	Speed                            Speed
	NoExpiry, NoURL, Unlimited, Mute Toggle
	NoRetryAfter                     Toggle
	Cut, Drip                        int64 // percent; bytes a second
	Drop                             Dropping
	Scan, ScanItem                   string

	LinkLife, UploadLife, ScanTime           Length
	Unavailable, ConnectionEnds, SixthSocket string
	StartAfter, NeedsType, Joins, OneToken   Toggle
	HideScanning, StopOnce                   Toggle
	UploadMax                                int64
	UploadTypes                              []string // "any" alone: whatever

	Targets []*Target
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
