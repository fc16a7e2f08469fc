package cli

import (
	"context"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"attache/model"
)

// demoCommand is the screen on the emulator.
func (p *program) demoCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Browse a sample chat: no account, no token, no network",
		Long: "The chat is served by the built-in emulator on a loopback port, and ends with\n" +
			"the screen. 'attache help emulate' lists the scenarios and faults.",
		Example: `attache demo
attache demo --count 2000
attache demo --fault throttle=3`,
		Args:              noArguments,
		ValidArgsFunction: cobra.NoFileCompletions,
	}
	cmd.RunE = p.action(onDemo, p.demo)
	p.addFlags(cmd, onDemo)
	return cmd
}

func (p *program) demo(ctx context.Context, _ []string) error {
	shared, err := p.shared()
	if err != nil {
		return err
	}
	b := Browse{Shared: shared}
	if err := p.frontEnd(&b)(StreamIn); err != nil {
		return err
	}
	return p.withLog(ctx, func(log io.Writer) error {
		b.Log = log
		server, err := p.Emulate(ctx, p.chat(), "127.0.0.1:0")
		if err != nil {
			return err
		}
		defer func() { _ = server.Close() }() // its listener goes with the program
		b.Connection = Connection{Emulator: server, ParticipantToken: model.NewSecret(server.ParticipantToken())}
		return p.screen(ctx, b)
	})
}

// chat returns what the emulator is to make up. A number or size of attachments without a
// scenario means the one that has any number of them.
func (p *program) chat() Chat {
	c := p.opts.chat
	if c.Scenario == "" && (c.Count > 0 || c.Size > 0) && slices.Contains(names(p.Scenarios), "bulk") {
		c.Scenario = "bulk"
	}
	return c
}
