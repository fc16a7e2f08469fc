// Package ui is the screen of attache: one Bubble Tea model around a session, which it knows through a
// runner alone. Keys become intents, notices become lines of news and of the log, and what is drawn is
// read from the session. The clock is read once per message, never while drawing.
package ui

import (
	"attache/model/session"
	"attache/ui/pacer"
)

// Model is the screen's state: what is seen of a session. It is used by pointer and only from the event
// loop.
type Model struct {
	core

	seen        session.RowsVisible // as the session was told last
	moved       bool                // by the user, since then
	marked      map[string]bool     // as the session was told last
	remark      bool                // marks may have changed since then
	typing      bool                // as the session was told last
	clicks      map[string]bool     // files whose link a key asked for: it may be shown as one to click on
	keyboard    keyboard
	viewer      viewer
	pane        pane
	done        string // what was done last to the emulator
	prompt      *prompt
	asking      *question
	questions   []question       // that wait until nothing else is in front
	acting      bool             // what the session says answers a key
	sort        bool             // the next key names an order
	copyAs      *session.Targets // the next key names the form to copy these in; nil: it does not
	tick        ticker
	pace        *pacer.Pacer
	tour        tourPlayer
	interrupted bool // the last key was the interrupt key
}
