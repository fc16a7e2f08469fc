package live

import (
	"context"
	"time"

	"attache/api/transcript"
	"attache/api/wire"
	"attache/model"
)

// Service is what a watch needs of whoever speaks to the service.
type Service interface {
	// Now is the instant on the local clock; ServerNow that on the service's.
	Now() time.Time
	ServerNow() time.Time
	// Tokens tells what calls are authenticated with at this moment.
	Tokens() Tokens
	// Given is closed when the user gives another token.
	Given() <-chan struct{}
	// Exchange exchanges the participant token, for a socket as well where one is wanted.
	Exchange(ctx context.Context, socket bool) (Offer, error)
	// Offered returns a socket that came with another exchange and can still be used, once.
	Offered() (Offer, bool)
	// DropParticipant gives the participant token up.
	DropParticipant()
	// TakesPlain reports whether plain http to another machine was asked for.
	TakesPlain() bool
}

// Tokens are what calls are authenticated with.
type Tokens struct {
	Version     int       // counts connection tokens
	Given       int       // counts those that the user has given
	CanExchange bool      // there is a participant token
	Ends        time.Time // when the connection token ends, on the service's clock; zero when unknown
}

// Offer is a socket that can be opened.
type Offer struct {
	URL    model.Secret
	Closes time.Time // as the service has it: the socket's end, or that of its URL
}

// Watch is one watch over a chat.
type Watch struct {
	Service Service
	Caller  *wire.Caller
	Reader  *transcript.Reader
	Watcher *Watcher
}
