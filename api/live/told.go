package live

import (
	"time"

	"attache/model"
)

// state is how the watch goes on at the moment.
func (m *machine) state() model.Watch {
	switch {
	case m.done:
		return model.Watch{Feed: model.FeedEnded}
	case m.resting:
		return model.Watch{Feed: model.FeedOff, Problem: m.readTrouble}
	case m.socket != 0:
		return model.Watch{Feed: model.FeedLive, Problem: m.trouble()}
	case m.polls() && (m.gaps == m.closed || !m.facts.CanExchange):
		return model.Watch{Feed: model.FeedPolling, Until: m.nextPoll(), Every: m.every(), Problem: m.trouble()}
	case m.try == 0:
		return model.Watch{Feed: model.FeedConnecting}
	}
	return model.Watch{Feed: model.FeedWaiting, Until: m.nextTry(), Try: m.try, Problem: m.trouble()}
}

// nextTry is when the next socket is opened, or the transcript read where none can be had.
func (m *machine) nextTry() time.Time {
	at := m.openAt
	if poll := m.nextPoll(); m.polls() && (m.opening != 0 || poll.Before(at)) {
		at = poll
	}
	return at
}

// trouble is why nothing is received, or else why there is no socket.
func (m *machine) trouble() *model.Problem {
	if m.readTrouble != nil {
		return m.readTrouble
	}
	return m.socketTrouble
}

// show tells how the watch goes on, if that has changed.
func (m *machine) show() {
	if m.state() != m.told {
		m.tell(model.News{})
	}
}

// tell tells an update, and how the watch goes on.
func (m *machine) tell(news model.News) {
	m.told = m.state()
	news.Watch = m.told
	m.do(tell{news})
}

// bring tells what was said about attachments.
func (m *machine) bring(attachments []model.Attachment) {
	if len(attachments) > 0 {
		m.tell(model.News{Attachments: attachments})
	}
}

// end tells that the chat is over.
func (m *machine) end() {
	if !m.done {
		m.done = true
		m.do(tell{model.News{Ended: true, Watch: m.state()}})
	}
}
