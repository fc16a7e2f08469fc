package api

import (
	"context"
	"sync"
	"time"

	"attache/api/live"
	"attache/api/wire"
	"attache/model"
)

// watch carries out what a live.Machine decides. Its fields belong to the goroutine of Watch: the
// others post what they have to say.
type watch struct {
	c       *Client
	each    func(model.News)
	mail    chan func()
	work    sync.WaitGroup
	machine live.Machine
	sockets map[int]*socket
	denied  int // the version of the connection token that the last reading was denied with; 0: it was not
}

// Watch tells what happens in the chat from the last walk over the transcript on. Where that has not
// ended well, the first reading goes over all of it. each is called from the caller's goroutine and must not block. Watch returns nil when
// the chat has ended, and a problem of KindCancelled when ctx has. A refused token is told, and
// waited out.
func (c *Client) Watch(ctx context.Context, each func(model.News)) error {
	inner, cancel := context.WithCancel(ctx)
	w := &watch{c: c, each: each, mail: make(chan func()), sockets: map[int]*socket{}}
	defer w.work.Wait()
	defer cancel()
	w.step(inner, live.Started{})
	for {
		// Asked for before what they announce is looked at, so that nothing slips between.
		attended, given := c.attention.wait(), c.tokens.news.wait()
		w.step(inner, c.attention.take())
		if w.machine.Done() {
			return nil
		}
		if !w.wait(ctx, attended, given) {
			return wire.Ended(ctx, opTranscript)
		}
	}
}

// wait returns when there may be something to do, and false when ctx has ended.
func (w *watch) wait(ctx context.Context, attended, given <-chan struct{}) bool {
	var due <-chan time.Time
	if at, ok := w.machine.Next(w.facts()); ok {
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

// facts are what holds at this moment.
func (w *watch) facts() live.Facts {
	c := w.c
	f := live.Facts{
		Now: c.now(), Random: c.caller.Jitter(), CanExchange: c.tokens.canExchange(),
		ScanDue: c.cursor.overdue(), Ended: c.cursor.isOver(), TokensGiven: c.tokens.givenVersion(),
	}
	if ends := c.tokens.end(); !ends.IsZero() {
		f.TokenEnds = f.Now.Add(ends.Sub(c.serverNow()))
	}
	return f
}

// step takes an event to the machine and does what it says.
func (w *watch) step(ctx context.Context, e live.Event) {
	for _, a := range w.machine.Step(w.facts(), e) {
		switch a := a.(type) {
		case live.Open:
			w.start(func() { w.open(ctx, a.Socket) })
		case live.Read:
			w.start(func() { w.read(ctx, a) })
		case live.Renew:
			w.start(func() {
				_, err := w.c.renewToken(ctx, wish{quiet: true})
				w.post(ctx, live.Renewed{Problem: model.AsProblem(err)})
			})
		case live.Leave:
			s := w.sockets[a.Socket]
			w.start(func() { s.leave(ctx) })
		case live.Drop:
			w.sockets[a.Socket].drop()
		case live.Probe:
			w.sockets[a.Socket].nudge()
		case live.DropCredential:
			w.c.tokens.drop()
		case live.Tell:
			w.each(a.News)
		}
	}
}

// start runs f until it returns, at the latest soon after the watch has ended.
func (w *watch) start(f func()) { w.work.Go(f) }

// post takes an event to the machine in the goroutine of the watch, if that still goes on.
func (w *watch) post(ctx context.Context, e live.Event) {
	w.call(ctx, func() { w.step(ctx, e) })
}

// call has f called in the goroutine of the watch, if that still goes on.
func (w *watch) call(ctx context.Context, f func()) {
	select {
	case w.mail <- f:
	case <-ctx.Done():
	}
}

// open opens a socket and listens to it until it is lost.
func (w *watch) open(ctx context.Context, number int) {
	s, p := w.c.openSocket(ctx)
	if p != nil {
		w.post(ctx, live.OpenFailed{Socket: number, Problem: p, Exchange: p.Op == opConnect})
		return
	}
	subscribed := false
	p = s.run(ctx, func() {
		w.call(ctx, func() {
			subscribed, w.sockets[number] = true, s
			w.step(ctx, live.Opened{Socket: number, RenewAt: s.renewAt})
		})
	}, func(item socketItem) { w.hear(ctx, item) })
	w.call(ctx, func() {
		delete(w.sockets, number)
		if !subscribed {
			w.step(ctx, live.OpenFailed{Socket: number, Problem: p})
			return
		}
		w.step(ctx, live.Lost{Socket: number, Problem: p, Left: s.left.Load()})
	})
}

// hear takes in an item that a socket brought.
func (w *watch) hear(ctx context.Context, item socketItem) {
	w.call(ctx, func() {
		if w.machine.Done() || !w.c.cursor.isMine(item) {
			return
		}
		w.c.cursor.hear(item.transcriptItem, w.c.now())
		w.step(ctx, live.Heard{Attachments: item.attachments()})
	})
}

// read makes a reading.
func (w *watch) read(ctx context.Context, todo live.Read) {
	version := w.c.tokens.version()
	done := w.c.catchUp(ctx, todo, func(page model.Page) {
		w.post(ctx, live.PageRead{Attachments: page.Attachments})
	})
	w.call(ctx, func() {
		w.judge(&done, version)
		w.step(ctx, done)
	})
}

// judge says whether a reading that failed means that the token is refused: not as long as another
// one is to be had.
func (w *watch) judge(done *live.ReadDone, version int) {
	p := done.Problem
	if p == nil {
		w.denied = 0
		return
	}
	switch refused := p.Kind == model.KindDenied || p.Kind == model.KindInput; {
	case refused && p.Op == opConnect:
		done.Exchange = true
	case refused:
		now := w.c.tokens.version()
		done.Refused = !w.c.tokens.canExchange() || now != version || w.denied != 0 && now != w.denied
		w.denied = now
	case p.Op == opConnect: // what the user misses is the transcript
		missing := *p
		missing.Op = opTranscript
		done.Problem = &missing
	}
}
