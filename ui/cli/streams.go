package cli

import (
	"cmp"
	"context"
	"io"
	"os"

	"attache/ui/system"
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

// withDefaults fills in what was left out.
func (d Deps) withDefaults() *Deps {
	d.Version = cmp.Or(d.Version, "(unknown version)")
	if d.Getenv == nil {
		d.Getenv = os.Getenv
	}
	if d.Terminal == nil {
		d.Terminal = d.isTerminal
	}
	if d.Columns == nil {
		d.Columns = func() int { return system.Columns(d.Out) }
	}
	if d.AskSecret == nil {
		d.AskSecret = d.askAtTerminal
	}
	return &d
}
