package api

import (
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"time"

	"attache/api/download"
	"attache/api/transcript"
	"attache/api/wire"
	"attache/model"
)

// defaultRate is the most GetAttachment and GetTranscript calls a second where nobody says
// otherwise: half of what the service allows a whole instance (8), since the quota is shared with
// every agent's desktop.
const defaultRate = 4

// Options say where the service is and how to treat it. Only Endpoint is required.
type Options struct {
	Endpoint         *url.URL          // as Resolve gives it
	ConnectionToken  model.Secret      // used first, when there is one
	ParticipantToken model.Secret      // exchanged for a connection token when one is needed
	Transport        http.RoundTripper // nil: NewTransport without CA bundle
	Live             bool              // the chat will be watched: the first exchange brings a socket's URL
	Rate             float64           // calls a second, beside a burst after a rest; 0 is DefaultRate
	Dir              string            // where Save writes; made when needed
	LimitRate        int64             // bytes a second of all transfers together; 0: no limit
	MaxBytes         int64             // most bytes of one file; 0 is 1 GiB
	Version          string            // the program's version, for the User-Agent
	AppID            string            // AWS_SDK_UA_APP_ID: added to the User-Agent
	Now              func() time.Time  // the local clock; nil is the machine's
	Limiters         *Limiters         // of all chats of this program; nil: one of its own
	Names            *download.Names   // that all chats of this program give to files; nil: its own
	Log              *slog.Logger      // gets one debug line a request; nil: none
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
		if err := checkToken(input, token); err != nil {
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
		endpoint: o.Endpoint, now: o.Now, live: o.Live, limiter: o.Limiters.calls(o.Endpoint, o.Rate, o.Now), sends: o.Limiters.sends(o.Endpoint, o.Now), clock: &serverClock{},
		caller: &wire.Caller{Transport: o.Limiters.transfers(o.LimitRate).Over(o.Transport), Agent: agent(o.Version, o.AppID), Now: o.Now, Jitter: rand.Float64, Log: o.Log},
		tokens: &tokens{connection: o.ConnectionToken, participant: o.ParticipantToken},
	}
	c.reader = &transcript.Reader{Page: c.page, Now: o.Now}
	c.downloads = download.New(c.caller, o.Dir, o.MaxBytes, o.Names, download.Links{Ask: c.linkToSave, Now: func() time.Time { return o.Now().Add(c.clock.skew()) }})
	return c, nil
}

// withDefaults is the one place where a default clock, rate, bound and logger are set.
func withDefaults(o Options) Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Rate <= 0 {
		o.Rate = defaultRate
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o
}

// Dial makes a client of a service that was found: its address, and its way out.
func Dial(e Endpoint, o Options) (*Client, error) {
	transport, err := wayOut(e)
	if err != nil {
		return nil, err
	}
	o.Endpoint, o.Transport, o.AppID = e.URL, transport, e.AppID
	return New(o)
}

// agent is the User-Agent: the program, and the application it is part of, if it was told one.
func agent(version, appID string) string {
	word := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r > ' ' && r < 0x7f && !strings.ContainsRune(`"(),/:;<=>?@[\]{}`, r) {
				return r
			}
			return '-'
		}, s)
	}
	if version == "" {
		version = "dev"
	}
	s := "attache/" + word(version)
	if appID != "" {
		s += " app/" + word(appID)
	}
	return s
}
