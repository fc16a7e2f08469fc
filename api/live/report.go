package live

import (
	"time"

	"attache/model"
)

// state is how the watch goes on at the moment.
func (m *machine) state() model.Watch {
	switch {
	case m.done:
		return model.Watch{State: model.WatchEnded}
	case m.resting:
		return model.Watch{State: model.WatchOff, Problem: m.readTrouble}
	case m.socket != 0:
		return model.Watch{State: model.WatchLive, Problem: m.trouble()}
	case m.polls() && (m.gaps == m.closed || !m.facts.CanExchange):
		return model.Watch{State: model.WatchPolling, Until: m.nextPoll(), Every: m.every(), Problem: m.trouble()}
	case m.try == 0:
		return model.Watch{State: model.WatchConnecting}
	}
	return model.Watch{State: model.WatchWaiting, Until: m.nextTry(), Try: m.try, Problem: m.trouble()}
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

// reportIfChanged reports how the watch goes on, if that has changed.
func (m *machine) reportIfChanged() {
	if m.state() != m.reported {
		m.report(model.Update{})
	}
}

// report reports an update, and how the watch goes on.
func (m *machine) report(update model.Update) {
	m.reported = m.state()
	update.Watch = m.reported
	m.do(report{update})
}

// reportAttachments reports what was said about attachments.
func (m *machine) reportAttachments(attachments []model.Attachment) {
	if len(attachments) > 0 {
		m.report(model.Update{Attachments: attachments})
	}
}

// reportEnd reports that the chat is over.
func (m *machine) reportEnd() {
	if !m.done {
		m.done = true
		m.do(report{model.Update{Ended: true, Watch: m.state()}})
	}
}
