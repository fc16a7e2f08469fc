package session

import (
	"time"

	"attache/model"
)

// transcript is the reading of the chat.
type transcript struct {
	*core
	links *links

	num    int // the walk under way; 0: none
	intent int // that waits for it; 0: none
	state  model.CallState
	began  time.Time
	page   bool // a page of it has come
	sawEnd bool // the walk, or the watch since it began, told of the chat's end
	read   bool // one has ended well
	readAt time.Time
	fresh  []string       // what it has brought that was not listed before
	shut   *model.Problem // why there is nothing to see
}

func (t *transcript) running() bool { return t.num != 0 }

// walk reads the transcript for an intent; 0: for none. A walk under way is replaced, and what waits for
// it waits for the new one.
func (t *transcript) walk(num int, trial bool) {
	waits := num
	if t.running() {
		t.do(CancelCall{t.num})
		if t.intent > 0 && num > 0 {
			t.finish(t.intent, WeightResult, nil, NothingToDo{})
		} else if t.intent > 0 {
			waits = t.intent
		}
	}
	if !trial {
		t.links.denials = 0
	}
	t.num, t.intent, t.state, t.began = t.newNum(), waits, model.CallState{Stage: model.StageQueued, Since: t.now, Try: 1}, t.now
	t.page, t.sawEnd, t.fresh = false, false, nil
	t.do(ReadTranscript{t.num})
}

// watch is the call that tells the news of the chat.
type watch struct {
	*core

	num   int // 0: nobody watches
	state model.Watch
}

func (w *watch) running() bool { return w.num != 0 }

// live reports whether the chat is seen as it goes on, which takes a token that reads it.
func (w *watch) live() bool {
	return w.running() && w.state.State == model.WatchLive && !w.state.Lost()
}

// start begins to listen. It follows a walk that has ended well, since it goes on from there.
func (w *watch) start() {
	if w.opts.NoLive || len(w.opts.IDs) > 0 || w.running() || w.ended || w.over {
		return
	}
	w.num = w.newNum()
	w.state = model.Watch{State: model.WatchConnecting}
	w.do(Watch{w.num})
}

// turn notes by which way news come from now on.
func (w *watch) turn(is model.Watch, filled bool) {
	was := w.state
	w.state = is
	f := WatchChanged{Was: was, Is: is, Filled: filled, Lost: is.Lost() && !was.Lost()}
	f.Back = was.Lost() && !is.Lost() && (is.State == model.WatchLive || is.State == model.WatchPolling)
	switch {
	case f.Lost:
		w.tell(WeightWarning, nil, f)
	case f.Back:
		w.tell(WeightNews, nil, f)
	case was.State != is.State || was.Problem != is.Problem || filled:
		w.tell(WeightDetail, nil, f)
	}
}
