package cli

import (
	"context"

	"attache/model"
	"attache/ui/system"
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
attache demo --tour          a minute that plays by itself
attache demo --count 2000
attache demo --fault throttle=3`,
		takes: flagNames{groupWork, "log", groupScreen, "tour", "scenario", "files", "seed", "count", "size", "fault"},
		do:    browseDemo,
	}
}

func browseDemo(ctx context.Context, p *commandLine, _ []string) error {
	shared, err := p.checkShared()
	if err != nil {
		return err
	}
	b := Browse{Shared: shared}
	if err := p.frontEnd(&b)(StreamIn); err != nil {
		return err
	}
	scratch, err := checkTour(p, &b)
	if err != nil {
		return err
	}
	defer scratch.Leave() // whoever has seen the tour may look at its files until the next start
	return openScreen(ctx, p, b, func(ctx context.Context, b *Browse) error {
		b.Connection, err = startDemo(ctx, p)
		return err
	})
}

// checkTour makes sure that the tour has a screen, and the files that it is about. Unless told otherwise, it saves
// to a folder of its own.
func checkTour(p *commandLine, b *Browse) (own system.Scratch, err error) {
	if b.Tour = p.opts.tour; !b.Tour {
		return own, nil
	}
	if b.Lines != nil {
		return own, model.NewInputProblem(p.opts.input("tour"), model.FaultConflict, "line mode")
	}
	for _, other := range []string{"scenario", "files", "count", "size"} {
		if _, given := p.opts.from[other]; given {
			return own, model.NewInputProblem(p.opts.input("tour"), model.FaultConflict, p.opts.input(other))
		}
	}
	if b.Dir != "" {
		return own, nil
	}
	if own, err = system.NewScratch(); err != nil {
		return own, &model.Problem{Kind: model.KindDisk, Op: "tour", Detail: model.Text(system.Reason(err)), Err: err}
	}
	b.Dir = own.Dir
	return own, nil
}
