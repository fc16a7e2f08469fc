package batch

import (
	"context"
	"time"

	"attache/model/session"
	"attache/ui/runner"
)

// newRunner returns the runner of a session in which one thing is asked for, with nobody to answer a
// question.
func newRunner(ctx context.Context, s Session, now func() time.Time, o session.Options) *runner.Runner {
	o.Unattended, o.Command, o.NoLive = true, true, true
	return runner.New(ctx, runner.Deps{Chat: s, Now: now}, session.New(o))
}
