package cli

import (
	"context"

	"attache/model"
	"attache/ui/batch"
	"attache/ui/system"
)

// getCommand downloads without a screen.
func getCommand() commandSpec {
	return commandSpec{
		use:     "get [ID...]",
		heading: headingPipes,
		short:   "Download attachments, by ID or all of them",
		long: "It prints the path of each saved file, in the order asked. What was stopped\n" +
			"goes on where it was when it is asked for again. '-o -' prints the bytes of one\n" +
			"file instead, once all of them have come. '-' reads IDs from standard input, one\n" +
			"a line. --zip puts the files, a receipt and SHA256SUMS into an archive, not the\n" +
			"folder; 'attache verify' checks it later.",
		example: `attache get --all --dir chat-files
attache get 2b7d0c1e-77aa-4c0e-9a5e-0f1d6c2b8e11
attache get --all --json --receipt receipt.json
attache get --all --zip chat.zip
attache get -o - 2b7d0c1e-77aa-4c0e-9a5e-0f1d6c2b8e11 > photo.jpg
attache list | cut -f 1 | attache get -`,
		takesIDs: true,
		takes:    flagNames{groupConnection, "chat", "url-expiry", "rate", "dir", "on-exists", "parallel", "limit-rate", "name", "on-saved", "on-refused", "wait", "since", "from", "type", "receipt", "zip", "all", "output", "json", "log"},
		do:       getFiles,
	}
}

// getFiles checks everything that can be known before the first call, cheapest first.
func getFiles(ctx context.Context, p *commandLine, args []string) error {
	zip, err := p.writable("zip", p.opts.zip, system.Replaceable)
	if err != nil {
		return err
	}
	ids, err := wanted(ctx, p, args)
	if err != nil {
		return err
	}
	shared, err := p.checkShared()
	if err != nil {
		return err
	}
	asked := batch.GetOptions{
		Zip: zip, Draft: p.Draft, Names: shared.Names, Selection: p.selection(),
		IDs: ids, All: p.opts.all, Parallel: shared.Parallel, OnExists: shared.OnExists, Life: shared.Life, JSON: p.opts.json,
		Copy: p.opts.output != "", Progress: p.progress(), Receipt: shared.Receipt, Now: p.Now,
	}
	shared.Live = shared.Live || p.opts.wait > 0
	return p.withChats(ctx, shared, func(all []batch.Target) error { return batch.GetAll(ctx, all, asked, p.Out, p.Err) })
}

// wanted returns the IDs asked for, none for all.
func wanted(ctx context.Context, p *commandLine, args []string) ([]string, error) {
	ids, err := p.readIDs(ctx, args)
	all, output := p.opts.input("all"), p.opts.input("output")
	switch {
	case err != nil:
		return nil, err
	case p.opts.output != "" && p.opts.zip != "":
		return nil, model.NewInputProblem(output, model.FaultConflict, p.opts.input("zip"))
	case p.opts.output != "" && p.opts.all:
		return nil, model.NewInputProblem(output, model.FaultConflict, all)
	case p.opts.output != "" && p.opts.json:
		return nil, model.NewInputProblem(output, model.FaultConflict, p.opts.input("json"))
	case p.opts.output != "" && len(ids) > 1:
		return nil, model.NewInputProblem(output, model.FaultConflict, "more than one attachment ID")
	case p.opts.output != "" && p.Terminal(StreamOut):
		// A stranger's bytes would steer the terminal.
		return nil, model.NewInputProblem(output, model.FaultUnreadable, "standard output is a terminal")
	case !p.opts.all && len(ids) == 0 && !p.selection().IsZero():
		return nil, missingID("give --all, which " + narrowing(p) + " goes with")
	case !p.opts.all && !p.selection().IsZero():
		return nil, model.NewInputProblem(narrowing(p), model.FaultConflict, "attachment IDs; it goes with --all")
	case p.opts.all && len(ids) > 0:
		return nil, model.NewInputProblem(all, model.FaultConflict, "attachment IDs")
	case !p.opts.all && len(p.opts.chats) > 1:
		return nil, model.NewInputProblem(p.opts.input("chat"), model.FaultConflict, "attachment IDs; several chats go with --all")
	case !p.opts.all && len(ids) == 0:
		return nil, missingID("give one or more, or --all")
	}
	return ids, nil
}
