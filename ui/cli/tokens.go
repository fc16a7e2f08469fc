package cli

import (
	"context"
	"os/exec"
	"strings"

	"attache/model"
	"attache/ui/token"
)

func setTokenFile(kind token.Kind) setter {
	return func(o *options, input, value string) error {
		if value == "" {
			return model.NewInputProblem(input, model.FaultEmpty, "")
		}
		o.tokens[kind].File, o.tokens[kind].FileInput = value, input
		return nil
	}
}

func setTokenCommand(kind token.Kind) setter {
	return func(o *options, input, value string) error {
		switch {
		case strings.TrimSpace(value) == "":
			return model.NewInputProblem(input, model.FaultEmpty, "")
		case len(strings.Fields(value)) == 1 && model.HideTokens(value) != value && !isProgram(value):
			// A shell would repeat it: not found.
			return model.NewInputProblem(input, model.FaultArgument, "")
		}
		o.tokens[kind].Command, o.tokens[kind].CommandInput = value, input
		return nil
	}
}

// isProgram reports whether a word runs something.
func isProgram(word string) bool {
	_, err := exec.LookPath(word)
	return err == nil
}

// tokens returns what reads the tokens of a chat at target.
func (p *program) tokens(target Target) *token.Reader {
	r := &token.Reader{
		Sources: p.opts.tokens, In: p.In, Typed: p.Terminal(StreamIn), Err: p.Err, Getenv: p.Getenv, Warn: p.say, Ask: p.AskSecret,
		CommandTime: p.commandTime, Alone: p.alone,
	}
	if target.Foreign {
		r.Host = target.Host
	}
	return r
}

// wayOf returns the way a token is to come.
func (p *program) wayOf(kind token.Kind) token.Way { return p.tokens(Target{}).Way(kind) }

// readTokens reads the tokens. ready is told where keys come from, before anybody is asked for a token.
func (p *program) readTokens(ctx context.Context, target Target, ready func(keys Stream) error) (connection, participant model.Secret, err error) {
	return p.tokens(target).Both(ctx, func(piped bool) error {
		if piped || p.opts.idsFromInput && !p.Terminal(StreamIn) {
			return ready(StreamControl)
		}
		return ready(StreamIn)
	})
}
