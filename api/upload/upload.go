// Package upload sends a file of this machine into a chat: it asks for an address, puts the bytes there,
// and has the service take them over. What the service is asked for, whoever makes a Sender does.
package upload

import (
	"context"

	"attache/api/wire"
	"attache/model"
)

// Service is what is asked of the service. Both requests may be repeated with the same token, and count
// once.
type Service struct {
	Start    func(ctx context.Context, file model.Outgoing, clientToken string, report func(model.CallState)) (Slot, error)
	Complete func(ctx context.Context, id, clientToken string, report func(model.CallState)) error
	Find     func(ctx context.Context, id string) (a model.Attachment, ok bool, err error) // in the transcript
}

// Slot is where the bytes of a file go.
type Slot struct {
	ID      string
	URL     model.Secret
	Headers map[string]string // each is signed
}

// Sender sends files.
type Sender struct {
	Caller  *wire.Caller
	Service Service
}

// sending is one file on its way.
type sending struct {
	Sender

	file   model.Outgoing
	meter  *model.Meter
	report func(model.CallState)
	slot   Slot
	sum    string // of the bytes that were put
}
