package cli

import (
	"context"

	"attache/ui/batch"
)

// listCommand prints the chat's attachments.
func listCommand() commandSpec {
	return commandSpec{
		use:     "list",
		heading: headingPipes,
		short:   "Print the chat's attachments, one a line",
		long: "On a terminal it is a table; on a pipe each line is ID, status, size and name,\n" +
			"parted by tabs, with a dash for what is not known. Sizes need --sizes.",
		example: `attache list
attache list --sizes
attache list --json | jq -r 'select(.role == "CUSTOMER").id'
attache list | cut -f 1 | attache get -`,
		takes: flagNames{groupConnection, "chat", "rate", "wait", "since", "from", "type", "sizes", "json", "log"},
		do:    listFiles,
	}
}

func listFiles(ctx context.Context, p *commandLine, _ []string) error {
	asked := batch.ListOptions{Sizes: p.opts.sizes, JSON: p.opts.json, Width: p.width(), Progress: p.progress(), Now: p.Now, Selection: p.selection()}
	shared := p.opts.shared
	shared.Live = p.opts.wait > 0
	return p.withChats(ctx, shared, func(all []batch.Target) error { return batch.ListAll(ctx, all, asked, p.Out, p.Err) })
}
