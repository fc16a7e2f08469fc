// Package cli is the command line: what attache is asked to do, checked before anything starts. It
// knows neither the service nor the screen; package main hands it the functions that do. What prints
// without a screen is done by ui/batch.
//
// A command is one file here, and a line in the list in run.go. Its flags are rows of the tables in settings.go
// and in the files named flags, which also give the variables, the help and the completions. Each file knows those
// below it alone: run.go the commands, they what opens chats, that the command line, that the settings.
package cli

import (
	"context"
	"io"
	"os"
	"time"

	"attache/model"
	"attache/model/session"
	"attache/ui/batch"
	"attache/ui/cli/reference"
	"attache/ui/system"
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
	// ScreenReader reports whether the system says that a screen reader runs. Nil asks the system.
	ScreenReader func() bool
	// AskSecret shows prompt on standard error and reads one line of the terminal without showing
	// it. It returns soon after ctx ends, with the terminal as it was, and io.EOF when the user
	// closed the input. Nil asks at the terminal In.
	AskSecret func(ctx context.Context, prompt string) (string, error)

	// Ask is the same for a line that may be seen.
	Ask func(ctx context.Context, prompt string) (string, error)

	// Scenarios and Faults are what the emulator knows, for checks, help and completions. Empty:
	// anything goes.
	Scenarios []Choice
	Faults    []Choice
	// ControlPaths are what can be asked of the emulator's control, each a method and a path.
	ControlPaths []Choice
	Appearances  AppearanceChoices // likewise for the screen

	// Actions returns what the keys of the screen do once some of them are changed.
	Actions func([]model.Rebinding) ([]model.Action, error)

	// Resolve finds where a connection leads, before any token is read or asked for.
	Resolve func(context.Context, Connection) (Target, error)
	// StartChat and EndChat start and end a chat. Nothing else reads AWS credentials.
	StartChat func(context.Context, Connection, NewChat) (ChatStarted, error)
	EndChat   func(ctx context.Context, c Connection, instance, contactID string) error
	// Setup adds attache to the desktop or removes it, and returns the files that it wrote or removed. Nil: this
	// system's desktop has no place for it.
	Setup func(remove bool) ([]string, error)
	// Open opens a chat for one command. It sends nothing yet.
	Open func(context.Context, Connection, Shared) (Session, error)
	// Inspect looks at a file that is to be sent, as model.FileSender has it.
	Inspect func(path string) (model.Outgoing, error)
	// Draft begins a file of the program's own, under the rules of a saved one.
	Draft batch.NewDraft
	// Browse opens the screen and returns, when the user leaves it, what became of the files that
	// were to be saved, for each chat.
	Browse func(context.Context, Browse) ([]session.Summary, error)
	// Examine tells each check as soon as it is made, from its caller's goroutine.
	Examine func(ctx context.Context, x Examination, tell func(model.Check))
	Pairing PairingDeps
	// Emulate starts the emulator on an address. It fails with a *net.OpError for one that cannot
	// be had.
	// PassSignals gives the signals to another program, or back with nil. Nil: there are none.
	PassSignals func(to func(os.Signal))
	Emulate     func(ctx context.Context, c Chat, address string) (Emulator, error)
}

// Session is one open chat.
type Session interface {
	batch.Session
	// Close gives back what the chat holds. Calls under way end with their contexts.
	Close()
}

// AppearanceChoices are what an Appearance can be made of.
type AppearanceChoices struct {
	Columns, Themes, Roles, Images []string
	// Coloring fails with the problem of a role or a colour that is none, Check with that of colours that
	// cannot be read.
	Coloring func(model.Coloring) error
	Check    func(theme string, colors []model.Coloring) error
}

// Choice is one thing that can be asked of the emulator by name.
type Choice = reference.Choice

func names(choices []Choice) []string {
	var all []string
	for _, c := range choices {
		all = append(all, c.Name)
	}
	return all
}

// Stream is one of the places that may be a terminal.
type Stream int

// The streams.
const (
	StreamIn      Stream = iota // standard input
	StreamOut                   // standard output
	StreamErr                   // standard error
	StreamControl               // the terminal the program was started from, wherever its input comes from
)

// isTerminal asks the system whether a stream is a terminal.
func (d *Deps) isTerminal(s Stream) bool {
	if s == StreamControl {
		f, err := system.OpenControl()
		return err == nil && f.Close() == nil
	}
	return system.IsTerminal(map[Stream]any{StreamIn: d.In, StreamOut: d.Out, StreamErr: d.Err}[s])
}

// askAtTerminal asks at the terminal In.
func (d *Deps) askAtTerminal(ctx context.Context, prompt string) (string, error) {
	in, ok := d.In.(*os.File)
	if !ok {
		return "", io.EOF
	}
	return system.AskSecret(ctx, in, d.Err, prompt)
}

// askShown asks at the terminal In.
func (d *Deps) askShown(ctx context.Context, prompt string) (string, error) {
	in, ok := d.In.(*os.File)
	if !ok {
		return "", io.EOF
	}
	return system.Ask(ctx, in, d.Err, prompt)
}

// withDefaults fills in what was left out.
func (d *Deps) withDefaults() *Deps {
	if d.Terminal == nil {
		d.Terminal = d.isTerminal
	}
	if d.Columns == nil {
		d.Columns = func() int { return system.Columns(d.Out) }
	}
	if d.ScreenReader == nil {
		d.ScreenReader = system.ScreenReader
	}
	if d.AskSecret == nil {
		d.AskSecret = d.askAtTerminal
	}
	if d.Ask == nil {
		d.Ask = d.askShown
	}
	return d
}

// PairingDeps is how a page hands chats over.
type PairingDeps struct {
	Start func(context.Context) (Pairing, error)
	// Page writes the page into a folder, and returns the paths of what it wrote.
	Page        func(dir string) ([]string, error)
	Bookmarklet func() (string, error)
	// OpenURL opens an address in the browser of this machine, and reports whether there is one.
	OpenURL func(ctx context.Context, url string) bool
}

// Pairing waits for a page that knows its code.
type Pairing interface {
	Code() string
	// Launch returns an address of this machine that leads to a page once, with the code in the fragment.
	Launch(page string) string
	// Next waits for a chat.
	Next(ctx context.Context) (model.Handover, error)
	Close() error
}
