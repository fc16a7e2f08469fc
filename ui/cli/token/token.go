// Package token reads the tokens that open a chat: from a file, a pipe, a variable, a command, or the
// person at the terminal. No message of it shows what it read, or where a token was pasted by mistake.
package token

import (
	"context"
	"io"
	"strings"
	"time"

	"attache/model"
	"attache/ui/wording"
)

// Kind is one of the two kinds of token, which look alike and serve different ends.
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

// Origin is the way a token is to come.
type Origin int

// The ways.
const (
	OriginNone Origin = iota
	OriginFile
	OriginPipe // standard input
	OriginVariable
	OriginCommand
	OriginTyped // standard input, which is a terminal: nothing is shown there
)

// quiet reports whether the token comes without a person.
func (w Origin) quiet() bool { return w == OriginFile || w == OriginPipe || w == OriginVariable }

// Origin returns the first source that is set for a kind of token. A flag comes before a variable,
// and a file before a command.
func (r *Reader) Origin(kind Kind) Origin {
	s := r.Sources[kind]
	flag := func(input string) bool { return strings.HasPrefix(input, "-") }
	switch {
	case s.Command != "" && (s.File == "" || flag(s.CommandInput) && !flag(s.FileInput)):
		return OriginCommand
	case s.File == "-" && r.Typed:
		return OriginTyped
	case s.File == "-":
		return OriginPipe
	case s.File != "":
		return OriginFile
	case r.Getenv(Variable(kind)) != "":
		return OriginVariable
	}
	return OriginNone
}

// input is what problems call the source of a token.
func (r *Reader) input(kind Kind, way Origin) string {
	switch way {
	case OriginFile, OriginPipe:
		return r.Sources[kind].FileInput
	case OriginVariable:
		return Variable(kind)
	case OriginCommand:
		return r.Sources[kind].CommandInput
	case OriginTyped, OriginNone:
	}
	return kind.String()
}
