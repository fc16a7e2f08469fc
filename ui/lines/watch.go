package lines

import (
	"time"

	"attache/model"
	"attache/ui/wording"
)

// watchOn begins to watch the chat, once it was read.
func (t *talk) watchOn() {
	if t.opts.NoLive || t.watching || len(t.opts.IDs) > 0 {
		return
	}
	t.watching = true
	t.order(watchChat{})
}

// onNews takes what the watch tells.
func (t *talk) onNews(n model.News) {
	t.merge(n.Attachments)
	if t.walk.num == 0 {
		t.tellNew(t.place())
	}
	if n.Ended && !t.ended {
		t.tellEnd()
	}
	if n.Refused != nil {
		t.problem(n.Refused.IfEnded(t.ended), "", t.tell)
		t.tell("Type token to give another one.")
	}
	t.tellFeed(t.watch, n.Watch)
	t.watch = n.Watch
}

// tellEnd says that the chat is over.
func (t *talk) tellEnd() {
	t.ended = true
	w := wording.For(&model.Problem{Kind: model.KindEnded})
	t.tell(w.Sentence + " Links that are good stay so to their end, and downloads under way go on.")
	t.dropWishes()
}

// tellFeed says how the watch goes on, where that has changed for whoever waits for news.
func (t *talk) tellFeed(was, is model.Watch) {
	if was.Feed == is.Feed {
		return
	}
	switch is.Feed {
	case model.FeedLive:
		if was.Feed == model.FeedWaiting || was.Feed == model.FeedPolling {
			t.tell("Connected again: changes are told as they happen.")
			return
		}
		t.detail("Connected: changes are told as they happen.")
	case model.FeedWaiting:
		t.tell("The connection for changes is lost. Reconnecting.")
	case model.FeedPolling:
		text := "No connection for changes can be had. The chat is read again"
		if is.Every > 0 {
			text += " every " + spokenTime(is.Every)
		} else {
			text += " now and then"
		}
		t.tell(text + ".")
	case model.FeedOff, model.FeedConnecting, model.FeedEnded:
	}
}

// onWatchEnded ends the watch. It ends well with the chat alone.
func (t *talk) onWatchEnded(e watchEnded) {
	t.watching = false
	p := model.AsProblem(e.err)
	switch {
	case p == nil:
		if !t.ended {
			t.tellEnd()
		}
		t.watch = model.Watch{Feed: model.FeedEnded}
	case p.Kind != model.KindCancelled:
		t.watch = model.Watch{}
		t.problem(p, "", t.tell)
		t.tell("Changes are no longer told. Type read to read the chat again.")
	}
}

// feedWords says how news of the chat come.
func (t *talk) feedWords() string {
	wait := ""
	if left := t.watch.Until.Sub(t.now); !t.watch.Until.IsZero() && left > 0 {
		wait = ", the next time in " + spokenWait(left)
	}
	switch {
	case t.ended:
		return "The chat has ended."
	case len(t.opts.IDs) > 0:
		return "Changes of the chat are not watched."
	case !t.watching:
		return "Changes of the chat are not watched. Type read to read it again."
	}
	switch t.watch.Feed {
	case model.FeedLive:
		return "Connected: changes are told as they happen."
	case model.FeedWaiting:
		return "The connection for changes is lost. Reconnecting" + wait + "."
	case model.FeedPolling:
		return "The chat is read again and again" + wait + "."
	case model.FeedOff, model.FeedConnecting, model.FeedEnded:
	}
	return "Connecting for changes."
}

// onStage notes what a request is doing. That one is sent again is told: the wait may be long.
func (t *talk) onStage(e stageChanged) {
	if e.id == "" {
		if e.num == t.walk.num {
			t.walk.state = e.state
			t.tellRetry("the chat", e.state)
		}
		return
	}
	r := t.row(e.id)
	switch {
	case r.call != nil && r.call.num == e.num:
		r.call.state = e.state
		t.tellRetry(t.label(e.id), e.state)
	case r.save != nil && r.save.num == e.num:
		r.save.state = e.state
		t.tellRetry(t.label(e.id), e.state)
	}
}

// tellRetry says that a request waits to be sent again.
func (t *talk) tellRetry(about string, s model.CallState) {
	if s.Stage != model.StageRetrying {
		return
	}
	tell := t.detail
	if s.Until.Sub(t.now) >= patient && len(t.saving)+len(t.errands) <= few {
		tell = t.tell
	}
	why := wording.For(&model.Problem{Kind: s.Cause}).Brief
	tell("Trying again in " + spokenWait(s.Until.Sub(t.now).Round(time.Millisecond)) + ": " + about + ", " + why +
		", try " + itoa(s.Try) + " of " + itoa(s.Of) + ".")
}
