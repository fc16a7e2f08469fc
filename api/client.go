// Package api is the wire: a client of the Amazon Connect Participant service and of the host that
// its pre-signed URLs point to.
//
// Two promises hold everywhere in it. A token or a pre-signed URL is only ever held as a
// model.Secret and leaves through a request alone: no error, log line or printed value shows it.
// And the bearer token goes to the configured endpoint and nowhere else.
package api

import (
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"

	"attache/api/download"
	"attache/api/live"
	"attache/api/transcript"
	"attache/api/wire"
	"attache/model"
)

// DefaultRate is the most GetAttachment and GetTranscript calls a second where nobody says
// otherwise: half of what the service allows a whole instance (8), since the quota is shared with
// every agent's desktop.
const DefaultRate = 4

// Options say where the service is and how to treat it. Only Endpoint is required.
type Options struct {
	Endpoint         *url.URL          // as Resolve gives it
	ConnectionToken  model.Secret      // used first, when there is one
	ParticipantToken model.Secret      // exchanged for a connection token when one is needed
	Transport        http.RoundTripper // nil: NewTransport without CA bundle
	Live             bool              // the chat will be watched: the first exchange brings a socket's URL
	Rate             float64           // calls a second, beside a burst after a rest; 0 is DefaultRate
	Dir              string            // where Save writes; made when needed
	MaxBytes         int64             // most bytes of one file; 0 is 1 GiB
	Version          string            // the program's version, for the User-Agent
	AppID            string            // AWS_SDK_UA_APP_ID: added to the User-Agent
	Now              func() time.Time  // the local clock; nil is the machine's
	Log              *slog.Logger      // gets one debug line a request; nil: none
}

// Client is one participant's view of one chat. Its methods may be called from any goroutine.
type Client struct {
	endpoint  *url.URL
	caller    *wire.Caller
	downloads *download.Saver
	now       func() time.Time
	limiter   *limiter
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

// New makes a client. It sends nothing. It fails for an endpoint that must not be given a token,
// or a token that no service would take.
func New(o Options) (*Client, error) {
	if err := checkEndpoint("endpoint", o.Endpoint); err != nil {
		return nil, err
	}
	for input, token := range map[string]model.Secret{
		"connection token": o.ConnectionToken, "participant token": o.ParticipantToken,
	} {
		if token.IsZero() {
			continue
		}
		if err := CheckToken(input, token); err != nil {
			return nil, err
		}
	}
	o = withDefaults(o)
	if o.Transport == nil {
		t, err := NewTransport(Endpoint{})
		if err != nil {
			return nil, err
		}
		o.Transport = t
	}
	c := &Client{
		endpoint: o.Endpoint, now: o.Now, live: o.Live, limiter: newLimiter(o.Rate, o.Now), clock: &serverClock{},
		caller: &wire.Caller{Transport: o.Transport, Agent: agent(o.Version, o.AppID), Now: o.Now, Jitter: rand.Float64, Log: o.Log},
		tokens: &tokens{connection: o.ConnectionToken, participant: o.ParticipantToken},
	}
	c.reader = &transcript.Reader{Page: c.page, Now: o.Now}
	c.downloads = download.New(c.caller, o.Dir, o.MaxBytes, download.Links{Ask: c.linkToSave, Now: func() time.Time { return o.Now().Add(c.clock.skew()) }})
	return c, nil
}

// withDefaults is the one place where a default clock, rate, bound and logger are set.
func withDefaults(o Options) Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Rate <= 0 {
		o.Rate = DefaultRate
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

// Close gives the idle connections back. Calls under way end with their contexts.
func (c *Client) Close() { c.caller.Close() }

// Status tells what is known about the connection at this moment; it costs no call.
func (c *Client) Status() model.Connection {
	waiting, slowed := c.limiter.look()
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
