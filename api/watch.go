package api

import (
	"context"
	"sync"
	"time"

	"attache/model"
)

// watch is one watch over the chat. Its fields belong to the goroutine of Watch: the others post
// what they have to say.
type watch struct {
	c    *Client
	each func(model.News)
	mail chan func()
	work sync.WaitGroup
	told model.Watch

	line
	round

	renewing bool
	renewed  time.Time // when the connection token was last renewed by the watch
	resting  bool      // the token was refused
	gifts    int       // the tokens that SetToken had brought when the call that was refused began
	leaving  bool      // the chat is over; what it has said last is still read
	done     bool
}

// Watch tells what happens in the chat from the last walk over the transcript on, which must have
// ended well. each is called from the caller's goroutine and must not block. Watch returns nil when
// the chat has ended, and a problem of KindCancelled when ctx has. A refused token is told, and
// waited out.
func (c *Client) Watch(ctx context.Context, each func(model.News)) error {
	inner, cancel := context.WithCancel(ctx)
	w := &watch{c: c, each: each, mail: make(chan func())}
	defer w.work.Wait()
	defer cancel()
	if c.place.isOver() {
		w.end()
		return nil
	}
	now := c.now()
	w.openAt, w.readAt = now, now.Add(w.every())
	for {
		// Asked for before what they announce is looked at, so that nothing slips between.
		attended, given := c.attention.wait(), c.tokens.news.wait()
		w.attend()
		w.wake()
		w.begin(inner)
		if w.done {
			return nil
		}
		w.show()
		if !w.wait(ctx, attended, given) {
			return ended(ctx, opTranscript)
		}
	}
}

// wait returns when there may be something to do, and false when ctx has ended.
func (w *watch) wait(ctx context.Context, attended, given <-chan struct{}) bool {
	var due <-chan time.Time
	if at, ok := w.next(); ok {
		timer := time.NewTimer(at.Sub(w.c.now()))
		defer timer.Stop()
		due = timer.C
	}
	select {
	case say := <-w.mail:
		say()
	case <-due:
	case <-attended:
	case <-given:
	case <-ctx.Done():
		return false
	}
	return true
}

// start runs f until it returns, at the latest soon after the watch has ended.
func (w *watch) start(f func()) {
	w.work.Go(f)
}

// post has say called in the goroutine of the watch, if that still goes on.
func (w *watch) post(ctx context.Context, say func()) {
	select {
	case w.mail <- say:
	case <-ctx.Done():
	}
}

// due lists what is to be begun at which instant, zero for what is not.
func (w *watch) due() (open, read, renew time.Time) {
	if w.resting || w.done {
		return open, read, renew
	}
	return w.openDue(), w.readDue(), w.renewDue()
}

// next returns when something is to be begun.
func (w *watch) next() (at time.Time, ok bool) {
	open, read, renew := w.due()
	for _, t := range []time.Time{open, read, renew} {
		if !t.IsZero() && (!ok || t.Before(at)) {
			at, ok = t, true
		}
	}
	return at, ok
}

// begin begins what is due.
func (w *watch) begin(ctx context.Context) {
	open, read, renew := w.due()
	now := w.c.now()
	isDue := func(at time.Time) bool { return !at.IsZero() && !at.After(now) }
	if isDue(open) {
		w.open(ctx)
	}
	if isDue(read) {
		w.read(ctx)
	}
	if isDue(renew) && !w.opening {
		w.renew(ctx)
	}
}

// attend does what somebody's coming asks for at once.
func (w *watch) attend() {
	looking, came, called := w.c.attention.take()
	now := w.c.now()
	w.look(looking, came, now)
	if called {
		w.call(now)
	}
}

// renewDue is when the connection token is to be renewed: a minute before its end, whether or not
// anything uses it.
func (w *watch) renewDue() time.Time {
	ends := w.c.tokens.end()
	if w.renewing || w.opening || ends.IsZero() || !w.c.tokens.canExchange() {
		return time.Time{}
	}
	at := w.c.now().Add(ends.Sub(w.c.serverNow()) - renewBefore)
	return later(at, w.renewed.Add(renewEvery))
}

func (w *watch) renew(ctx context.Context) {
	w.renewing = true
	w.start(func() {
		_, err := w.c.renewToken(ctx, wish{quiet: true})
		w.post(ctx, func() {
			w.renewing, w.renewed = false, w.c.now()
			if err != nil && model.KindOf(err) == model.KindDenied {
				w.refuse(model.AsProblem(err))
			}
		})
	})
}

// refuse makes what is to be made of a refused token. A chat that has ended refuses every token. A
// participant token that is refused may leave a connection token that is good: the transcript is
// read with it, which also tells whether the chat has ended. When that is refused as well the watch
// rests.
func (w *watch) refuse(p *model.Problem) {
	switch {
	case w.c.place.isOver():
		w.end()
		return
	case p.Op == opConnect:
		w.c.tokens.setAside()
		if w.blocked = 0; w.try > 0 {
			w.trouble = p // until a reading has shown that the chat is still heard
		}
		w.miss()
		return
	case w.c.tokens.gifts() != w.gifts: // another one is there already
		w.miss()
		return
	}
	w.c.tokens.setAside()
	w.resting = true
	w.hangUp()
	w.trouble = p
	w.told = w.state()
	w.each(model.News{Refused: p, Watch: w.told})
}

// wake goes on after a rest when SetToken has brought another token.
func (w *watch) wake() {
	if w.resting && w.c.tokens.gifts() != w.gifts {
		w.resting, w.trouble = false, nil
		w.miss()
	}
}

// end tells that the chat is over.
func (w *watch) end() {
	if !w.done {
		w.done = true
		w.each(model.News{Ended: true, Watch: w.state()})
	}
}
