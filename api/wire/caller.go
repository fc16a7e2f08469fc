// Package wire is what every request has in common, whomever it goes to: which addresses may be
// followed, how a failure is sorted and told without a secret, and how long to wait before the next try.
package wire

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"attache/model"
)

// maxTries is how often a request is sent at most.
const maxTries = 5

// Caller sends requests, to the service and to the host of its files.
type Caller struct {
	Transport http.RoundTripper
	Agent     string           // the User-Agent
	Now       func() time.Time // the local clock
	Jitter    func() float64   // in [0, 1)
	Log       *slog.Logger
}

// Close gives the idle connections back. Calls under way end with their contexts.
func (c *Caller) Close() {
	if t, ok := c.Transport.(interface{ CloseIdleConnections() }); ok {
		t.CloseIdleConnections()
	}
}

// Tell reports a stage of a call to whoever wants to know.
func (c *Caller) Tell(report func(model.CallState), s model.CallState) {
	if report == nil {
		return
	}
	s.Since, s.Of = c.Now(), maxTries
	report(s)
}

// TellAnswered reports under which ID the far side knows a request that it has answered, if it told one.
func (c *Caller) TellAnswered(report func(model.CallState), s model.CallState, id string) {
	if s.RequestID = id; id != "" {
		c.Tell(report, s)
	}
}

// LogCall writes the one line of a request: what, how it went, how long, the ID under which the
// service knows it, and what it said.
func (c *Caller) LogCall(ctx context.Context, op string, p *model.Problem, sent time.Time) {
	attrs := []slog.Attr{
		slog.String("op", op), slog.Int("status", p.Status),
		slog.Int64("ms", c.Now().Sub(sent).Milliseconds()), slog.String("request_id", p.RequestID),
	}
	if p.Said != "" {
		attrs = append(attrs, slog.String("service_message", p.Said))
	}
	c.Log.LogAttrs(ctx, slog.LevelDebug, "call", attrs...)
}

// Broken makes a fault of a request that got no answer, or lost it. outer is the caller's context,
// inner that of the try.
func (c *Caller) Broken(outer, inner context.Context, op string, err error) *Fault {
	if outer.Err() != nil {
		return &Fault{Problem: Ended(outer, op)}
	}
	p := &model.Problem{Kind: model.KindOffline, Op: op}
	if inner.Err() != nil {
		p.Kind, p.Err = model.KindTimeout, context.DeadlineExceeded
		return &Fault{Problem: p}
	}
	var own *model.Problem
	if errors.As(err, &own) { // of a CA bundle that is read late
		return &Fault{Problem: own}
	}
	f := &Fault{Problem: p}
	p.Detail, f.Again, p.Err = Explain(err)
	if IsOutOfFiles(err) {
		p.Code = model.CodeOpenFiles
	}
	switch p.Cause = causeOf(err, c.Now()); p.Cause { //nolint:exhaustive // the others are named already
	case model.CauseEarly:
		p.Detail = "TLS certificate not valid yet"
	case model.CauseLate:
		p.Detail = "TLS certificate expired"
	}
	return f
}
