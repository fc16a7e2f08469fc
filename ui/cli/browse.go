package cli

import (
	"context"

	"attache/model"
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
func browseChat(ctx context.Context, p *commandLine, args []string) error {
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
	if onStartPage(p, ids) {
		return openStartPage(ctx, p, b)
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
	return openScreen(ctx, p, b, nil)
}

// openStartPage shows the start page. What can be known before is told before: all but which region it is.
func openStartPage(ctx context.Context, p *commandLine, b Browse) error {
	inner, stop := context.WithCancel(ctx)
	defer stop()
	page, target, err := startPage(inner, p)
	if err != nil {
		return err
	}
	p.prepare(target)
	b.Start = page
	return openScreen(ctx, p, b, nil)
}
