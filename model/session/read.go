package session

import (
	"time"

	"attache/model"
)

// Library returns the attachments, for a model.Listing to be bound to. It must not be changed.
func (c *core) Library() *model.Library { return &c.lib }

// Contact is the chat's contact, safe to show; empty while it is not known.
func (c *core) Contact() string { return c.contact }

// Ended reports whether the chat is over.
func (c *core) Ended() bool { return c.ended }

// Over reports whether the sitting is.
func (c *core) Over() bool { return c.over }

// TTL is the life asked for new links.
func (c *core) TTL() time.Duration { return c.ttl }

// NamesHidden reports whether names and IDs are hidden.
func (c *core) NamesHidden() bool { return c.names }

// Refusal is why the service takes the token no more; nil while it does.
func (s *Session) Refusal() *model.Problem { return s.credential.refusal }

// Server is the instant of the event under way on the service's clock, on which links expire.
func (c *core) Server() time.Time { return c.server() }

// Local turns an instant of the service's clock into the local one.
func (c *core) Local(t time.Time) time.Time { return c.local(t) }

// Waiting counts what has been asked for and not been answered yet, downloads left out: links, copies,
// openings, looks, the reading of the transcript.
func (s *Session) Waiting() int {
	n := len(s.batches.running) + len(s.copies.sent) + len(s.saver.opening) + len(s.saver.discarding) + len(s.receipts) + len(s.sends.byNum) - s.sends.running()
	if s.transcript.running() {
		n++
	}
	if s.looks.intent > 0 {
		n++
	}
	return n
}

// Deferred counts the files with which something is done when their scan has passed.
func (s *Session) Deferred() int { return s.deferred.wishes.Len() }

// KeptAlive counts the links that are renewed before they end.
func (s *Session) KeptAlive() int { return len(s.keepAlive.rows) }

// Arrived counts the files that are new and were not under the cursor since.
func (c *core) Arrived() int { return len(c.arrived) }

// EachArrived visits those files, in no order.
func (c *core) EachArrived(visit func(id string)) {
	for id := range c.arrived {
		visit(id)
	}
}
