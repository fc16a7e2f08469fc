package live

import (
	"context"
	"sync"
	"time"

	"attache/api/transcript"
	"attache/api/wire"
	"attache/model"
)

// watch carries out what a machine decides. Its fields belong to the goroutine of Run: the
// others post what they have to say.
type watch struct {
	Watch

	each    func(model.Update)
	mail    chan func()
	work    sync.WaitGroup
	machine machine
	sockets map[int]*socket
	denied  int // the version of the connection token that the last reading was denied with; 0: it was not
}

// Run tells what happens in the chat from the last walk over the transcript on. Where that has not
// ended well, the first reading goes over all of it. each is called from the caller's goroutine and must not block. Run returns nil when
// the chat has ended, and a problem of KindCancelled when ctx has. A refused token is told, and
// waited out.
func (w Watch) Run(ctx context.Context, each func(model.Update)) error {
	inner, cancel := context.WithCancel(ctx)
	run := &watch{Watch: w, each: each, mail: make(chan func()), sockets: map[int]*socket{}}
	defer run.work.Wait()
	defer cancel()
	run.step(inner, started{})
	for {
		// Asked for before what they announce is looked at, so that nothing slips between.
		attended, given := run.Watcher.signal.Wait(), run.Service.Given()
		run.step(inner, run.Watcher.take())
		if run.machine.isOver() {
			return nil
		}
		if !run.wait(ctx, attended, given) {
			return wire.Ended(ctx, wire.OpTranscript)
		}
	}
}

// wait returns when there may be something to do, and false when ctx has ended.
func (w *watch) wait(ctx context.Context, attended, given <-chan struct{}) bool {
	var due <-chan time.Time
	if at, ok := w.machine.Next(w.facts()); ok {
		timer := time.NewTimer(at.Sub(w.Service.Now()))
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
func (w *watch) facts() facts {
	have := w.Service.Tokens()
	f := facts{
		Now: w.Service.Now(), Random: w.Caller.Jitter(), CanExchange: have.CanExchange,
		ScanDue: w.Reader.Cursor.Overdue(), Ended: w.Reader.Cursor.IsOver(), TokensGiven: have.Given,
	}
	if !have.Ends.IsZero() {
		f.TokenEnds = f.Now.Add(have.Ends.Sub(w.Service.ServerNow()))
	}
	return f
}

// step takes an event to the machine and does what it says.
func (w *watch) step(ctx context.Context, e event) {
	for _, a := range w.machine.Step(w.facts(), e) {
		switch a := a.(type) {
		case open:
			w.start(func() { w.open(ctx, a.Socket) })
		case read:
			w.start(func() { w.read(ctx, a) })
		case renew:
			w.start(func() {
				_, err := w.Service.Exchange(ctx, false)
				w.post(ctx, renewed{Problem: model.AsProblem(err)})
			})
		case closeSocket:
			s := w.sockets[a.Socket]
			w.start(func() { s.leave(ctx) })
		case dropSocket:
			w.sockets[a.Socket].drop()
		case probe:
			w.sockets[a.Socket].nudge()
		case dropCredential:
			w.Service.DropParticipant()
		case report:
			w.each(a.Update)
		}
	}
}

// start runs f until it returns, at the latest soon after the watch has ended.
func (w *watch) start(f func()) { w.work.Go(f) }

// post takes an event to the machine in the goroutine of the watch, if that still goes on.
func (w *watch) post(ctx context.Context, e event) {
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
	s, p := w.openSocket(ctx)
	if p != nil {
		w.post(ctx, openFailed{Socket: number, Problem: p, Exchange: p.Op == wire.OpConnect})
		return
	}
	subscribed := false
	p = s.run(ctx, func() {
		w.call(ctx, func() {
			subscribed, w.sockets[number] = true, s
			w.step(ctx, opened{Socket: number, RenewAt: s.renewAt})
		})
	}, func(item socketItem) { w.receive(ctx, item) })
	w.call(ctx, func() {
		delete(w.sockets, number)
		if !subscribed {
			w.step(ctx, openFailed{Socket: number, Problem: p})
			return
		}
		w.step(ctx, lost{Socket: number, Problem: p, Left: s.left.Load()})
	})
}

// receive takes in an item that a socket brought.
func (w *watch) receive(ctx context.Context, item socketItem) {
	w.call(ctx, func() {
		if w.machine.isOver() || !w.Reader.Cursor.IsMine(item.InitialContactID, item.ContactID) {
			return
		}
		w.Reader.Cursor.Hear(item.Item, w.Service.Now())
		w.step(ctx, received{Attachments: item.Files()})
	})
}

// read makes a reading.
func (w *watch) read(ctx context.Context, todo read) {
	version := w.Service.Tokens().Version
	calls, err := w.Reader.CatchUp(ctx, transcript.Todo(todo), func(page model.Page) {
		w.post(ctx, pageRead{Attachments: page.Attachments})
	})
	done := readDone{Problem: model.AsProblem(err), Calls: calls}
	w.call(ctx, func() {
		w.judge(&done, version)
		w.step(ctx, done)
	})
}

// judge says whether a reading that failed means that the token is refused: not as long as another
// one is to be had.
func (w *watch) judge(done *readDone, version int) {
	p := done.Problem
	if p == nil {
		w.denied = 0
		return
	}
	switch refused := p.Kind == model.KindDenied || p.Kind == model.KindInput; {
	case refused && p.Op == wire.OpConnect:
		done.Exchange = true
	case refused:
		now := w.Service.Tokens()
		done.Refused = !now.CanExchange || now.Version != version || w.denied != 0 && now.Version != w.denied
		w.denied = now.Version
	case p.Op == wire.OpConnect: // what the user misses is the transcript
		missing := *p
		missing.Op = wire.OpTranscript
		done.Problem = &missing
	}
}
