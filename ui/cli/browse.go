package cli

import (
	"cmp"
	"context"
	"io"

	"attache/model"
	"attache/ui/batch"
)

// browseCommand is the program without a command: the screen on a real chat.
func browseCommand() commandSpec {
	return commandSpec{
		use:   "attache [ID...]",
		short: "See, time and fetch the files of a live Amazon Connect chat",
		long: "With attachment IDs, just those are shown, without reading the transcript. '-'\n" +
			"reads IDs from standard input, one a line.",
		example: `attache demo                 try it: no account, no token, no network
attache                      paste a token, try the demo, or learn more
attache --connection-token-file token.txt
pass show chat | attache --connection-token-file -`,
		args:     attachmentIDs,
		takesIDs: true,
		takes:    flagNames{groupConnection, "chat", groupWork, "log", groupScreen},
		do:       browseChat,
	}
}

// browseChat checks everything that can be known before the screen starts, cheapest first: nobody is
// asked for a token only to learn that the region is missing.
func browseChat(ctx context.Context, p *program, args []string) error {
	ids, err := p.readIDs(ctx, args)
	if err != nil {
		return err
	}
	shared, err := p.checkShared()
	if err != nil {
		return err
	}
	b := Browse{Shared: shared, IDs: ids}
	if len(ids) > 0 && len(p.opts.chats) > 1 {
		return model.NewInputProblem(p.opts.input("chat"), model.FaultConflict, "attachment IDs")
	}
	if p.atDoors(ids) {
		return openDoors(ctx, p, b)
	}
	all, err := p.connectAll(ctx, p.frontEnd(&b))
	if err != nil {
		return err
	}
	b.Connection = all[0].Connection
	for _, c := range all[1:] {
		b.Others = append(b.Others, c.Connection)
	}
	if len(all) == 1 {
		b.Name = "" // nothing is said of the only one
	}
	return p.withLog(ctx, func(log io.Writer) error {
		b.Log = log
		return openScreen(ctx, p, b)
	})
}

// openScreen shows the screen, and tells afterwards what was saved, whatever the screen ended with. A
// talk has told the paths while it went on.
func openScreen(ctx context.Context, p *program, b Browse) error {
	b.Keys, b.Files, b.Look = p.opts.keys, p.ownFiles(), p.opts.look
	inner, stop := context.WithCancel(ctx)
	defer stop()
	if b.Doors == nil && b.Lines == nil && len(b.IDs) == 0 {
		b.Another = p.another(inner)
	}
	all, err := p.Browse(ctx, b)
	paths := p.Out
	if b.Lines != nil {
		paths = io.Discard
		defer b.Lines.giveBack()
	}
	return cmp.Or(err, batch.AfterAll(all, b.Receipt, paths, p.Err))
}
