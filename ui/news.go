package ui

import (
	"slices"
	"time"

	"attache/model/session"
	"attache/ui/style"
)

// mostWaiting bounds the news that wait for the line: what is older is in the log.
const mostWaiting = 20

// message is a line of news.
type message struct {
	notice   session.Notice
	severity style.Severity
	text     string
}

// news are the one line of news, and what waits for it. What was asked for is not covered by what
// happened in the chat meanwhile, and a problem stays until a key is pressed: it must not vanish unread.
type news struct {
	shown   message
	since   time.Time
	waiting []message
}

func (n *news) empty() bool { return n.shown.text == "" }

// add shows a message, or lets it wait until what is on screen has had its time.
func (n *news) add(msg message, now time.Time) {
	if n.empty() || msg.notice.Covers(n.shown.notice, now.Sub(n.since)) {
		n.show(msg, now)
		return
	}
	n.waiting = append(n.waiting, msg)
	if over := len(n.waiting) - mostWaiting; over > 0 {
		n.waiting = n.waiting[over:]
	}
}

func (n *news) show(msg message, now time.Time) { n.shown, n.since = msg, now }

// arrived takes out the message on files that came to the chat which is still to be read, so that what
// comes meanwhile is counted in: a flood is one line.
func (n *news) arrived() (about []string) {
	if _, ok := n.shown.notice.Fact.(session.FilesArrived); ok {
		about = n.shown.notice.About
		n.shown = message{}
	}
	n.waiting = slices.DeleteFunc(n.waiting, func(msg message) bool {
		_, ok := msg.notice.Fact.(session.FilesArrived)
		if ok {
			about = append(slices.Clip(about), msg.notice.About...)
		}
		return ok
	})
	return about
}

// pass takes away what has had its time, and shows what waited.
func (n *news) pass(now time.Time) {
	if lasts := n.shown.notice.Weight.Lasts(); n.empty() || lasts == 0 || now.Sub(n.since) < lasts {
		return
	}
	n.next(now)
}

func (n *news) next(now time.Time) {
	n.shown = message{}
	if len(n.waiting) > 0 {
		n.show(n.waiting[0], now)
		n.waiting = n.waiting[1:]
	}
}

// dismiss takes away a problem that waited for a key.
func (n *news) dismiss(now time.Time) {
	if !n.empty() && n.shown.notice.Weight.Lasts() == 0 {
		n.next(now)
	}
}

// restart lets what is on screen stay as long as it would have, from now on.
func (n *news) restart(now time.Time) { n.since = now }

// ends reports whether what is on screen goes by itself.
func (n *news) ends() bool { return !n.empty() && n.shown.notice.Weight.Lasts() > 0 }
