package cli

import (
	"context"
	"io"

	"attache/model"
)

// demoCommand is the screen on the emulator.
func demoCommand() commandSpec {
	return commandSpec{
		use:     "demo",
		heading: headingTrial,
		short:   "Browse a sample chat: no account, no token, no network",
		long: "The chat is served by the built-in emulator on a loopback port, and ends with\n" +
			"the screen. 'attache help emulate' lists the scenarios and faults.",
		example: `attache demo
attache demo --count 2000
attache demo --fault throttle=3`,
		takes: flagNames{groupWork, "log", groupScreen, "scenario", "seed", "count", "size", "fault"},
		do:    browseDemo,
	}
}

func browseDemo(ctx context.Context, p *program, _ []string) error {
	shared, err := p.checkShared()
	if err != nil {
		return err
	}
	b := Browse{Shared: shared}
	if err := p.frontEnd(&b)(StreamIn); err != nil {
		return err
	}
	return p.withLog(ctx, func(log io.Writer) error {
		b.Log = log
		server, err := p.Emulate(ctx, madeUp(p), "127.0.0.1:0")
		if err != nil {
			return err
		}
		defer func() { _ = server.Close() }() // its listener goes with the program
		b.Connection = Connection{Emulator: server, ParticipantToken: model.NewSecret(server.ParticipantToken())}
		return openScreen(ctx, p, b)
	})
}
