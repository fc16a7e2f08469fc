package api

import (
	"context"
	"sync"
	"time"

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
	number      int       // counts connection tokens, so that a late denial does not void a newer one
	ends        time.Time // when connection ends, on the service's clock; zero when unknown
	stale       bool      // connection was denied: exchange before the next use
	renewed     time.Time // when an exchange was last caused by a denial or a nearing end
	failed      int       // exchanges that failed in a row
	offer       offer     // a socket's URL that came with the first exchange
	exchange    *exchange // under way; nil when none is
	given       int       // counts the tokens that SetToken brought
	news        signal    // fires when SetToken brings one
}

// exchange is one CreateParticipantConnection that several calls may wait for.
type exchange struct {
	done chan struct{}
	err  error // for all who wait; set before done is closed
	own  error // for the call that leads
}

// wish says what an exchange is to bring, and for whom.
type wish struct {
	socket bool // a socket's URL as well
	quiet  bool // nobody waits for it: see call
}

// offer is a socket's URL that nobody has used yet. The zero offer is none.
type offer struct {
	connection

	at time.Time // when it came
}

// offerTime is how long one is used: the service takes it for 100 seconds.
const offerTime = 85 * time.Second

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
	k.news.fire()
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
			return grant{}, ended(ctx, opConnect)
		}
		// A leader that was cancelled takes nobody with it: the next in line leads.
		if x.err != nil && model.KindOf(x.err) != model.KindCancelled {
			return grant{}, x.err
		}
	}
}

// needsExchange reports whether the participant token must be exchanged before the next call.
// k.mu is held.
func (k *tokens) needsExchange(serverNow, now time.Time) bool {
	switch {
	case k.participant.IsZero():
		return false
	case k.connection.IsZero() || k.stale:
		return true
	case k.ends.IsZero() || serverNow.Before(k.ends.Add(-renewBefore)):
		return false
	}
	return k.renewed.IsZero() || now.Sub(k.renewed) >= k.patience()
}

// patience is the least time between two exchanges that nobody asked for. k.mu is held.
func (k *tokens) patience() time.Duration {
	return min(renewEvery<<min(max(k.failed-1, 0), 10), renewSlowest)
}

// join returns the exchange under way, or one to lead when there is none. k.mu is held.
func (k *tokens) join() (x *exchange, lead bool) {
	if k.exchange != nil {
		return k.exchange, false
	}
	k.exchange = &exchange{done: make(chan struct{})}
	return k.exchange, true
}

// renewToken exchanges the participant token now, whatever there is, and after any exchange under
// way. Calls that need an exchange meanwhile wait for this one.
func (c *Client) renewToken(ctx context.Context, w wish) (connection, error) {
	for {
		c.tokens.mu.Lock()
		x, lead := c.tokens.join()
		c.tokens.mu.Unlock()
		if lead {
			return c.lead(ctx, x, w, nil)
		}
		select {
		case <-x.done:
		case <-ctx.Done():
			return connection{}, ended(ctx, opConnect)
		}
	}
}

// lead makes the exchange for all who wait for it, and returns how it went. What a call makes of a
// failure is in x: it may go on with what is there.
func (c *Client) lead(ctx context.Context, x *exchange, w wish, report func(model.CallState)) (connection, error) {
	k := c.tokens
	k.mu.Lock()
	participant, number := k.participant, k.number
	k.mu.Unlock()
	got, err := c.connect(ctx, participant, w, report)
	k.mu.Lock()
	defer k.mu.Unlock()
	defer close(x.done)
	k.exchange = nil
	switch {
	case err == nil:
		k.failed = 0
	case model.KindOf(err) != model.KindCancelled:
		k.failed++
	}
	switch {
	case k.number != number: // SetToken came in between, and wins
	case err == nil:
		if !k.ends.IsZero() {
			k.renewed = c.now() // also when the new token claims to end at once
		}
		k.set(got.token, got.ends)
		k.offer = offer{got, c.now()}
	case k.connection.IsZero() || model.KindOf(err) == model.KindCancelled:
		x.err, x.own = err, err
	default:
		x.own = k.keep(err, c.now())
	}
	return got, err
}

// keep goes on with the connection token that is there after an exchange has failed with err: it
// may still do for some calls. Only the call that was denied with it is told. k.mu is held.
func (k *tokens) keep(err error, now time.Time) error {
	denied := k.stale
	k.stale, k.renewed = false, now
	if denied {
		return err
	}
	return nil
}

// renew is told that a call was denied with g. It reports whether the call should be tried again:
// there is a newer token, or one is to be had.
func (c *Client) renew(g grant, quiet bool) bool {
	k := c.tokens
	k.mu.Lock()
	defer k.mu.Unlock()
	apart := renewEvery
	if quiet {
		apart = k.patience()
	}
	switch now := c.now(); {
	case k.number != g.number:
		return true
	case k.participant.IsZero():
		return false
	case k.stale:
		return true // somebody else has just been denied
	case !k.renewed.IsZero() && now.Sub(k.renewed) < apart:
		return false
	default:
		k.stale, k.renewed = true, now
		return true
	}
}

// Connect makes sure that there is a connection token, exchanging the participant token when
// there is none. Every call does this by itself.
func (c *Client) Connect(ctx context.Context) error {
	_, err := c.grant(ctx, false, nil)
	return err
}

// takeOffer returns a connection whose socket's URL can still be used, once.
func (c *Client) takeOffer() (connection, bool) {
	k := c.tokens
	k.mu.Lock()
	defer k.mu.Unlock()
	o := k.offer
	k.offer = offer{}
	return o.connection, !o.socket.IsZero() && c.now().Sub(o.at) < offerTime && k.connection.Reveal() == o.token.Reveal()
}

// version counts the connection tokens.
func (k *tokens) version() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.number
}

// canExchange reports whether there is a participant token to exchange.
func (k *tokens) canExchange() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return !k.participant.IsZero()
}

// setAside gives the participant token up: it was refused, or another token was asked for in its
// stead. From now on there is only what SetToken brings.
func (k *tokens) setAside() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.participant = model.Secret{}
}

// gifts counts the tokens that SetToken has brought.
func (k *tokens) gifts() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.given
}
