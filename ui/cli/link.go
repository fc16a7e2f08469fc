package cli

import (
	"context"

	"github.com/spf13/cobra"

	"attache/ui/batch"
)

// linkCommand prints links. It is the one command that does.
func (p *program) linkCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "link ID...",
		Short: "Print a pre-signed URL of each attachment",
		Long: "One a line, in the order asked. Whoever holds such a link can fetch the file\n" +
			"until it expires. '-' reads IDs from standard input, one a line.",
		Example: `attache link 2b7d0c1e-77aa-4c0e-9a5e-0f1d6c2b8e11
attache link --url-expiry 60 --json 2b7d0c1e-77aa-4c0e-9a5e-0f1d6c2b8e11
attache list | cut -f 1 | attache link -`,
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: p.completeIDs(onLink),
	}
	cmd.RunE = p.action(onLink, p.link)
	p.addFlags(cmd, onLink)
	return cmd
}

func (p *program) link(ctx context.Context, args []string) error {
	ids, err := p.ids(ctx, args)
	if err != nil {
		return err
	}
	if len(ids) == 0 {
		return missingID("give one or more")
	}
	order := batch.LinkOptions{IDs: ids, Life: p.opts.shared.Life, JSON: p.opts.json, Now: p.Now}
	return p.withChat(ctx, p.opts.shared, func(s Session) error { return batch.Link(ctx, s, order, p.Out, p.Err) })
}
