// Package session is the conduct of one person's work with one chat: what follows when a link is
// asked for, a scan ends, a link dies, a transfer breaks or the chat is over. It is written once, for
// every front end, and pure: events go in, effects and notices come out. It does no I/O, reads no
// clock, writes no words and knows no terminal.
//
// An Event is an Intent, which is what a person asks for, or an update, which is what the world says.
// An effect is something to be done: ask for a link, save a file. A Notice is something to be told: it
// carries a Fact, names the files it is about, and says which intent it answers. Every intent gets
// exactly one notice that is Final. Where something has to be asked first, that notice is a Question
// with the intent to send back for a yes; for a no, send Decline.
//
// What is seen stays outside: cursor, filter, order, selection, panes. An intent carries the IDs it is
// about, and how many of them its user cannot see at the moment.
//
// A front end drives a session through the runner of package ui/runner, which carries the effects out
// and brings their updates back:
//
//	r := runner.New(ctx, deps, session.New(options))
//	defer r.Close()
//	show(r.Apply(session.Start{}))
//	for !r.Session().Over() {
//		select {
//		case key := <-keys: // "y" copies the link of the row under the cursor
//			show(r.Apply(session.Copy{Targets: session.Targets{IDs: []string{row}}}))
//		case <-r.Ready(): // calls have reported, or an instant was reached that the session waits for
//			show(r.Collect())
//		}
//	}
//
// where show words each notice by the type of its Fact. What is listed is read from the session
// between two events: Library, Row, Downloads, Feed. No notice holds a link: who wants to show one
// reads it from Link.
package session

import (
	"cmp"
	"time"

	"attache/model"
)

// Moment is what a session is told of the world with each event.
type Moment struct {
	Now        time.Time        // on the local clock
	Connection model.Connection // as it is known now
}

// Reply is what follows from an event.
type Reply struct {
	Intent  int // the number given to an intent, which its notices answer; 0 for an update
	Effects []Effect
	Notices []Notice
}

// Session is the state of that work. It is used by one goroutine.
type Session struct {
	*core

	links      *links
	batches    *linkBatches
	deferred   *deferred
	downloads  *downloads
	keepAlive  *keepAlive
	copies     *copies
	credential *credential
	transcript *transcript
	watch      *watch
	looks      *previews
	alarms     *alarms
	linker     *linker
	saver      *saver
	sends      *sends
	opener     *opener
	discarder  *discarder
	receipts   *receipts
	ends       *linkEnds
	trial      *tokenTrial
	chat       *chat
}

// New returns a session that has not begun: its first event is Start.
func New(o Options) *Session {
	o.Prefetch, o.Sample = cmp.Or(o.Prefetch, PrefetchNone), cmp.Or(max(o.Sample, 0), DefaultSample)
	c := &core{opts: o, ttl: o.TTL, names: o.HideNames, contact: o.Contact, rows: map[string]*row{}, arrived: map[string]bool{}}
	s := &Session{core: c, alarms: &alarms{core: c}, receipts: &receipts{c, map[int]receipt{}}}
	s.links = &links{core: c, alarms: s.alarms, byNum: map[int]*row{}, unasked: map[int]*row{}}
	s.keepAlive = &keepAlive{core: c, links: s.links, rows: map[string]*row{}}
	s.batches = &linkBatches{core: c, links: s.links}
	s.copies = &copies{core: c, alarms: s.alarms, sent: map[int]sentCopy{}}
	s.deferred = &deferred{core: c}
	s.downloads = &downloads{core: c, links: s.links, saving: map[string]*row{}, byNum: map[int]*row{}, jobs: saveJobs{core: c, of: map[string]*saveJob{}}}
	s.downloads.list.SetParallel(o.Parallel)
	s.credential = &credential{core: c}
	s.transcript = &transcript{core: c, links: s.links}
	s.watch = &watch{core: c}
	s.looks = &previews{core: c, links: s.links, credential: s.credential}
	s.linker = &linker{c, s.links, s.batches, s.copies, s.deferred, s.keepAlive, s.watch}
	s.saver = &saver{c, s.downloads, s.deferred, s.watch}
	s.opener = &opener{c, s.downloads, s.deferred, s.saver, map[int]opening{}}
	s.discarder = &discarder{c, s.downloads, map[int]int{}}
	s.ends = &linkEnds{c, s.alarms, s.links, s.keepAlive}
	s.trial = &tokenTrial{core: c, links: s.links, credential: s.credential, transcript: s.transcript, watch: s.watch}
	s.chat = &chat{c, s.links, s.linker, s.keepAlive, s.deferred, s.credential, s.transcript, s.watch, &scans{c, s.links, s.linker, s.saver, s.deferred}}
	s.sends = &sends{core: c, byNum: map[int]*sending{}}
	s.addTyped(o.IDs)
	s.lib.Merge(o.Files)
	return s
}
