package cli

import (
	"cmp"
	"context"
	"io"

	"github.com/spf13/cobra"

	"attache/model"
	"attache/model/session"
	"attache/ui/batch"
	"attache/ui/wording"
)

// browseCommand is the program without a command: the screen on a real chat.
func (p *program) browseCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "attache [ID...]",
		Short: "See, time and fetch the files of a live Amazon Connect chat",
		Long: "With attachment IDs, just those are shown, without reading the transcript. '-'\n" +
			"reads IDs from standard input, one a line.",
		Example: `attache demo                 try it: no account, no token, no network
attache --region us-east-1   a real chat; asks for its connection token
attache --connection-token-file token.txt
pass show chat | attache --connection-token-file -`,
		Args:              attachmentIDs,
		ValidArgsFunction: p.completeIDs(onBrowse),
		SilenceErrors:     true,
		SilenceUsage:      true,
	}
	cmd.RunE = p.action(onBrowse, p.browse)
	p.addFlags(cmd, onBrowse)
	return cmd
}

// browse checks everything that can be known before the screen starts, cheapest first: nobody is
// asked for a token only to learn that the region is missing.
func (p *program) browse(ctx context.Context, args []string) error {
	ids, err := p.ids(ctx, args)
	if err != nil {
		return err
	}
	shared, err := p.shared()
	if err != nil {
		return err
	}
	b := Browse{Shared: shared, IDs: ids}
	b.Connection, err = p.connect(ctx, p.frontEnd(&b))
	if err != nil {
		return err
	}
	return p.withLog(ctx, func(log io.Writer) error {
		b.Log = log
		return p.screen(ctx, b)
	})
}

// screen shows the screen, and tells afterwards what was saved, whatever the screen ended with. A
// talk has told the paths while it went on.
func (p *program) screen(ctx context.Context, b Browse) error {
	b.Keys, b.Files = p.opts.keys, p.files()
	summary, err := p.Browse(ctx, b)
	paths := p.Out
	if b.Lines != nil {
		paths = io.Discard
		defer b.Lines.close()
	}
	return cmp.Or(err, batch.After(summary, b.Receipt, paths, p.Err), model.FailuresOf(summary.Outcomes))
}

// connect finds where the chat is and reads what opens it. ready is asked, after what costs nobody
// anything and before a person is asked for a token, whether the command can go on; it is told
// where keys would come from.
func (p *program) connect(ctx context.Context, ready func(keys Stream) error) (Connection, error) {
	if p.opts.shared.Rate > quotaRate {
		p.say(wording.HighRate())
	}
	c := p.opts.connection
	var target Target
	var err error
	if p.Resolve != nil {
		if target, err = p.Resolve(ctx, c); err != nil {
			return c, err
		}
	}
	p.source = session.Source{Region: target.Region, Endpoint: model.HideTokens(target.Host), Version: p.Version}
	p.warnOfTarget(target)
	c.ConnectionToken, c.ParticipantToken, err = p.readTokens(ctx, target, ready)
	return c, err
}

func (p *program) warnOfTarget(target Target) {
	for _, note := range target.Notes {
		p.say(wording.For(note))
	}
	if target.Foreign {
		p.say(wording.ForeignEndpoint(model.HideTokens(target.Host)))
	}
}
