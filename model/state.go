package model

import (
	"fmt"
	"time"
)

// State is what the list says about a row: the one most useful word where several facts hold at
// once. The numbers give the order in which rows are sorted by state.
type State int

// The states of a row.
const (
	StateNoLink   State = iota // nothing was asked for yet
	StateQueued                // a call or a transfer waits for its turn
	StateAsking                // a call is on the wire
	StateLive                  // there is a good link
	StateSoon                  // the link is about to expire
	StateExpired               // the link is dead
	StateRetrying              // a call failed and is sent again
	StateScanning              // the file is still being scanned
	StateRejected              // the scanner rejected the file
	StateDenied                // the service refuses a link: token or chat are over
	StateFailed                // anything else that went wrong
	StateSaving                // a transfer is under way
	StateStopped               // a transfer broke off and can go on
	StateSaved                 // the file is on disk
	StateNoURL                 // the service gave a size but no pre-signed URL
)

func stateNames() [StateNoURL + 1]string {
	return [...]string{
		"no link", "queued", "asking", "live", "soon", "expired", "retrying", "scanning", "rejected",
		"denied", "failed", "saving", "stopped", "saved", "no url",
	}
}

// String returns the word for s on screen and in a filter.
func (s State) String() string {
	if s < 0 || s > StateNoURL {
		return fmt.Sprintf("state %d", int(s))
	}
	return stateNames()[s]
}

// States returns every state, for tables that must be complete.
func States() []State {
	all := make([]State, StateNoURL+1)
	for i := range all {
		all[i] = State(i)
	}
	return all
}

// Transfer is how far the saving of a file has come.
type Transfer int

// The steps of a transfer.
const (
	TransferNone    Transfer = iota // never asked for, or cancelled
	TransferQueued                  // waits for its turn
	TransferRunning                 // on the way
	TransferStopped                 // broke off and can go on
	TransferDone                    // on disk under its final name
)

// RowFacts are the facts about one attachment that may hold side by side.
type RowFacts struct {
	Status   Status     // the scanner's word
	Link     Link       // the newest link; zero when there was none
	Call     *CallState // the call under way, a transfer's own included; nil for none
	Problem  *Problem   // why the last call or transfer failed; nil when it did not
	Transfer Transfer
}

// StateOf returns the state of a row at an instant on the service's clock: work under way first,
// then what went wrong, then what is there.
func StateOf(f RowFacts, now time.Time) State {
	if state, busy := f.work(); busy {
		return state
	}
	if f.Status == StatusRejected {
		return StateRejected
	}
	if f.Transfer == TransferStopped {
		return StateStopped
	}
	if f.Problem != nil && f.Problem.Kind != KindCancelled {
		return troubleState(f.Problem.Kind)
	}
	switch {
	case f.Transfer == TransferDone:
		return StateSaved
	case f.Status == StatusInProgress:
		return StateScanning
	}
	return linkState(f.Link, now)
}

// work returns the state of what is under way.
func (f *RowFacts) work() (state State, busy bool) {
	switch {
	case f.Call != nil && f.Call.Stage == StageRetrying:
		return StateRetrying, true
	case f.Transfer == TransferRunning:
		return StateSaving, true
	case f.Call != nil && f.Call.Stage == StageAsking:
		return StateAsking, true
	case f.Call != nil || f.Transfer == TransferQueued:
		return StateQueued, true
	}
	return StateNoLink, false
}

func troubleState(k Kind) State {
	switch k {
	case KindScanning:
		return StateScanning
	case KindRejected:
		return StateRejected
	case KindDenied, KindEnded, KindEarlier:
		return StateDenied
	case KindExpired:
		return StateExpired
	case KindNoLink:
		return StateNoURL
	default:
		return StateFailed
	}
}

func linkState(l Link, now time.Time) State {
	switch l.Phase(now) {
	case PhaseLive:
		return StateLive
	case PhaseSoon:
		return StateSoon
	case PhaseExpired:
		return StateExpired
	case PhaseNone:
	}
	if l.Size > 0 {
		return StateNoURL
	}
	return StateNoLink
}
