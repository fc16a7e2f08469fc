// Package upload sends a file of this machine into a chat: it asks for an address, puts the bytes there,
// and has the service take them over. What the service is asked for, whoever makes a Sender does.
package upload

import (
	"context"
	"crypto/rand"

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

// Send sends a file, as model.FileSender has it. The service is asked to put it into the chat once its bytes
// are all there, and never for two uploads of one Send: it is in the chat at most once.
func (s Sender) Send(ctx context.Context, file model.Outgoing, meter *model.Meter, report func(model.CallState)) (model.Sent, error) {
	u := &sending{Sender: s, file: file, meter: meter, report: report}
	meter.SetTotal(file.Size)
	if err := u.bring(ctx); err != nil {
		return model.Sent{}, err
	}
	a, err := u.complete(ctx)
	if err != nil {
		return model.Sent{}, err
	}
	return model.Sent{Attachment: a, Size: file.Size, SHA256: u.sum}, nil
}

// bring gets the bytes to their place. An address that has died is asked for again, at first for the same
// upload; a service that then gives the dead one again is asked for another upload.
func (u *sending) bring(ctx context.Context) error {
	token, died := rand.Text(), 0
	for try := 1; ; try++ {
		if u.slot.URL.IsZero() {
			slot, err := u.Service.Start(ctx, u.file, token, u.report)
			if err != nil {
				return err
			}
			u.slot = slot
		}
		f := u.put(ctx, try)
		if f == nil {
			return nil
		}
		if f.Problem.Kind == model.KindExpired {
			if died++; died > 1 {
				token = rand.Text()
			}
			u.slot, f.Again = Slot{}, true
		}
		if !u.Caller.Pause(ctx, f, try, u.report) {
			return f.Problem
		}
		if ctx.Err() != nil {
			return wire.Ended(ctx, wire.OpUpload)
		}
	}
}
