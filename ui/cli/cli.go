// Package cli is the command line: what attache is asked to do, checked before anything starts. It
// knows neither the service nor the screen; package main hands it the functions that do. What prints
// without a screen is done by ui/batch.
//
// A command is one file here. Its flags are rows of the table in settings.go, which also gives the
// variables, the help and the completions.
package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"time"

	"attache/model"
	"attache/model/session"
	"attache/ui/batch"
	"attache/ui/exit"
	"attache/ui/reference"
	"attache/ui/system"
	"attache/ui/token"
	"attache/ui/wording"
)

// Deps is what the command line needs from the program around it.
type Deps struct {
	Version string
	Build   reference.Build
	In      io.Reader // standard input; an *os.File where secrets are to be typed
	Out     io.Writer // results
	Err     io.Writer // words
	Getenv  func(string) string
	Now     func() time.Time // the local clock

	// Terminal reports whether a stream is a terminal. Nil asks the system, which needs In, Out
	// and Err to be an *os.File.
	Terminal func(Stream) bool
	// Columns is the width of the terminal that Out is. Nil asks the system.
	Columns func() int
	// AskSecret shows prompt on standard error and reads one line of the terminal without showing
	// it. It returns soon after ctx ends, with the terminal as it was, and io.EOF when the user
	// closed the input. Nil asks at the terminal In.
	AskSecret func(ctx context.Context, prompt string) (string, error)

	// Scenarios and Faults are what the emulator knows, for checks, help and completions. Empty:
	// anything goes.
	Scenarios []Choice
	Faults    []Choice

	// Actions returns what the keys of the screen do once some of them are changed. Nil: unknown,
	// and the configuration file can change none.
	Actions func([]model.Rebinding) ([]model.Action, error)

	// Resolve finds where a connection leads, before any token is read or asked for. Nil: unknown.
	Resolve func(context.Context, Connection) (Target, error)
	// Open opens a chat for one command. It sends nothing yet.
	Open func(context.Context, Connection, Shared) (Session, error)
	// Browse opens the screen and returns, when the user leaves it, what became of the files that
	// were to be saved.
	Browse func(context.Context, Browse) (session.Summary, error)
	// Examine tells each check as soon as it is made, from its caller's goroutine.
	Examine func(ctx context.Context, x Examination, tell func(model.Check))
	// Emulate starts the emulator on an address. It fails with a *net.OpError for one that cannot
	// be had.
	Emulate func(ctx context.Context, c Chat, address string) (Emulator, error)
}

// Session is one open chat.
type Session interface {
	batch.Session
	// Close gives back what the chat holds. Calls under way end with their contexts.
	Close()
}

// Choice is one thing that can be asked of the emulator by name.
type Choice struct {
	Name  string
	Value string // what stands behind the =, in brackets when it may be left out; empty: nothing
	Does  string // lower case, no full stop
}

// Run does what args ask and returns the exit code. A problem is told on deps.Err in two lines:
// what happened, and what to do.
func Run(ctx context.Context, args []string, deps Deps) int {
	p := newProgram(deps)
	p.opts.json = asksForJSON(args)
	err := token.Refuse(args)
	if err == nil {
		err = p.execute(ctx, args)
	}
	if err == nil {
		return 0
	}
	if batch.ReaderGone(err) {
		return exit.ReaderGone
	}
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		err = &model.Problem{Kind: model.KindCancelled, Err: err}
	}
	p.tell(err)
	return exit.Code(err)
}

// tokenCommandTime is how long a token command may take: a person may have to type a passphrase
// or touch a key in the meantime.
const tokenCommandTime = 2 * time.Minute

// program is one run of the command line.
type program struct {
	Deps
	opts        options
	printed     *output // standard output for cobra
	commandTime time.Duration
	source      session.Source // where the files of a command come from, once that is known
	alone       bool           // nobody can be asked for anything, not even by a token command
}

func newProgram(deps Deps) *program {
	p := &program{Deps: deps, commandTime: tokenCommandTime, opts: defaults()}
	if p.Version == "" {
		p.Version = "(unknown version)"
	}
	if p.Getenv == nil {
		p.Getenv = os.Getenv
	}
	if p.Terminal == nil {
		p.Terminal = p.systemTerminal
	}
	if p.Columns == nil {
		p.Columns = func() int { return system.Columns(p.Out) }
	}
	if p.AskSecret == nil {
		p.AskSecret = p.askAtTerminal
	}
	return p
}

// tell says on standard error why the program ends, unless that is known: the user stopped it, or
// each failure was told by itself.
func (p *program) tell(err error) {
	var failures *model.Failures
	problem := model.AsProblem(err)
	switch {
	case problem.Kind == model.KindCancelled, errors.As(err, &failures):
	default:
		p.voice().Fail(model.Attachment{}, problem)
	}
}

// say tells words on standard error.
func (p *program) say(w wording.Words) { p.voice().Warn(model.Attachment{}, w) }

func (p *program) voice() batch.Voice { return batch.Voice{W: p.Err, JSON: p.opts.json} }
