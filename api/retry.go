package api

import (
	"context"

	"attache/api/wire"
	"attache/model"
)

const (
	// quietTries is how often one is sent that nobody waits for, and that comes again by itself. An
	// exchange is then sent once.
	quietTries = 2
)

// tries sends k until it is answered, refused for good, or out of tries.
func (c *Client) tries(ctx context.Context, k call) *model.Problem {
	var turn *waiter
	if l, at := c.limiterOf(k.op); l != nil {
		turn = l.waiter(at, k.priority)
	}
	late := false // once is enough to know that it was not a connection that had died
	for try := 1; ; try++ {
		f := c.try(ctx, k, turn, try)
		if f == nil {
			return nil
		}
		if f.Problem.Kind == model.KindTimeout {
			f.Again, late = f.Again && !late, true
		}
		if k.quiet && (try >= quietTries || f.Problem.Kind == model.KindThrottled || k.op.name == wire.OpConnect) || !c.caller.Pause(ctx, f, try, k.report) {
			return f.Problem
		}
		if ctx.Err() != nil {
			return wire.Ended(ctx, k.op.name)
		}
	}
}

// try waits for the turn of k and sends it once.
func (c *Client) try(ctx context.Context, k call, turn *waiter, try int) *wire.Fault {
	limiter, _ := c.limiterOf(k.op)
	if limiter != nil {
		queued := func() { c.caller.Tell(k.report, model.CallState{Stage: model.StageQueued, Try: try}) }
		if err := limiter.enter(ctx, turn, queued); err != nil {
			return &wire.Fault{Problem: wire.Ended(ctx, k.op.name)}
		}
	}
	c.caller.Tell(k.report, model.CallState{Stage: model.StageAsking, Try: try})
	sent := c.now()
	k.try = try
	f := c.send(ctx, k)
	if limiter == nil {
		return f
	}
	if f != nil && f.Problem.Kind == model.KindThrottled {
		limiter.slow(sent, min(f.Wait, wire.MaxWait))
	}
	limiter.leave(f == nil)
	return f
}

// limiterOf is the limiter that an operation passes, and the place of this chat there; nil: none.
func (c *Client) limiterOf(op operation) (*limiter, *chatShare) {
	switch {
	case op.shared:
		return c.limiter, &c.seat
	case op.sends:
		return c.sends, &c.sendSeat
	}
	return nil, nil
}
