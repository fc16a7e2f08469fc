package cli

import (
	"context"
	"io"
	"os"

	"attache/model"
	"attache/ui/system"
)

// systemTerminal asks the system.
func (p *program) systemTerminal(s Stream) bool {
	if s == StreamControl {
		f, err := system.OpenControl()
		return err == nil && f.Close() == nil
	}
	return system.IsTerminal(map[Stream]any{StreamIn: p.In, StreamOut: p.Out, StreamErr: p.Err}[s])
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

// width is that of the terminal that standard output is, and 0 where it is none.
func (p *program) width() int {
	if !p.Terminal(StreamOut) {
		return 0
	}
	return p.Columns()
}

// progress reports whether progress is shown: to people alone, and only where it can be painted
// over.
func (p *program) progress() bool {
	return p.Terminal(StreamErr) && p.Getenv("TERM") != "dumb" && !p.opts.json
}
