package api

import "attache/model"

// state is how the watch goes on at the moment.
func (w *watch) state() model.Watch {
	switch {
	case w.done:
		return model.Watch{Feed: model.FeedEnded}
	case w.resting:
		return model.Watch{Feed: model.FeedOff, Problem: w.trouble}
	case w.socket != nil:
		return model.Watch{Feed: model.FeedLive, Problem: w.trouble}
	case w.polls():
		return model.Watch{Feed: model.FeedPolling, Until: w.readAt, Every: w.every(), Problem: w.trouble}
	case w.try == 0:
		return model.Watch{Feed: model.FeedConnecting}
	}
	return model.Watch{Feed: model.FeedWaiting, Until: w.openAt, Try: w.try, Problem: w.trouble}
}

// show tells how the watch goes on, if that has changed.
func (w *watch) show() {
	if w.state() != w.told {
		w.tell(model.News{})
	}
}

// tell tells news, and how the watch goes on.
func (w *watch) tell(news model.News) {
	w.told = w.state()
	news.Watch = w.told
	w.each(news)
}

// bring tells what was said about attachments.
func (w *watch) bring(attachments []model.Attachment) {
	if len(attachments) > 0 {
		w.tell(model.News{Attachments: attachments})
	}
}
