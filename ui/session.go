package ui

import (
	"context"
	"time"

	"attache/model"
)

// Session is all the screen asks of a chat. Every method may be called from any goroutine, ends
// soon after its context does, and returns errors that hold a *model.Problem. report, which may be
// nil, is told each change of the call's stage, from the goroutine of the call.
type Session interface {
	// Attachments walks the whole transcript and hands out each page as it arrives, in any order
	// of time. A walk that starts over hands out pages again.
	Attachments(ctx context.Context, report func(model.CallState), each func(model.Page)) error
	// Link asks for a new pre-signed URL of the given life. It never answers from a store.
	Link(ctx context.Context, id string, life time.Duration, urgency model.Urgency, report func(model.CallState)) (model.Link, error)
	// Save downloads into the download folder, under a name that was free. No file is left under
	// a final name unless it is whole.
	Save(ctx context.Context, order model.Order, report func(model.CallState)) (model.Saved, error)
	// SetToken replaces the connection token for all calls to come.
	SetToken(token model.Secret)
	// Status tells what is known about the connection at this moment; it costs no call.
	Status() model.Connection
}
