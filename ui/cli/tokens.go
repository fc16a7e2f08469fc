package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"unicode/utf8"

	"attache/model"
	"attache/ui/system"
	"attache/ui/wording"
)

// tokenKind is one of the two kinds of token, which look alike and open different doors.
type tokenKind int

const (
	connectionToken tokenKind = iota
	participantToken
)

// variable returns the environment variable that holds a token of this kind itself.
func (k tokenKind) variable() string {
	if k == participantToken {
		return "ATTACHE_PARTICIPANT_TOKEN"
	}
	return "ATTACHE_CONNECTION_TOKEN"
}

// name is what a token of this kind is called where flags are.
func (k tokenKind) name() string {
	if k == participantToken {
		return "participant-token"
	}
	return "connection-token"
}

// tokenSource is where flags and variables say that a token is. The secret itself is none of it.
type tokenSource struct {
	file, fileInput       string // the path, and the flag or variable that named it
	command, commandInput string
}

func setTokenFile(kind tokenKind) setter {
	return func(o *options, input, value string) error {
		if value == "" {
			return model.NewInputProblem(input, model.FaultEmpty, "")
		}
		o.tokens[kind].file, o.tokens[kind].fileInput = value, input
		return nil
	}
}

func setTokenCommand(kind tokenKind) setter {
	return func(o *options, input, value string) error {
		if strings.TrimSpace(value) == "" {
			return model.NewInputProblem(input, model.FaultEmpty, "")
		}
		o.tokens[kind].command, o.tokens[kind].commandInput = value, input
		return nil
	}
}

// tokenWay is the way a token is to come.
type tokenWay int

const (
	wayNone tokenWay = iota
	wayFile
	wayPipe // standard input
	wayVariable
	wayCommand
	wayTyped // standard input, which is a terminal: nothing is shown there
)

// quiet reports whether the token comes without a person.
func (w tokenWay) quiet() bool { return w == wayFile || w == wayPipe || w == wayVariable }

// wayOf returns the first source that is set for a kind of token. A flag comes before a variable,
// and a file before a command.
func (p *program) wayOf(kind tokenKind) tokenWay {
	s := p.opts.tokens[kind]
	flag := func(input string) bool { return strings.HasPrefix(input, "-") }
	switch {
	case s.command != "" && (s.file == "" || flag(s.commandInput) && !flag(s.fileInput)):
		return wayCommand
	case s.file == "-" && p.Terminal(StreamIn):
		return wayTyped
	case s.file == "-":
		return wayPipe
	case s.file != "":
		return wayFile
	case p.Getenv(kind.variable()) != "":
		return wayVariable
	}
	return wayNone
}

// readTokens reads the tokens, each from the first source that is set, and asks for a connection
// token where there is none for either. ready, told where keys come from, is asked after what can be
// read quietly and before anything that needs a person.
func (p *program) readTokens(ctx context.Context, target Target, ready func(keys Stream) error) (connection, participant model.Secret, err error) {
	var tokens [2]model.Secret
	ways := [2]tokenWay{p.wayOf(connectionToken), p.wayOf(participantToken)}
	if ways[0] == ways[1] && (ways[0] == wayPipe || ways[0] == wayTyped) {
		return connection, participant, model.NewInputProblem("standard input", model.FaultConflict, "two tokens")
	}
	read := func(quiet bool) error {
		for kind, way := range ways {
			if way == wayNone || way.quiet() != quiet {
				continue
			}
			var err error
			if tokens[kind], err = p.readToken(ctx, tokenKind(kind), way, target); err != nil {
				return err
			}
		}
		return nil
	}
	keys := StreamIn
	if slices.Contains(ways[:], wayPipe) || p.opts.idsFromInput && !p.Terminal(StreamIn) {
		keys = StreamControl
	}
	if err = read(true); err == nil {
		err = ready(keys)
	}
	if ways == [2]tokenWay{} {
		ways[connectionToken] = wayTyped
	}
	if err == nil {
		err = read(false)
	}
	return tokens[connectionToken], tokens[participantToken], err
}

// readToken reads one token.
func (p *program) readToken(ctx context.Context, kind tokenKind, way tokenWay, target Target) (model.Secret, error) {
	source := p.opts.tokens[kind]
	switch way {
	case wayFile:
		return p.tokenFromFile(ctx, source.fileInput, source.file)
	case wayPipe:
		return p.tokenFrom(ctx, source.fileInput, p.In)
	case wayVariable:
		return model.CheckToken(kind.variable(), p.Getenv(kind.variable()))
	case wayCommand:
		return p.tokenFromCommand(ctx, source.commandInput, source.command)
	case wayTyped:
		return p.tokenFromPerson(ctx, kind, target)
	case wayNone:
	}
	return model.Secret{}, nil
}

// maxTokenBytes bounds what is read: a token at its limit of characters, and a line break.
const maxTokenBytes = model.MaxToken*utf8.UTFMax + len("\r\n")

// tokenFrom reads a token to the end of r.
func (p *program) tokenFrom(ctx context.Context, input string, r io.Reader) (model.Secret, error) {
	text, err := system.Await(ctx, func() ([]byte, error) { return io.ReadAll(io.LimitReader(r, int64(maxTokenBytes)+1)) })
	switch {
	case ctx.Err() != nil:
		return model.Secret{}, ctx.Err()
	case err != nil:
		return model.Secret{}, model.NewInputProblem(input, model.FaultUnreadable, system.Reason(err))
	case len(text) > maxTokenBytes:
		return model.Secret{}, model.NewInputProblem(input, model.FaultTooLong, "")
	}
	return model.CheckToken(input, string(text))
}

// tokenFromFile reads a token from a file, and warns when others may do the same. The path is in
// no message: people paste tokens where a path belongs.
func (p *program) tokenFromFile(ctx context.Context, input, path string) (model.Secret, error) {
	// Opening a pipe lasts until somebody writes to it.
	f, err := system.Await(ctx, func() (*os.File, error) { return os.Open(p.home(path)) })
	if ctx.Err() != nil {
		return model.Secret{}, ctx.Err()
	}
	if err != nil {
		return model.Secret{}, model.NewInputProblem(input, model.FaultUnreadable, system.Reason(err))
	}
	defer func() { _ = f.Close() }() // nothing was written
	info, err := f.Stat()
	if err == nil && runtime.GOOS != "windows" && info.Mode().IsRegular() && info.Mode().Perm()&0o077 != 0 {
		p.say(wording.ReadableByOthers(input))
	}
	return p.tokenFrom(ctx, input, f)
}

// typedTries is how often a token may be mistyped.
const typedTries = 3

// tokenFromPerson asks at the terminal. A prompt names a host that is not Amazon's: the warning
// above it may have scrolled away.
func (p *program) tokenFromPerson(ctx context.Context, kind tokenKind, target Target) (model.Secret, error) {
	prompt := "Connection token"
	if kind == participantToken {
		prompt = "Participant token"
	}
	input := strings.ToLower(prompt)
	if !p.Terminal(StreamIn) {
		return model.Secret{}, model.NewInputProblem(input, model.FaultMissing, "")
	}
	if target.Foreign {
		prompt += " for " + model.Text(target.Host)
	}
	for try := 1; ; try++ {
		line, err := p.AskSecret(ctx, prompt+" (not shown): ")
		switch {
		case ctx.Err() != nil:
			return model.Secret{}, ctx.Err()
		case errors.Is(err, context.Canceled): // ctrl+c came as a key
			return model.Secret{}, err
		case errors.Is(err, io.EOF):
			return model.Secret{}, model.NewInputProblem(input, model.FaultMissing, "")
		case err != nil:
			return model.Secret{}, model.NewInputProblem(input, model.FaultUnreadable, system.Reason(err))
		}
		// A pasted token often brings a blank along, and nobody sees it here.
		token, err := model.CheckToken(input, strings.TrimSpace(line))
		if err == nil || try == typedTries {
			return token, err
		}
		p.say(wording.For(err))
	}
}
