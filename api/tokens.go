package api

import (
	"context"
	"sync"
	"time"

	"attache/api/wire"
	"attache/model"
)

const (
	// renewEvery is the least time between two exchanges made because a call was denied. A chat
	// that has ended denies every call: it must not be asked twice for each.
	renewEvery = 30 * time.Second
	// renewSlowest is that time after exchanges that failed, one after another.
	renewSlowest = 5 * time.Minute
	// renewBefore is how long before its announced end a connection token is exchanged anew.
	renewBefore = time.Minute
)

// tokens holds what the calls authenticate with.
type tokens struct {
	mu          sync.Mutex
	connection  model.Secret
	participant model.Secret
	number      int         // counts connection tokens, so that a late denial does not void a newer one
	ends        time.Time   // when connection ends, on the service's clock; zero when unknown
	stale       bool        // connection was denied: exchange before the next use
	renewed     time.Time   // when an exchange was last caused by a denial or a nearing end
	failed      int         // exchanges that failed in a row
	offer       offer       // a socket's URL that came with the first exchange
	exchange    *exchange   // under way; nil when none is
	given       int         // counts the tokens that SetToken brought
	news        wire.Signal // fires when SetToken brings one
}

// grant is a connection token as one call was given it.
type grant struct {
	token  model.Secret
	number int
}

// CheckToken says whether token can be one, by the rule of model.CheckToken, and without the line
// break that is cut there. input is how the user knows it. The error does not hold the token.
func CheckToken(input string, token model.Secret) error {
	checked, err := model.CheckToken(input, token.Reveal())
	if err == nil && checked.Reveal() != token.Reveal() {
		return model.NewInputProblem(input, model.FaultControl, "")
	}
	return err
}

// SetToken replaces the connection token for all calls to come. A token that cannot be one fails
// the next call.
func (c *Client) SetToken(token model.Secret) {
	k := c.tokens
	k.mu.Lock()
	defer k.mu.Unlock()
	k.set(token, time.Time{})
	k.renewed, k.failed = time.Time{}, 0
	k.given++
	k.news.Fire()
}

// set takes a new connection token. k.mu is held.
func (k *tokens) set(token model.Secret, ends time.Time) {
	k.connection, k.ends, k.stale = token, ends, false
	k.number++
}

// end is when the connection token ends, on the service's clock; zero when unknown.
func (k *tokens) end() time.Time {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.ends
}

// grant returns a connection token to use at this moment, exchanging the participant token first
// when there is need of it. Calls that need the same exchange wait for one. The first brings a
// socket's URL along where a watch will follow.
func (c *Client) grant(ctx context.Context, quiet bool, report func(model.CallState)) (grant, error) {
	k := c.tokens
	for {
		k.mu.Lock()
		if !k.needsExchange(c.serverNow(), c.now()) {
			g := grant{k.connection, k.number}
			k.mu.Unlock()
			if g.token.IsZero() {
				return g, model.NewInputProblem("connection token", model.FaultMissing, "")
			}
			return g, CheckToken("connection token", g.token)
		}
		x, lead := k.join()
		w := wish{socket: c.live && k.connection.IsZero(), quiet: quiet}
		k.mu.Unlock()
		if lead {
			if _, _ = c.lead(ctx, x, w, report); x.own != nil {
				return grant{}, x.own
			}
			continue
		}
		select {
		case <-x.done:
		case <-ctx.Done():
			return grant{}, wire.Ended(ctx, wire.OpConnect)
		}
		// A leader that was cancelled takes nobody with it: the next in line leads.
		if x.err != nil && model.KindOf(x.err) != model.KindCancelled {
			return grant{}, x.err
		}
	}
}

// Connect makes sure that there is a connection token, exchanging the participant token when
// there is none. Every call does this by itself.
func (c *Client) Connect(ctx context.Context) error {
	_, err := c.grant(ctx, false, nil)
	return err
}

// drop gives the participant token up: it was refused, or another token was asked for in its
// stead. From now on there is only what SetToken brings.
func (k *tokens) drop() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.participant = model.Secret{}
}

// givenVersion counts the tokens that SetToken has brought.
func (k *tokens) givenVersion() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.given
}
