package batch

import (
	"context"
	"sync"

	"attache/model"
	"attache/ui/wording"
)

// maxDenials is how many refusals in a row are taken for the answer to all that would be asked: the
// token is not good for links, or the chat is over.
const maxDenials = 3

// refusals keeps a command from asking for file after file what the service refuses for all of them,
// and from saying so each time. No more than maxDenials are asked for before the first answer that is
// no refusal. Its methods may be called from any goroutine; the zero value is ready.
type refusals struct {
	mu     sync.Mutex
	wake   chan struct{}  // closed at the next change
	asked  int            // so far, unless open
	denied int            // of them
	open   bool           // something was no refusal
	row    int            // refusals in a row, in the order told
	answer *model.Problem // stands for all that would be asked; nil: goes on
	said   bool           // what all of them have in common was told
	unsaid int            // how many were not told since
}

// enter waits until one more may be asked for. It returns why none is: the answer that stands for all,
// or the end of ctx; nil where it may.
func (r *refusals) enter(ctx context.Context) *model.Problem {
	for {
		wake, p := r.try()
		if wake == nil {
			return p
		}
		select {
		case <-wake:
		case <-ctx.Done():
			return model.AsProblem(ctx.Err())
		}
	}
}

// try is enter without the waiting; wake says that there is need of it, and its end.
func (r *refusals) try() (wake <-chan struct{}, p *model.Problem) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case r.answer != nil:
		return nil, r.answer
	case r.open:
		return nil, nil
	case r.asked < maxDenials:
		r.asked++
		return nil, nil
	}
	if r.wake == nil {
		r.wake = make(chan struct{})
	}
	return r.wake, nil
}

// leave notes what came of asking.
func (r *refusals) leave(p *model.Problem) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case isDenied(p):
		if r.denied++; r.denied >= maxDenials && !r.open {
			r.settle(p)
		}
	case isUnasked(p):
		r.asked--
		r.changed()
	default:
		r.open = true
		r.changed()
	}
}

// count takes in the results in their order. asked tells that the service was.
func (r *refusals) count(p *model.Problem, asked bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case isDenied(p):
		if asked {
			r.row++
		}
		if r.row >= maxDenials {
			r.settle(p)
		}
	case !isUnasked(p):
		r.row = 0
	}
}

// tell is count, and reports whether the result is to be told by itself. A refusal of all files is told
// once, without the name of one.
func (r *refusals) tell(voice Voice, p *model.Problem, asked bool) (byItself bool) {
	r.count(p, asked)
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case !isDenied(p):
		return true
	case p.Cause == model.CauseLinks && !r.said:
		r.said = true
		voice.Fail(model.Attachment{}, p)
		return false
	case p.Cause != model.CauseLinks && asked && r.row <= maxDenials:
		return true
	}
	r.unsaid++
	return false
}

// end tells how many there were that were not told.
func (r *refusals) end(voice Voice) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.unsaid > 0 {
		voice.Warn(model.Attachment{}, wording.TheSameFor(r.unsaid))
	}
}

// settle takes p for the answer to all. r.mu is held.
func (r *refusals) settle(p *model.Problem) {
	if r.answer == nil {
		r.answer = p
		r.changed()
	}
}

// changed wakes who waits. r.mu is held.
func (r *refusals) changed() {
	if r.wake != nil {
		close(r.wake)
		r.wake = nil
	}
}

// isDenied reports whether p says that the service gives no link for this token.
func isDenied(p *model.Problem) bool {
	return p != nil && p.Kind == model.KindDenied && p.Op == "GetAttachment"
}

// isUnasked reports whether p was known without asking.
func isUnasked(p *model.Problem) bool {
	if p == nil {
		return false
	}
	switch p.Kind { //nolint:exhaustive // the others are answers
	case model.KindRejected, model.KindScanning, model.KindCancelled, model.KindInput:
		return true
	}
	return false
}
