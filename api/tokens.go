package api

import (
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
	// typedFor is how long a token that was given is tried for itself, before the participant token
	// takes the place of one that was denied.
	typedFor = 5 * time.Second
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
	typed       int         // the number of the one that SetToken brought last, until a call was answered with it
	typedAt     time.Time   // when it came
	news        wire.Signal // fires when SetToken brings one
}

// heldToken is a connection token as one call was given it.
type heldToken struct {
	token  model.Secret
	number int
}

// checkToken says whether token can be one, by the rule of model.CheckToken, and without the line
// break that is cut there. input is how the user knows it. The error does not hold the token.
func checkToken(input string, token model.Secret) error {
	checked, err := model.CheckToken(input, token.Reveal())
	if err == nil && checked.Reveal() != token.Reveal() {
		return model.NewInputProblem(input, model.FaultControl, "")
	}
	return err
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

// exchange is one CreateParticipantConnection that several calls may wait for.
type exchange struct {
	done chan struct{}
	err  error // for all who wait; set before done is closed
	own  error // for the call that leads
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
	case k.connection.IsZero():
		return true
	case k.stale:
		return !k.onTrial(now)
	case k.ends.IsZero() || serverNow.Before(k.ends.Add(-renewBefore)):
		return false
	}
	return k.renewed.IsZero() || now.Sub(k.renewed) >= k.patience()
}

// onTrial reports whether a token was given and has not been answered yet: who gave it wants to know
// of this one whether it is good, and not of another. k.mu is held.
func (k *tokens) onTrial(now time.Time) bool {
	return k.typed != 0 && k.typed == k.number && now.Sub(k.typedAt) < typedFor
}

// answered notes that a call was answered with a token.
func (k *tokens) answered(g heldToken) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.typed == g.number {
		k.typed = 0
	}
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

// connection is what a participant token was exchanged for. Its instants are on the service's
// clock, zero when unknown.
type connection struct {
	token  model.Secret
	ends   time.Time
	socket model.Secret // the socket's URL, if it was asked for
	closes time.Time    // as the service has it: the socket's end, or that of its URL
}
