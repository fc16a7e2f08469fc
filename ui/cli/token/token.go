// Package token reads the tokens that open a chat: from a file, a pipe, a variable, a command, or the
// person at the terminal. No message of it shows what it read, or where a token was pasted by mistake.
package token

import (
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"attache/model"
	"attache/ui/wording"
)

// Kind is one of the two kinds of token, which look alike and open different doors.
type Kind = model.TokenKind

// The kinds.
const (
	Connection  = model.ConnectionToken
	Participant = model.ParticipantToken
)

// Variable returns the environment variable that holds a token of a kind itself.
func Variable(k Kind) string {
	return "ATTACHE_" + strings.ToUpper(strings.ReplaceAll(k.String(), " ", "_"))
}

// Name is what a token of a kind is called where flags are.
func Name(k Kind) string { return strings.ReplaceAll(k.String(), " ", "-") }

// Source is where flags and variables say that a token is. The secret itself is none of it.
type Source struct {
	File, FileInput       string // the path, and the flag or variable that named it
	Command, CommandInput string
}

// Sources are those of both tokens, by their Kind.
type Sources [2]Source

// Reader reads the tokens for one run of the program.
type Reader struct {
	Sources Sources
	In      io.Reader // standard input
	Typed   bool      // which is a terminal: nothing that is typed there is shown
	Err     io.Writer // standard error, for the words of a command
	Getenv  func(string) string
	Warn    func(wording.Words)

	// Ask shows prompt and reads a line without showing it; io.EOF: the user closed the input.
	Ask func(ctx context.Context, prompt string) (string, error)
	// Host is named where a person is asked; empty: it is Amazon's own.
	Host string

	CommandTime time.Duration // how long a command may take
	Alone       bool          // nobody can be asked for anything, not even by a command
}

// Way is the way a token is to come.
type Way int

// The ways.
const (
	WayNone Way = iota
	WayFile
	WayPipe // standard input
	WayVariable
	WayCommand
	WayTyped // standard input, which is a terminal: nothing is shown there
)

// quiet reports whether the token comes without a person.
func (w Way) quiet() bool { return w == WayFile || w == WayPipe || w == WayVariable }

// Way returns the first source that is set for a kind of token. A flag comes before a variable,
// and a file before a command.
func (r *Reader) Way(kind Kind) Way {
	s := r.Sources[kind]
	flag := func(input string) bool { return strings.HasPrefix(input, "-") }
	switch {
	case s.Command != "" && (s.File == "" || flag(s.CommandInput) && !flag(s.FileInput)):
		return WayCommand
	case s.File == "-" && r.Typed:
		return WayTyped
	case s.File == "-":
		return WayPipe
	case s.File != "":
		return WayFile
	case r.Getenv(Variable(kind)) != "":
		return WayVariable
	}
	return WayNone
}

// Both reads the tokens, each from the first source that is set, and asks for a connection token where
// there is none for either. ready, told whether standard input holds a token, is asked after what can
// be read quietly and before anything that needs a person.
func (r *Reader) Both(ctx context.Context, ready func(piped bool) error) (connection, participant model.Secret, err error) {
	var tokens [2]model.Secret
	ways := [2]Way{r.Way(Connection), r.Way(Participant)}
	if ways[0] == ways[1] && (ways[0] == WayPipe || ways[0] == WayTyped) {
		return connection, participant, model.NewInputProblem("standard input", model.FaultConflict, "two tokens")
	}
	read := func(quiet bool) error {
		for kind, way := range ways {
			if way == WayNone || way.quiet() != quiet {
				continue
			}
			token, is, err := r.read(ctx, Kind(kind), way)
			if err == nil && is != Kind(kind) && ways[is] != WayNone {
				err = r.otherKind(Kind(kind), is, way)
			}
			if err != nil {
				return err
			}
			tokens[is] = token
		}
		return nil
	}
	if err = read(true); err == nil {
		err = ready(slices.Contains(ways[:], WayPipe))
	}
	if ways == [2]Way{} {
		ways[Connection] = WayTyped
	}
	if err == nil {
		err = read(false)
	}
	return tokens[Connection], tokens[Participant], err
}

// Read reads one token of a kind.
func (r *Reader) Read(ctx context.Context, kind Kind, way Way) (model.Secret, error) {
	token, is, err := r.read(ctx, kind, way)
	if err == nil && is != kind {
		return model.Secret{}, r.otherKind(kind, is, way)
	}
	return token, err
}

// otherKind is the problem of a source that holds a token of the kind that it is not for.
func (r *Reader) otherKind(kind, is Kind, way Way) error {
	return model.NewInputProblem(r.input(kind, way), model.FaultOtherKind, "a "+is.String())
}

// input is what problems call the source of a token.
func (r *Reader) input(kind Kind, way Way) string {
	switch way {
	case WayFile, WayPipe:
		return r.Sources[kind].FileInput
	case WayVariable:
		return Variable(kind)
	case WayCommand:
		return r.Sources[kind].CommandInput
	case WayTyped, WayNone:
	}
	return kind.String()
}

// read reads a token that was meant to be of a kind. An SDK's answer says of itself which kind it holds.
func (r *Reader) read(ctx context.Context, kind Kind, way Way) (model.Secret, Kind, error) {
	source, input := r.Sources[kind], r.input(kind, way)
	var text string
	var err error
	switch way {
	case WayFile:
		text, err = r.fromFile(ctx, input, source.File)
	case WayPipe:
		text, err = r.from(ctx, input, r.In)
	case WayVariable:
		text = r.Getenv(Variable(kind))
	case WayCommand:
		text, err = r.fromCommand(ctx, input, source.Command)
	case WayTyped:
		return r.fromPerson(ctx, kind)
	case WayNone:
		return model.Secret{}, kind, nil
	}
	if err != nil {
		return model.Secret{}, kind, err
	}
	return model.ReadToken(input, text, kind)
}
