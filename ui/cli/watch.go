package cli

import (
	"context"
	"strings"

	"attache/model"
	"attache/ui/batch"
	"attache/ui/system"
)

// watchCommand prints what happens.
func watchCommand() commandSpec {
	return commandSpec{
		use:     "watch",
		heading: headingPipes,
		short:   "Print every change to the chat's attachments as it happens",
		long: "It ends when the chat does, or when it is interrupted. On a pipe each line is\n" +
			"time, event, ID, status and name, parted by tabs. The events are added, changed,\n" +
			"ended, and reconnected after a break, once what was missed in it has been told.",
		example: `attache watch
attache watch --all --json
attache watch --json | jq --unbuffered -r 'select(.event == "added").id'`,
		takes: flagNames{groupConnection, "chat", "rate", "all", "json", "log", "no-live"},
		do:    watchChat,
	}
}

func watchChat(ctx context.Context, p *commandLine, _ []string) error {
	// What keeps the screen from watching, as a variable or in a file, is no wish of this command's.
	if input := p.opts.input("no-live"); p.opts.shared.NoLive && strings.HasPrefix(input, "-") {
		return model.NewInputProblem(input, model.FaultConflict, "attache watch")
	}
	asked := batch.WatchOptions{
		All: p.opts.all, JSON: p.opts.json, Width: p.width(), Progress: p.progress(), Now: p.Now,
		Unread: system.Unread(p.Out),
	}
	shared := p.opts.shared
	shared.Live = true
	return p.withChats(ctx, shared, func(all []batch.Target) error { return batch.WatchAll(ctx, all, asked, p.Out, p.Err) })
}
