// Package api is the wire: a client of the Amazon Connect Participant service and of the host that
// its pre-signed URLs point to.
//
// Two promises hold everywhere in it. A token or a pre-signed URL is only ever held as a
// model.Secret and leaves through a request alone: no error, log line or printed value shows it.
// And the bearer token goes to the configured endpoint and nowhere else.
package api

import (
	"net/url"
	"sync/atomic"
	"time"

	"attache/api/download"
	"attache/api/live"
	"attache/api/transcript"
	"attache/api/wire"
	"attache/model"
)

// Client is one participant's view of one chat. Its methods may be called from any goroutine.
type Client struct {
	endpoint  *url.URL
	caller    *wire.Caller
	downloads *download.Saver
	now       func() time.Time
	limiter   *limiter
	sends     *limiter  // of uploads, which have a quota of their own
	seat      chatShare // at the limiter
	sendSeat  chatShare // at that of uploads
	clock     *serverClock
	tokens    *tokens
	reader    *transcript.Reader
	live      bool
	watcher   live.Watcher
	calls     atomic.Int64 // requests sent to the service
	last      atomic.Int64 // nanoseconds that the last answer took
	fewer     atomic.Int64 // how many items less than pageItems come in time
	contacts  contacts
}

// Close gives the idle connections back. Calls under way end with their contexts.
func (c *Client) Close() { c.caller.Close() }

// InFront tells whether this is the chat that is looked at: of chats that share a limit, its calls go first.
func (c *Client) InFront(on bool) {
	c.limiter.place(&c.seat, on)
	c.sends.place(&c.sendSeat, on)
}

// Status tells what is known about the connection at this moment; it costs no call.
func (c *Client) Status() model.Connection {
	waiting, slowed := c.limiter.look(&c.seat)
	return model.Connection{
		Skew:       c.clock.skew(),
		TokenEnds:  c.tokens.end(),
		Waiting:    waiting,
		Calls:      int(c.calls.Load()),
		LastAnswer: time.Duration(c.last.Load()),
		Slowed:     slowed,
	}
}

// serverNow is the instant on the service's clock, as far as it is known. The monotonic reading
// goes: it stops while a laptop sleeps, and links do not.
func (c *Client) serverNow() time.Time {
	return c.now().Round(0).Add(c.clock.skew()).UTC()
}
