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
