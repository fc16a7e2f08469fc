package upload

import (
	"context"
	"crypto/rand"

	"attache/api/wire"
	"attache/model"
)

// Send sends a file, as model.FileSender has it. The service is asked to put it into the chat once its bytes
// are all there, and never for two uploads of one Send: it is in the chat at most once. Where it is in the chat, or may be,
// an error comes with the attachment.
func (s Sender) Send(ctx context.Context, file model.Outgoing, meter *model.Meter, report func(model.CallState)) (model.Sent, error) {
	u := &sending{Sender: s, file: file, meter: meter, report: report}
	meter.SetTotal(file.Size)
	if err := u.bring(ctx); err != nil {
		return model.Sent{}, err
	}
	a, err := u.complete(ctx)
	if err != nil {
		if a.ID == "" && model.AsProblem(err).Code == model.CodeUnsureSent {
			a = model.NewAttachment(u.slot.ID, file.Name, file.ContentType, "")
		}
		return model.Sent{Attachment: a}, err
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
