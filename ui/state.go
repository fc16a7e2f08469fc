package ui

import (
	"math"
	"time"

	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/model/session"
	"attache/ui/layout"
	"attache/ui/part"
	"attache/ui/tour"
)

// paneKind is what covers the list, or stands beside it.
type paneKind int

const (
	paneNone paneKind = iota
	paneDetails
	paneLog
	paneHelp
	paneLink
	paneExplain
	paneBroken
	paneDownloads
	panePanel
	panePalette
)

// pane is what covers the list, and how far it is scrolled.
type pane struct {
	kind    paneKind
	side    paneKind       // what the pane beside the list shows: details unless paneLog
	id      string         // paneLink, paneExplain, panePanel: the attachment
	problem *model.Problem // paneExplain, paneBroken
	raw     bool           // paneBroken: show the raw answer too
	top     int            // the first line shown
	pick    int            // paneDownloads, panePanel, panePalette: the line that keys act on
	sideTop int            // lines of the details beside the list before those shown, of the log after them
	beside  bool           // keys go to the pane beside the list
	whole   bool           // panePanel: it covers what it would stand beside on a wide screen
	find    string         // paneHelp, panePalette: what is looked for
	under   *pane          // what it covers beside the list
}

// covers reports whether the list is hidden.
func (p *pane) covers() bool { return p.kind != paneNone }

// cover puts a pane in front; what it covers comes back when it is left.
func (p *pane) cover(n pane) {
	under := *p
	n.side = under.side
	if under.covers() {
		n.under = &under
	}
	*p = n
}

// uncover leaves the pane in front.
func (p *pane) uncover() {
	if under := p.under; under != nil {
		*p = *under
		return
	}
	*p = pane{side: p.side}
}

// newest is the top of a log that shows its end, and goes on showing it.
const newest = math.MaxInt32

// scrollBy moves what shows by lines; last is the last line that can be the first. A log at its end stays there.
func (p *pane) scrollBy(by, last int) {
	last = max(last, 0)
	p.top = max(0, min(min(p.top, last)+by, last))
	if p.kind == paneLog && p.top == last {
		p.top = newest
	}
}

// question waits for yes or no; anything but yes is no.
type question struct {
	session.Question

	about []string
	since time.Time // zero: it follows a key
	offer *AddChat  // what is asked about in place of something of the session; nil: nothing is
}

// unread is how long a question that no key has led to takes no answer: a key that was meant for
// something else must not be one.
const unread = 700 * time.Millisecond

// ticker is the one pending point in time at which something on screen changes by itself. A tick whose
// generation is not the current one is old: only one chain of them lives.
type ticker struct {
	gen    int
	rhythm time.Duration // 0: none pending
}

// keyboard is what is known of the keys in front of the user.
type keyboard struct {
	reports bool // the terminal can say which key was pressed, whatever it types
	byPlace bool // it was asked to
}

// hidesList reports whether the list is hidden now: the emulator's panel stands beside it where there is
// room, so that one sees what it does.
func (p *pane) hidesList(l layout.Layout) bool {
	return p.covers() && (p.kind != panePanel || p.whole || l.Kind != layout.Wide)
}

// mouseState is what is known of the mouse. While it is off, the terminal's own selection works.
type mouseState struct {
	on       bool
	dragging bool        // the split between the panes
	last     part.Target // that was clicked on
	at       time.Time   // when
}

// newFilesKey is what the new files out of sight depend on.
type newFilesKey struct {
	revision, arrived, top, height, listed int
	filter                                 string
	by                                     model.SortColumn
	reverse                                bool
}

// answered is what a person has said to an offer.
type answered struct {
	chat AddChat
	yes  bool
}

// tourPlayer plays a tour by pressing keys, one at a beat.
type tourPlayer struct {
	steps   []tour.Step // that are still to come
	begun   time.Time   // zero: nothing is played
	caption string
	keys    []tea.KeyPressMsg // that are still to be pressed
}

func (t *tourPlayer) on() bool { return !t.begun.IsZero() }
