package cli

import (
	"context"
	"io"
	"os"

	"attache/model"
	"attache/ui/system"
)

// Stream is one of the places that may be a terminal.
type Stream int

// The streams.
const (
	StreamIn      Stream = iota // standard input
	StreamOut                   // standard output
	StreamErr                   // standard error
	StreamControl               // the terminal the program was started from, wherever its input comes from
)

// systemTerminal asks the system.
func (p *program) systemTerminal(s Stream) bool {
	switch s {
	case StreamIn:
		return system.IsTerminal(p.In)
	case StreamOut:
		return system.IsTerminal(p.Out)
	case StreamErr:
		return system.IsTerminal(p.Err)
	case StreamControl:
		f, err := system.OpenControl()
		return err == nil && f.Close() == nil
	}
	return false
}

// needTerminal reports why the screen cannot be drawn. keys is the stream the keys come from.
func (p *program) needTerminal(keys Stream) error {
	var why string
	switch {
	case p.Getenv("TERM") == "dumb":
		why = "TERM is dumb"
	case !p.Terminal(StreamOut):
		why = "standard output is not one"
	case !p.Terminal(keys):
		why = "standard input is not one"
	default:
		return nil
	}
	return model.NewInputProblem("screen", model.FaultNoTerminal, why)
}

// askAtTerminal asks at the terminal In.
func (p *program) askAtTerminal(ctx context.Context, prompt string) (string, error) {
	in, ok := p.In.(*os.File)
	if !ok {
		return "", io.EOF
	}
	return system.AskSecret(ctx, in, p.Err, prompt)
}
