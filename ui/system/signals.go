package system

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"
)

// Signals end a context at the first of EndingSignals, unless another program is to have them.
type Signals struct {
	came chan os.Signal

	mu sync.Mutex
	to func(os.Signal) // nil: the context ends
}

// Listen returns a context that ends at a signal. A reader that has gone and a disk that is full are told by the
// write, so that what was begun is ended in good order.
func Listen(parent context.Context) (context.Context, *Signals) {
	ctx, cancel := context.WithCancelCause(parent)
	s := &Signals{came: make(chan os.Signal, 1)}
	signal.Notify(s.came, EndingSignals()...)
	signal.Notify(make(chan os.Signal, 1), failedWrites()...)
	go func() {
		for came := range s.came {
			if !s.passedOn(came) {
				cancel(signalError{came})
			}
		}
	}()
	return ctx, s
}

// lastExit is how long an interrupted program may take to leave: a terminal that takes no more
// bytes would hold it for ever.
const lastExit = 3 * time.Second

// LeaveAtLast ends the program with code when it has not ended by itself soon after ctx.
func LeaveAtLast(ctx context.Context, code int) {
	context.AfterFunc(ctx, func() {
		time.AfterFunc(lastExit, func() {
			os.Exit(code) //nolint:revive,forbidigo // there is no way back to main: its goroutine hangs
		})
	})
}

// Stop leaves signals to do what they do by themselves.
func (s *Signals) Stop() {
	signal.Stop(s.came)
	close(s.came)
}

// PassTo gives the signals to another program from now on, or back with nil.
func (s *Signals) PassTo(to func(os.Signal)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.to = to
}

func (s *Signals) passedOn(came os.Signal) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.to != nil {
		s.to(came)
	}
	return s.to != nil
}

// signalError is why a context ended at a signal.
type signalError struct{ os.Signal }

func (e signalError) Error() string { return "ended by a signal: " + e.String() }

// Terminated reports whether ctx ended because something that manages programs wants this one to leave, rather than a
// person.
func Terminated(ctx context.Context) bool {
	var e signalError
	return errors.As(context.Cause(ctx), &e) && e.Signal == syscall.SIGTERM
}
