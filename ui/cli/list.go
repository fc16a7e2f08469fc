package cli

import (
	"context"

	"github.com/spf13/cobra"

	"attache/ui/batch"
)

// listCommand prints the chat's attachments.
func (p *program) listCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list",
		Short: "Print the chat's attachments, one a line",
		Long: "On a terminal it is a table; on a pipe each line is ID, status, size and name,\n" +
			"parted by tabs, with a dash for what is not known. Sizes need --sizes.",
		Example: `attache list
attache list --sizes
attache list --json | jq -r 'select(.role == "CUSTOMER").id'
attache list | cut -f 1 | attache get -`,
		Args:              noArguments,
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	cmd.RunE = p.action(onList, p.list)
	p.addFlags(cmd, onList)
	return cmd
}

func (p *program) list(ctx context.Context, _ []string) error {
	order := batch.ListOptions{Sizes: p.opts.sizes, JSON: p.opts.json, Width: p.width(), Progress: p.progress(), Now: p.Now}
	return p.withChat(ctx, p.opts.shared, func(s Session) error { return batch.List(ctx, s, order, p.Out, p.Err) })
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
