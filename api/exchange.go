package api

import (
	"context"
	"time"

	"attache/api/wire"
	"attache/model"
)

// renewToken exchanges the participant token now, whatever there is, and after any exchange under
// way. Calls that need an exchange meanwhile wait for this one.
func (c *Client) renewToken(ctx context.Context, w purpose) (connection, error) {
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
			return connection{}, wire.Ended(ctx, wire.OpConnect)
		}
	}
}

// lead makes the exchange for all who wait for it, and returns how it went. What a call makes of a
// failure is in x: it may go on with what is there.
func (c *Client) lead(ctx context.Context, x *exchange, w purpose, report func(model.CallState)) (connection, error) {
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
	case err == nil && k.onTrial(c.now()): // this was for the socket
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

// renew is told that a call was denied with g. It reports whether the call should be tried again:
// there is a newer token, or one is to be had.
func (c *Client) renew(g heldToken, quiet bool) bool {
	k := c.tokens
	k.mu.Lock()
	defer k.mu.Unlock()
	apart := renewEvery
	if quiet {
		apart = k.patience()
	}
	typed := k.typed != 0 && k.typed == g.number // what was asked is whether this one is good: calls to come may have another
	switch now := c.now(); {
	case k.number != g.number:
		return !typed
	case k.participant.IsZero():
		return false
	case k.stale:
		return !typed // somebody else has just been denied
	case !k.renewed.IsZero() && now.Sub(k.renewed) < apart:
		return false
	default:
		k.stale, k.renewed = true, now
		return !typed
	}
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

// SetToken replaces the connection token for all calls to come. A token that cannot be one fails
// the next call.
func (c *Client) SetToken(token model.Secret) {
	k := c.tokens
	k.mu.Lock()
	defer k.mu.Unlock()
	k.set(token, time.Time{})
	k.renewed, k.failed = time.Time{}, 0
	k.given++
	k.typed, k.typedAt = k.number, c.now()
	k.news.Fire()
}

// grant returns a connection token to use at this moment, exchanging the participant token first
// when there is need of it. Calls that need the same exchange wait for one. The first brings a
// socket's URL along where a watch will follow.
func (c *Client) grant(ctx context.Context, quiet bool, report func(model.CallState)) (heldToken, error) {
	k := c.tokens
	for {
		k.mu.Lock()
		if !k.needsExchange(c.serverNow(), c.now()) {
			g := heldToken{k.connection, k.number}
			k.mu.Unlock()
			if g.token.IsZero() {
				return g, model.NewInputProblem("connection token", model.FaultMissing, "")
			}
			return g, checkToken("connection token", g.token)
		}
		x, lead := k.join()
		w := purpose{socket: c.live && k.connection.IsZero(), quiet: quiet}
		k.mu.Unlock()
		if lead {
			if _, _ = c.lead(ctx, x, w, report); x.own != nil {
				return heldToken{}, x.own
			}
			continue
		}
		select {
		case <-x.done:
		case <-ctx.Done():
			return heldToken{}, wire.Ended(ctx, wire.OpConnect)
		}
		// A leader that was cancelled takes nobody with it: the next in line leads.
		if x.err != nil && model.KindOf(x.err) != model.KindCancelled {
			return heldToken{}, x.err
		}
	}
}

// do makes a call to its end: its turn, its tries, and one more round with a new connection token
// when the first is denied and another can be had.
func (c *Client) do(ctx context.Context, k call) error {
	for round := 1; ; round++ {
		g, err := c.grant(ctx, k.quiet, k.report)
		if err != nil {
			return err
		}
		k.bearer = g.token
		p := c.tries(ctx, k)
		if p == nil {
			c.tokens.answered(g)
			return nil
		}
		if p.Kind != model.KindDenied || round > 1 || !c.renew(g, k.quiet) {
			return p
		}
	}
}
