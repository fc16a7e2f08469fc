package cli

import (
	"context"
	"io"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"attache/model"
	"attache/ui/cli/token"
)

// completionTime is how long somebody waits after the tab key.
const completionTime = 2 * time.Second

// completeIDs offers the IDs of the chat with the names of their files, where a connection is set.
// Whatever is in the way of that, there is nothing to offer, and not a word: a shell is being typed at.
func completeIDs(p *commandLine, takes flagNames) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		const directive = cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
		ctx, cancel := context.WithTimeout(cmd.Context(), completionTime)
		defer cancel()
		quiet(p)
		if p.readAll(cmd, append(flagNames{"hide-names"}, takes...)) != nil { // hidden names stay hidden here, too
			return nil, directive
		}
		return offered(chatFiles(ctx, p), typed, args, p.opts.shared.HideNames), directive
	}
}

// quiet takes away what could ask for something or say something.
func quiet(p *commandLine) {
	p.Err = io.Discard
	p.Terminal = func(Stream) bool { return false }
	p.AskSecret = func(context.Context, string) (string, error) { return "", io.EOF }
	p.commandTime, p.alone = completionTime, true
}

// chatFiles reads the chat once, as far as that is possible by itself and within the time of ctx. A
// token goes to no host that is not Amazon's, for that would have to be said first. A participant token
// is not exchanged for the press of a key: its owner may be taken for somebody who has joined.
func chatFiles(ctx context.Context, p *commandLine) []model.Attachment {
	way := p.wayOf(token.Connection)
	if way != token.OriginFile && way != token.OriginVariable && way != token.OriginCommand {
		return nil
	}
	c := p.opts.connection
	target, err := p.Resolve(ctx, c)
	if err != nil || target.Custom {
		return nil
	}
	if c.ConnectionToken, err = p.tokenReader(target).Read(ctx, token.Connection, way); err != nil {
		return nil
	}
	chat, err := p.Open(ctx, c, p.opts.shared)
	if err != nil {
		return nil
	}
	defer chat.Close()
	var files []model.Attachment
	// What was read before it failed, or before the time was over, is better than nothing.
	_ = chat.Attachments(ctx, nil, func(page model.Page) {
		for _, a := range page.Attachments {
			if i := slices.IndexFunc(files, func(b model.Attachment) bool { return b.ID == a.ID }); i >= 0 {
				files[i] = a
			} else {
				files = append(files, a)
			}
		}
	})
	return files
}
