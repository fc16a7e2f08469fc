package api

import (
	"context"
	"time"

	"attache/api/wire"
	"attache/model"
)

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
			return connection{}, wire.Ended(ctx, wire.OpConnect)
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

// takeOffer returns a connection whose socket's URL can still be used, once.
func (c *Client) takeOffer() (connection, bool) {
	k := c.tokens
	k.mu.Lock()
	defer k.mu.Unlock()
	o := k.offer
	k.offer = offer{}
	return o.connection, !o.socket.IsZero() && c.now().Sub(o.at) < offerTime && k.connection.Reveal() == o.token.Reveal()
}
