package upload

import (
	"context"
	"crypto/rand"
	"time"

	"attache/api/wire"
	"attache/model"
)

const (
	// scanPatience is how long a scan is waited for: the service gives a scanner a minute.
	scanPatience = 90 * time.Second
	// lookPatience is how long a file is looked for after its request had no answer.
	lookPatience = 20 * time.Second
	// lookPause is the time between two looks at most.
	lookPause = 5 * time.Second
)

// complete has the service take the bytes over, and returns when the scan has passed. An answer that was
// lost says nothing: whether the file is in the chat, the transcript says.
func (u *sending) complete(ctx context.Context) (model.Attachment, error) {
	err := u.Service.Complete(ctx, u.slot.ID, rand.Text(), u.report)
	if err == nil {
		return u.await(ctx, scanPatience, unsure(&model.Problem{Kind: model.KindTimeout, Op: wire.OpComplete}))
	}
	p := model.AsProblem(err)
	switch {
	case ctx.Err() != nil:
		return model.Attachment{}, unsure(p)
	case isRefusal(p):
		a, ok, _ := u.Service.Find(ctx, u.slot.ID) // an earlier try may have passed
		if !ok {
			return a, p
		}
		return u.await(ctx, scanPatience, p)
	}
	return u.await(ctx, lookPatience, unsure(p))
}

// isRefusal reports whether the service has said that it does not do it, not that it does it already.
func isRefusal(p *model.Problem) bool {
	const alreadyUnderWay = 409
	switch p.Kind { //nolint:exhaustive // the others leave it open
	case model.KindDenied, model.KindInvalid, model.KindMissing, model.KindThrottled:
		return true
	case model.KindConflict:
		return p.Status != alreadyUnderWay
	}
	return false
}

// await looks for the file until it has passed its scan. missing is the problem of one that is not seen
// in time; one that is seen gets the time of a scan.
func (u *sending) await(ctx context.Context, patience time.Duration, missing *model.Problem) (model.Attachment, error) {
	began, seen := u.Caller.Now(), model.Attachment{}
	for pause := time.Second; ; pause = min(2*pause, lookPause) {
		a, ok, err := u.Service.Find(ctx, u.slot.ID)
		switch {
		case ok && a.Status == model.StatusRejected:
			return a, &model.Problem{Kind: model.KindRejected, Op: wire.OpUpload}
		case ok && a.Status != model.StatusInProgress:
			return a, nil
		case ok:
			seen, patience, missing = a, scanPatience, &model.Problem{Kind: model.KindScanning, Op: wire.OpUpload}
		case err != nil && model.KindOf(err) == model.KindDenied && seen.ID != "":
			return seen, missing // the chat has ended: it is in there
		case err != nil && model.KindOf(err) == model.KindDenied:
			return a, unsure(model.AsProblem(err))
		}
		if u.Caller.Now().Sub(began)+pause > patience {
			return a, missing
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			if seen.ID == "" {
				missing = unsure(wire.Ended(ctx, wire.OpUpload))
			}
			return a, missing
		}
	}
}

// unsure marks a problem after which the file may be in the chat or not.
func unsure(p *model.Problem) *model.Problem {
	open := *p
	open.Op, open.Code = wire.OpComplete, model.CodeUnsureSent
	return &open
}
