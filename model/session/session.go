// Package session is the conduct of one person's sitting with one chat: what follows when a link is
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

// Session is the state of a sitting. It is used by one goroutine.
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
	looks      *looks
	alarms     *alarms
	linker     *linker
	saver      *saver
	sends      *sends

	opened   bool            // a link has come
	receipts map[int]receipt // receipts that are being written, by the number of the call
}

// New returns a session that has not begun: its first event is Start.
func New(o Options) *Session {
	c := newCore(o)
	s := &Session{core: c, alarms: &alarms{core: c}, receipts: map[int]receipt{}}
	s.links = newLinks(c, s.alarms)
	s.keepAlive = &keepAlive{core: c, links: s.links, rows: map[string]*row{}}
	s.batches = &linkBatches{core: c, links: s.links}
	s.copies = &copies{core: c, alarms: s.alarms, sent: map[int]sentCopy{}}
	s.deferred = &deferred{core: c}
	s.downloads = newDownloads(c, s.links)
	s.credential = &credential{core: c}
	s.transcript = &transcript{core: c}
	s.watch = &watch{core: c}
	s.looks = &looks{core: c, links: s.links, credential: s.credential}
	s.linker = &linker{c, s.links, s.batches, s.copies, s.deferred, s.keepAlive, s.watch}
	s.saver = &saver{c, s.downloads, s.deferred, s.watch, map[int]opening{}, map[int]int{}}
	s.sends = &sends{core: c, byNum: map[int]*sending{}}
	s.addTyped(o.IDs)
	s.lib.Merge(o.Files)
	return s
}

// Apply takes one event and returns what follows from it. It costs what the event touches, however
// many files are listed.
func (s *Session) Apply(e Event, m Moment) Reply {
	s.begin(m)
	num := 0
	if i, ok := e.(Intent); ok {
		num = s.newNum()
		s.intend(num, i)
	} else {
		s.update(e)
	}
	s.settle()
	return s.reply(num)
}

// settle does what follows from any change: links for rows in view, transfers that may start.
func (s *Session) settle() {
	if s.over {
		return
	}
	if !s.transcript.running() && len(s.links.byNum)+len(s.downloads.saving) == 0 { // nothing tries the token any more
		s.credential.untried(&model.Problem{Kind: model.KindCancelled})
	}
	s.links.prefetch(s.credential.refusal != nil)
	s.looks.settle()
	s.downloads.startNext()
	s.credential.want(s.transcript.shut != nil)
}

// Wake returns when the session wants a Tick; zero for never. It does not move because of events that
// have nothing to do with it.
func (s *Session) Wake() time.Time {
	if s.over {
		return time.Time{}
	}
	return earliest(earliest(s.alarms.next(), s.downloads.nextSample()), s.sends.next())
}

// NextEnd returns when a link ends that somebody waits with, the first that does, on the service's clock; zero
// where there is none.
func (s *Session) NextEnd() time.Time { return s.alarms.nextEnd() }

func earliest(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// onTick does what is due.
func (s *Session) onTick() {
	s.downloads.sample()
	s.sends.sample()
	var soon, ended []string
	var died []DeadLink
	for _, r := range s.alarms.due() {
		switch state := s.copies.atEnd(r); {
		case s.keepAlive.due(r):
			s.links.ask(r.id, model.UrgencySelected)
		case state == linkEndsSoon && !r.kept:
			soon = append(soon, r.id)
		case state == linkEnded && !r.copied.ends.Equal(r.link.End()): // else its copy has died
			ended = append(ended, r.id)
		}
		if at, dead := s.copies.died(r); dead {
			died = append(died, DeadLink{r.id, at})
		}
		s.alarms.set(r)
	}
	s.tellEnds(soon, ended, died)
}

func (s *Session) tellEnds(soon, ended []string, died []DeadLink) {
	if len(soon) > 0 {
		left := time.Duration(-1)
		for _, id := range soon {
			if l := s.row(id).link.Left(s.server()); left < 0 || l < left {
				left = l
			}
		}
		s.bell()
		s.tell(WeightWarning, soon, LinksEndSoon{Left: left})
	}
	if len(ended) > 0 {
		s.tell(WeightNews, ended, LinksEnded{})
	}
	if len(died) > 0 {
		ids := make([]string, 0, len(died))
		for _, d := range died {
			ids = append(ids, d.ID)
		}
		s.tell(WeightWarning, ids, CopiedLinksDied{Links: died, Ended: s.ended})
	}
}
