package cli

import (
	"cmp"
	"context"
	"io"

	"attache/ui/batch"
)

// openScreen shows the screen, and tells afterwards what was saved, whatever the screen ended with. A
// talk has told the paths while it went on. start is what is done last before it, and what it starts ends with it.
func openScreen(ctx context.Context, p *commandLine, b Browse, start func(context.Context, *Browse) error) error {
	return p.withLog(ctx, func(log io.Writer) error {
		b.Log, b.Keys, b.Files, b.Appearance = log, p.opts.keys, p.ownFiles(), p.opts.look
		inner, stop := context.WithCancel(ctx)
		defer stop()
		if start != nil {
			if err := start(inner, &b); err != nil {
				return err
			}
		}
		if b.Start == nil && b.Lines == nil && len(b.IDs) == 0 {
			b.Another = startPageBeside(inner, p)
		}
		all, err := p.Browse(ctx, b)
		paths := p.Out
		if b.Lines != nil {
			paths = io.Discard
			defer b.Lines.giveBack()
		}
		return cmp.Or(err, batch.AfterAll(all, b.Receipt, paths, p.Err))
	})
}
