package cli

import (
	"context"
	"io"
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
		inner, stop := context.WithCancel(ctx)
		defer stop()
		var err error
		if b.Connection, err = startDemo(inner, p); err != nil {
			return err
		}
		return openScreen(ctx, p, b)
	})
}
