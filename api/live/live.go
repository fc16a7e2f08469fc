// Package live decides how a chat is kept in view: through a socket, or by reading its transcript.
//
// Machine is told what happened and answers with what to do. It does no I/O, reads no clock and
// starts nothing, so that any run of outages can be played to it.
package live

import (
	"time"

	"attache/model"
)

// Facts are what holds at the moment of an event, on the local clock.
type Facts struct {
	Now         time.Time
	Random      float64   // in [0, 1)
	CanExchange bool      // there is a participant token, which gives connection tokens and sockets
	TokenEnds   time.Time // when the connection token ends; zero when unknown
	ScanDue     time.Time // when a scan has to be read for although a socket is open; zero for never
	Ended       bool      // the transcript says that the chat is over
	TokensGiven int       // how many tokens the user has given
}

// Event is something that happened.
type Event interface{ event() }

// The events.
type (
	// Started begins the watch. The transcript was read just before.
	Started struct{}
	// Attention tells who looks at the chat.
	Attention struct {
		Looking bool // somebody looks
		Came    bool // who looks did not look before
		Called  bool // somebody said to be looking
	}
	// Opened tells that a socket is subscribed.
	Opened struct {
		Socket  int
		RenewAt time.Time // when another one should take its place
	}
	// OpenFailed tells that a socket could not be opened.
	OpenFailed struct {
		Socket   int
		Problem  *model.Problem
		Exchange bool // no URL was given; else there was one, and it led to no subscription
	}
	// Lost tells that a subscribed socket is gone.
	Lost struct {
		Socket  int
		Problem *model.Problem
		Left    bool // it was closed in good order
	}
	// Heard tells what a socket brought.
	Heard struct{ Attachments []model.Attachment }
	// PageRead tells what a page of a reading brought.
	PageRead struct{ Attachments []model.Attachment }
	// ReadDone tells that a reading has ended.
	ReadDone struct {
		Problem  *model.Problem // nil: everything up to now was read
		Calls    int            // how many requests that took
		Refused  bool           // Problem is a refused token, and no other token can be had
		Exchange bool           // Problem is a refused participant token
	}
	// Renewed tells that the connection token was exchanged anew, or why not.
	Renewed struct{ Problem *model.Problem }
	// Woke tells that time has passed, or that a token was given.
	Woke struct{}
)

func (Started) event()    {}
func (Attention) event()  {}
func (Opened) event()     {}
func (OpenFailed) event() {}
func (Lost) event()       {}
func (Heard) event()      {}
func (PageRead) event()   {}
func (ReadDone) event()   {}
func (Renewed) event()    {}
func (Woke) event()       {}

// Action is something to be done.
type Action interface{ action() }

// The actions.
type (
	// Open exchanges the participant token and opens a socket. It ends with Opened or OpenFailed.
	Open struct{ Socket int }
	// Read reads what came since the last reading. It ends with ReadDone.
	Read struct {
		Fill bool // something may have been missed: every running scan is read for
		Poll bool // no socket is open: one scan is read for, the next with the next reading
		Back bool // go back from the newest item: going forward has failed
	}
	// Renew exchanges the participant token for a connection token. It ends with Renewed.
	Renew struct{}
	// Leave closes a socket in good order.
	Leave struct{ Socket int }
	// Drop breaks a socket off.
	Drop struct{ Socket int }
	// Probe makes sure that a socket still lives.
	Probe struct{ Socket int }
	// DropCredential gives the participant token up: the service refused it.
	DropCredential struct{}
	// Tell passes an update on.
	Tell struct{ News model.News }
)

func (Open) action()           {}
func (Read) action()           {}
func (Renew) action()          {}
func (Leave) action()          {}
func (Drop) action()           {}
func (Probe) action()          {}
func (DropCredential) action() {}
func (Tell) action()           {}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
