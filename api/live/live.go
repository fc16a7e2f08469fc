// Package live keeps a chat in view: through a socket, or by reading its transcript.
//
// A machine decides. It is told what happened and answers with what to do; it does no I/O, reads no
// clock and starts nothing, so that any run of outages can be played to it. A watch carries that out.
package live

import (
	"time"

	"attache/model"
)

// facts are what holds at the moment of an event, on the local clock.
type facts struct {
	Now         time.Time
	Random      float64   // in [0, 1)
	CanExchange bool      // there is a participant token, which gives connection tokens and sockets
	TokenEnds   time.Time // when the connection token ends; zero when unknown
	ScanDue     time.Time // when a scan has to be read for although a socket is open; zero for never
	Ended       bool      // the transcript says that the chat is over
	TokensGiven int       // how many tokens the user has given
}

// event is something that happened.
type event interface{ event() }

// The events.
type (
	// started begins the watch. The transcript was read just before.
	started struct{}
	// attention tells who looks at the chat.
	attention struct {
		Looking bool // somebody looks
		Came    bool // who looks did not look before
		Called  bool // somebody said to be looking
	}
	// opened tells that a socket is subscribed.
	opened struct {
		Socket  int
		RenewAt time.Time // when another one should take its place
	}
	// openFailed tells that a socket could not be opened.
	openFailed struct {
		Socket   int
		Problem  *model.Problem
		Exchange bool // no URL was given; else there was one, and it led to no subscription
	}
	// lost tells that a subscribed socket is gone.
	lost struct {
		Socket  int
		Problem *model.Problem
		Left    bool // it was closed in good order
	}
	// received tells what a socket brought.
	received struct{ Attachments []model.Attachment }
	// pageRead tells what a page of a reading brought.
	pageRead struct{ Attachments []model.Attachment }
	// readDone tells that a reading has ended.
	readDone struct {
		Problem  *model.Problem // nil: everything up to now was read
		Calls    int            // how many requests that took
		Refused  bool           // Problem is a refused token, and no other token can be had
		Exchange bool           // Problem is a refused participant token
	}
	// renewed tells that the connection token was exchanged anew, or why not.
	renewed struct{ Problem *model.Problem }
	// wake tells that time has passed, or that a token was given.
	wake struct{}
)

func (started) event()    {}
func (attention) event()  {}
func (opened) event()     {}
func (openFailed) event() {}
func (lost) event()       {}
func (received) event()   {}
func (pageRead) event()   {}
func (readDone) event()   {}
func (renewed) event()    {}
func (wake) event()       {}

// action is something to be done.
type action interface{ action() }

// The actions.
type (
	// open exchanges the participant token and opens a socket. It ends with opened or openFailed.
	open struct{ Socket int }
	// read reads what came since the last reading. It ends with readDone.
	read struct {
		Fill bool // something may have been missed: every running scan is read for
		Poll bool // no socket is open: one scan is read for, the next with the next reading
		Back bool // go back from the newest item: going forward has failed
	}
	// renew exchanges the participant token for a connection token. It ends with renewed.
	renew struct{}
	// closeSocket closes a socket in good order.
	closeSocket struct{ Socket int }
	// dropSocket breaks a socket off.
	dropSocket struct{ Socket int }
	// probe makes sure that a socket still lives.
	probe struct{ Socket int }
	// dropCredential gives the participant token up: the service refused it.
	dropCredential struct{}
	// report passes an update on.
	report struct{ Update model.Update }
)

func (open) action()           {}
func (read) action()           {}
func (renew) action()          {}
func (closeSocket) action()    {}
func (dropSocket) action()     {}
func (probe) action()          {}
func (dropCredential) action() {}
func (report) action()         {}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
