package batch

import (
	"context"
	"errors"
	"io"
	"sync"

	"attache/model"
	"attache/model/session"
)

// Target is one of the chats of a command.
type Target struct {
	Session

	Name   string // what its user calls it
	Source session.Source
}

// GetAll is Get for the files of each chat, one chat after the other, each into a folder of its own. With one
// chat it is Get.
func GetAll(ctx context.Context, chats []Target, o GetOptions, out, errs io.Writer) error {
	return each(ctx, chats, Reporter{W: errs, JSON: o.JSON}, func(c Target, of Of) error {
		o.Source, o.Of = c.Source, of
		return Get(ctx, c.Session, o, out, errs)
	})
}

// ListAll is List for each chat, one after the other.
func ListAll(ctx context.Context, chats []Target, o ListOptions, out, errs io.Writer) error {
	return each(ctx, chats, Reporter{W: errs, JSON: o.JSON}, func(c Target, of Of) error {
		o.Of = of
		return List(ctx, c.Session, o, out, errs)
	})
}

// WatchAll is Watch for all chats at once, until each has ended.
func WatchAll(ctx context.Context, chats []Target, o WatchOptions, out, errs io.Writer) error {
	if len(chats) == 1 {
		return Watch(ctx, chats[0].Session, o, out, errs)
	}
	inner, stop := context.WithCancel(ctx)
	defer stop()
	o.Progress = false // the lines of one chat would stand in it
	var mu sync.Mutex
	out, errs = oneByOne{&mu, out}, oneByOne{&mu, errs}
	var group sync.WaitGroup
	sums, places := make([]tally, len(chats)), places(chats)
	for i, c := range chats {
		group.Go(func() {
			o := o
			o.Of = places[i]
			err := Watch(inner, c.Session, o, out, errs)
			if sums[i].add(o.Of.reporter(errs, o.JSON), err); ReaderGone(err) {
				stop()
			}
		})
	}
	group.Wait()
	var all tally
	for _, s := range sums {
		all.join(s)
	}
	return all.err(ctx)
}

// each does the same for one chat after the other, and sums up what failed.
func each(ctx context.Context, chats []Target, reporter Reporter, do func(Target, Of) error) error {
	if len(chats) == 1 {
		return do(chats[0], Of{})
	}
	var all tally
	for i, of := range places(chats) {
		err := do(chats[i], of)
		reporter.Chat = of.label()
		if all.add(reporter, err); ReaderGone(err) || ctx.Err() != nil {
			break
		}
	}
	return all.err(ctx)
}

func places(chats []Target) []Of {
	all, folders := make([]Of, 0, len(chats)), map[string]bool{}
	for _, c := range chats {
		all = append(all, Of{&place{name: c.Name, folders: folders}})
	}
	return all
}

// tally is what became of several chats.
type tally struct {
	failures model.Failures
	gone     error // nobody reads the results
}

// add takes the end of one, and tells why it failed where that has not been told.
func (s *tally) add(reporter Reporter, err error) {
	var several *model.Failures
	switch {
	case ReaderGone(err):
		s.gone = err
	case errors.As(err, &several):
		s.failures.Of += several.Of
		s.failures.Problems = append(s.failures.Problems, several.Problems...)
	case err != nil:
		p := model.AsProblem(err)
		if s.failures.Of++; p.Kind != model.KindCancelled {
			reporter.Fail(model.Attachment{}, p)
			s.failures.Problems = append(s.failures.Problems, p)
		}
	default:
		s.failures.Of++
	}
}

func (s *tally) join(o tally) {
	s.failures.Of += o.failures.Of
	s.failures.Problems = append(s.failures.Problems, o.failures.Problems...)
	if s.gone == nil {
		s.gone = o.gone
	}
}

// err is what the command ends with.
func (s *tally) err(ctx context.Context) error {
	switch {
	case s.gone != nil:
		return s.gone
	case ctx.Err() != nil:
		return &model.Problem{Kind: model.KindCancelled, Err: ctx.Err()}
	case len(s.failures.Problems) > 0:
		return &s.failures
	}
	return nil
}

// oneByOne lets whole lines of several chats follow each other.
type oneByOne struct {
	mu *sync.Mutex
	to io.Writer
}

// Write implements io.Writer.
func (w oneByOne) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.to.Write(p)
}
