package model

import "strconv"

// Outcome is what became of one file that was asked for.
type Outcome struct {
	Attachment Attachment
	Saved      Saved    // its State is empty when it failed
	Problem    *Problem // why it failed; nil when it did not
}

// worthRetrying reports whether asking again may bring the file: it failed, and not because of what
// it is or is called.
func (o Outcome) worthRetrying() bool {
	if o.Problem == nil {
		return false
	}
	switch o.Problem.Kind {
	case KindRejected, KindInvalid, KindMissing, KindInput, KindEnded, KindEarlier, KindUnsafeLink:
		return false
	default:
		return true
	}
}

// Unfinished returns the IDs of the files that asking again may bring, in their order.
func Unfinished(outcomes []Outcome) []string {
	var ids []string
	for _, o := range outcomes {
		if o.worthRetrying() {
			ids = append(ids, o.Attachment.ID)
		}
	}
	return ids
}

// Failures is the error of a command that did several things of which some failed. Each of them
// has been told where it happened.
type Failures struct { //nolint:errname // they are no one error
	Of       int        // how many things there were
	Problems []*Problem // why some of them failed; at least one
}

// FailuresOf returns a *Failures, or nil when nothing failed.
func FailuresOf(outcomes []Outcome) error {
	f := &Failures{Of: len(outcomes)}
	for _, o := range outcomes {
		if o.Problem != nil {
			f.Problems = append(f.Problems, o.Problem)
		}
	}
	if len(f.Problems) == 0 {
		return nil
	}
	return f
}

// Error returns one technical line for logs.
func (f *Failures) Error() string {
	s := strconv.Itoa(len(f.Problems)) + " of " + strconv.Itoa(f.Of) + " failed"
	if len(f.Problems) > 0 {
		s += ": " + f.Problems[0].Error()
	}
	return s
}

// Unwrap returns the problems.
func (f *Failures) Unwrap() []error {
	all := make([]error, len(f.Problems))
	for i, p := range f.Problems {
		all[i] = p
	}
	return all
}
