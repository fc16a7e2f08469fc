// Package runner carries out what a session wants done, for every front end: the calls and their
// contexts, cancellation, the timer, and the wait for part files at the end live here and nowhere
// else. It words nothing and draws nothing.
//
// A front end gives it events and is given notices; see package session for a loop. A command that does
// one thing after another uses Do. A front end with an event loop of its own waits for Ready beside it
// and calls Collect from it: a Runner is used by one goroutine.
package runner

import (
	"context"
	"time"

	"attache/model"
	"attache/model/session"
)

// tidyTime bounds how long the end waits for transfers to leave their part files in order: a file
// system that hangs must not keep the terminal.
const tidyTime = 2 * time.Second

// Result is what a front end is given after an event.
type Result struct {
	Intent  int // the number of the intent that was applied; 0: none was
	Notices []session.Notice
	// Local is to be done by whoever owns the terminal: session.SendToTerminal and session.Bell.
	Local []session.Effect
}

// Runner drives one session.
type Runner struct {
	effects

	session *session.Session
	stop    context.CancelFunc
	timer   *time.Timer
	wake    time.Time // what the timer is set to; zero: it is not
}

// New returns a runner of a session that has not begun. All it starts ends with ctx, or with Close.
func New(ctx context.Context, deps Deps, s *session.Session) *Runner {
	r := &Runner{session: s, effects: effects{deps: deps, box: newInbox(), calls: map[int]context.CancelFunc{}}}
	r.ctx, r.stop = context.WithCancel(ctx)
	if deps.Renewals != nil {
		go r.renew(deps.Renewals)
	}
	return r
}

// renew passes fresh tokens on.
func (r *Runner) renew(tokens <-chan model.Secret) {
	for {
		select {
		case <-r.ctx.Done():
			return
		case token, open := <-tokens:
			if !open {
				return
			}
			r.box.put(session.TokenRenewed{Token: token})
		}
	}
}

// Session returns the session, to be read between two events.
func (r *Runner) Session() *session.Session { return r.session }

// Ready is signalled when there is something to collect.
func (r *Runner) Ready() <-chan struct{} { return r.box.ready }

// Apply gives the session an event and begins what it wants done.
func (r *Runner) Apply(e session.Event) Result {
	var res Result
	r.apply(e, &res)
	return res
}

// Collect gives the session what running calls have reported since the last time, and the tick that is
// due.
func (r *Runner) Collect() Result {
	var res Result
	for _, e := range r.box.take(mostAtOnce) {
		r.apply(e, &res)
	}
	return res
}

func (r *Runner) apply(e session.Event, res *Result) {
	if num := answered(e); num > 0 {
		delete(r.calls, num)
	}
	now := r.deps.Now()
	reply := r.session.Apply(e, session.Moment{Now: now, Connection: r.deps.Chat.Status()})
	res.Intent = max(res.Intent, reply.Intent)
	res.Notices = append(res.Notices, reply.Notices...)
	for _, effect := range reply.Effects {
		if !r.do(effect) {
			res.Local = append(res.Local, effect)
		}
	}
	r.setTimer(now)
}

// setTimer lets a tick come when the session wants one. One that is set already is left alone: what has
// nothing to do with it does not put it off.
func (r *Runner) setTimer(now time.Time) {
	at := r.session.Wake()
	if at.Equal(r.wake) && at.After(now) {
		return
	}
	if r.timer != nil {
		r.timer.Stop()
	}
	if r.wake = at; !at.IsZero() {
		r.timer = time.AfterFunc(max(at.Sub(now), 0), r.box.tick)
	}
}

// Do applies an intent and returns when it has got its answer. each is given all that is told
// meanwhile. Its error holds a *model.Problem of KindCancelled where ctx ended first.
func (r *Runner) Do(ctx context.Context, i session.Intent, each func(Result)) error {
	res := r.Apply(i)
	for num := res.Intent; ; res = r.Collect() {
		each(res)
		for _, n := range res.Notices {
			if n.Final && n.Answers == num {
				return nil
			}
		}
		if ctx.Err() == nil {
			select {
			case <-ctx.Done():
			case <-r.Ready():
			}
		}
		if ctx.Err() != nil { // also where calls have answered that they were cancelled: others must not be begun in their place
			return &model.Problem{Kind: model.KindCancelled, Err: ctx.Err()}
		}
	}
}

// Close ends all that is under way, waits for transfers to leave their part files in order, and lets
// the session know what became of them.
func (r *Runner) Close() Result {
	r.stop()
	if r.timer != nil {
		r.timer.Stop()
	}
	late := time.NewTimer(tidyTime)
	defer late.Stop()
	done := make(chan struct{})
	go func() { r.saves.Wait(); close(done) }()
	select {
	case <-done:
	case <-late.C:
	}
	var res Result
	for _, e := range r.box.take(0) {
		switch e.(type) {
		case session.SaveEnded, session.FileSendEnded:
			r.apply(e, &res)
		}
	}
	if r.timer != nil {
		r.timer.Stop()
	}
	return res
}
