// Package worker decodes what strangers sent in a child process of the same binary, which has no token, no
// socket and no file, and little memory. A bomb, a runaway or a decoder's bug costs the child, and no more.
package worker

import (
	"context"
	"errors"
	"time"

	"attache/model"
	"attache/ui/preview"
)

// maxMemory is the most that a child may take, in bytes.
const maxMemory = 512 << 20

// errClosed is of a question after the end.
const errClosed = model.ConstError("the worker is closed")

// Options change what a worker is. The zero value is right for the program.
type Options struct {
	Command []string // what starts the child; empty: this binary
}

// Worker keeps one child, which answers one question at a time. It is started when it is first needed, kept
// for the next question, and replaced when it broke. Its methods may be called from any goroutine.
type Worker struct {
	opts   Options
	ctx    context.Context //nolint:containedctx // the life of the child
	cancel context.CancelFunc
	turn   chan struct{} // held by whoever talks with the child
	child  *child        // nil: none runs
	number uint32
	most   int64 // bytes of memory
	patience
}

// New returns a worker. It starts nothing yet.
func New(opts Options) *Worker {
	w := &Worker{opts: opts, turn: make(chan struct{}, 1), most: maxMemory, patience: patience{toStart: 10 * time.Second, perFile: 30 * time.Second, toCancel: 2 * time.Second}}
	w.ctx, w.cancel = context.WithCancel(context.Background())
	return w
}

// Close ends the child, and whatever it does.
func (w *Worker) Close() {
	w.cancel()
	w.turn <- struct{}{}
	defer w.leave()
	w.drop()
}

// Decode tells what is found in a file, each page with more on it than the one before. The pages are safe to
// draw, and the last one says in its Problem what went wrong. Decode returns nil after it, and else as soon
// as ctx ends: with its error.
func (w *Worker) Decode(ctx context.Context, ask *preview.Ask, tell func(preview.Page)) error {
	if err := w.take(ctx); err != nil {
		return err
	}
	pages := make(chan preview.Page)
	go func() {
		defer w.leave()
		defer close(pages)
		w.answer(ctx, ask, func(p preview.Page) {
			select {
			case pages <- p:
			case <-ctx.Done():
			}
		})
	}()
	for {
		select {
		case p, more := <-pages:
			if !more {
				return ctx.Err()
			}
			tell(p)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Limits tells what holds a child here, in words. It starts one where none runs.
func (w *Worker) Limits(ctx context.Context) ([]string, error) {
	if err := w.take(ctx); err != nil {
		return nil, err
	}
	defer w.leave()
	c, err := w.warm(ctx)
	if err != nil {
		return nil, err
	}
	return c.limits.words(), nil
}

// take waits for the turn to talk with the child.
func (w *Worker) take(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-w.ctx.Done():
		return errClosed
	case w.turn <- struct{}{}:
	}
	if w.ctx.Err() != nil {
		w.leave()
		return errClosed
	}
	return nil
}

func (w *Worker) leave() { <-w.turn }

// warm returns a child that is ready.
func (w *Worker) warm(ctx context.Context) (*child, error) {
	if w.child != nil && !w.child.gone() {
		return w.child, nil
	}
	w.drop()
	c, err := start(w.ctx, w.opts.Command) //nolint:contextcheck // the child outlives the question
	if err != nil {
		return nil, err
	}
	w.child = c
	if err := c.awaitReady(ctx, w.toStart); err != nil {
		w.drop()
		return nil, err
	}
	return c, nil
}

// drop ends the child.
func (w *Worker) drop() {
	if w.child != nil {
		w.child.end()
		w.child = nil
	}
}

// answer asks the child. One that breaks is ended; what it told before stands, with the reason why there is
// no more.
func (w *Worker) answer(ctx context.Context, ask *preview.Ask, tell func(preview.Page)) {
	fitted := *ask
	fitted.Box = fitBox(ask.Box)
	fitted.Data = ask.Data[:min(len(ask.Data), preview.MaxFetch)]
	fitted.Whole = ask.Whole && len(fitted.Data) == len(ask.Data)
	var last preview.Page
	told := false
	hear := func(p preview.Page) { last, told = p, true; tell(p) }
	used := w.child != nil
	err := w.once(ctx, &fitted, hear)
	if used && !told && errors.Is(err, errCrashed) { // it may have been the file before this one
		err = w.once(ctx, &fitted, hear)
	}
	if ctx.Err() == nil && (err != nil || last.Partial || !told) {
		last.Partial, last.Problem = false, problem(err)
		tell(last)
	}
}

func (w *Worker) once(ctx context.Context, ask *preview.Ask, tell func(preview.Page)) error {
	c, err := w.warm(ctx)
	if err != nil {
		return err
	}
	w.number++
	err = c.ask(ctx, ask, w.number, w.patience, w.most, tell)
	if err != nil && !errors.As(err, new(refusal)) {
		w.drop()
	}
	return err
}

// fitBox is a box that is no larger than a picture may be on its way.
func fitBox(b preview.Box) preview.Box {
	b.W, b.H = max(b.W, 0), max(b.H, 0)
	for b.W*b.H > maxPixels {
		b.W, b.H = b.W*9/10, b.H*9/10
	}
	return b
}
