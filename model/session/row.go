package session

import (
	"time"

	"attache/model"
)

// row is what is known of one file beside what the service says of it.
type row struct {
	id   string
	link model.Link
	call *call // for a link

	linkProblem *model.Problem // why the last link did not come
	saveProblem *model.Problem // why the last transfer failed

	save    *transfer
	saved   *model.Saved
	savedAt time.Time
	left    *Left
	name    string     // to be saved as; empty: its own
	opens   int        // the intent that wants it opened once it is saved; 0: none
	form    model.Form // in which it is to be copied after its scan

	asked    int  // calls for a link
	fetched  bool // a link was asked for without a request, once
	wanted   bool // a request asked for the link: its end is told
	selected bool
	kept     bool // renewed before it ends
	warned   bool // that the link ends soon was told
	reported bool // that the link has ended was told
	copied   copied
	typed    bool // known by its ID alone
	came     bool // arrived after the first look, and was not under the cursor since

	alarm time.Time // when the row is looked at next, on the service's clock; zero: never
}

// call is a request for a link that is under way.
type call struct {
	num      int
	priority model.Priority
	keeps    bool // a renewal of a link that is kept alive
	again    bool // the last answer was dead on arrival
	sizes    bool // only the size is wanted
	token    int  // the generation of the token it was sent with
	state    model.CallState
	began    time.Time
}

// transfer is one download under way.
type transfer struct {
	num      int
	meter    model.Meter
	rate     model.Rate
	state    model.CallState
	began    time.Time
	quarters int64 // of the file that were told
	stopping bool  // cancelled; its answer says what is left
	token    int   // the generation of the token it was begun with
}

// copied is what is known of the link of a row that was copied last. A newer link of the row does not
// change what is in somebody's hands.
type copied struct {
	at    time.Time // on the local clock; zero: none was
	ends  time.Time // on the service's clock
	known bool      // that it has died was told
}

// alive reports whether the copied link may still be used by whoever has it.
func (c copied) alive(server time.Time) bool {
	return !c.at.IsZero() && !reached(c.ends.Add(-model.ExpiryMargin), server)
}

// watched reports whether its death is still to be told.
func (c copied) watched() bool { return !c.at.IsZero() && !c.known }

// problem is what is wrong with the row now. What is saved stays saved: a link that cannot be renewed
// does not change that.
func (r *row) problem() *model.Problem {
	if r.saveProblem != nil {
		return r.saveProblem
	}
	return r.linkProblem
}

// size is the size of the file as far as it is known.
func (r *row) size() int64 {
	if r.saved != nil && r.saved.Size > 0 {
		return r.saved.Size
	}
	return r.link.Size
}

// tells reports whether the end of the row's link is told: of one that nobody asked for it is not.
func (r *row) tells() bool { return r.wanted || r.selected || !r.copied.at.IsZero() }

func earliest(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// reached reports whether an instant has come by either clock: the wall clock can be set back, and the
// monotonic one stops while a laptop sleeps.
func reached(at, now time.Time) bool { return !at.After(now) || !at.Round(0).After(now.Round(0)) }
