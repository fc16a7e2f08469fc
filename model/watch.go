package model

import "time"

// WatchState says by which way updates of the chat reach the program at the moment.
type WatchState int

// The states.
const (
	WatchOff        WatchState = iota // nobody watches, or the token was refused and another one is awaited
	WatchConnecting                   // the first socket is being opened
	WatchLive                         // through a socket, as things happen
	WatchWaiting                      // the socket is gone; the next one is opened at Until
	WatchPolling                      // the transcript is read again, the next time at Until
	WatchEnded                        // the chat is over: nothing more will come
)

// Watch is the state of the watch over a chat. Its instants are on the local clock.
type Watch struct {
	State   WatchState
	Until   time.Time     // WatchWaiting, WatchPolling: when the next try or reading starts
	Every   time.Duration // WatchPolling: the time between two readings
	Try     int           // WatchWaiting: the try to come; the first is 1
	Problem *Problem      // why the last try or reading failed; nil when it did not
}

// Lost reports whether nothing is received of the chat at the moment, or what was missed has not been
// read yet. Where no socket can be had but the readings are answered, all is received.
func (w Watch) Lost() bool {
	p := w.Problem
	switch w.State {
	case WatchWaiting:
		return true
	case WatchLive:
		return p != nil
	case WatchPolling:
		return p != nil && (p.Op == "GetTranscript" || p.Op == "CreateParticipantConnection" && p.Kind == KindDenied)
	case WatchOff, WatchConnecting, WatchEnded:
	}
	return false
}

// Update is what a watch reports: what happened, and how it goes on watching.
type Update struct {
	Attachments []Attachment // new ones, and known ones about which something was said anew
	Filled      bool         // a gap is closed: what happened while nothing was received is in here or came before
	Ended       bool         // the chat is over
	Refused     *Problem     // the token was refused; the watch rests until it is given another one
	Watch       Watch        // from now on
}
