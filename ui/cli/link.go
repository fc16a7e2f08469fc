package cli

import (
	"context"

	"attache/ui/batch"
)

// linkCommand prints links. It is the one command that does.
func linkCommand() commandSpec {
	return commandSpec{
		use:     "link ID...",
		heading: headingPipes,
		short:   "Print a pre-signed URL of each attachment",
		long: "One a line, in the order asked. Whoever holds such a link can fetch the file\n" +
			"until it expires. '-' reads IDs from standard input, one a line.",
		example: `attache link 2b7d0c1e-77aa-4c0e-9a5e-0f1d6c2b8e11
attache link --url-expiry 60 --json 2b7d0c1e-77aa-4c0e-9a5e-0f1d6c2b8e11
attache list | cut -f 1 | attache link -`,
		takesIDs: true,
		takes:    flagNames{groupConnection, "url-expiry", "rate", "wait", "json", "log"},
		do:       printLinks,
	}
}

func printLinks(ctx context.Context, p *commandLine, args []string) error {
	ids, err := p.readIDs(ctx, args)
	if err != nil {
		return err
	}
	if len(ids) == 0 {
		return missingID("give one or more")
	}
	asked := batch.LinkOptions{IDs: ids, Life: p.opts.shared.Life, JSON: p.opts.json, Now: p.Now, Wait: p.opts.wait}
	shared := p.opts.shared
	shared.Live = p.opts.wait > 0
	return p.withChats(ctx, shared, func(all []batch.Target) error { return batch.Link(ctx, all[0].Session, asked, p.Out, p.Err) })
}
