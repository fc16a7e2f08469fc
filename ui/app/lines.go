package app

import (
	"context"
	"os"

	"attache/model/session"
	"attache/ui"
	"attache/ui/cli"
	"attache/ui/linemode"
)

// talk is the conversation in lines.
func talk(ctx context.Context, l *cli.Lines, s ui.Options) ([]session.Summary, error) {
	first := spoken(l, s)
	for _, o := range s.Others {
		first.Others = append(first.Others, spoken(l, o))
	}
	return linemode.Run(ctx, first, l.In, os.Stdout)
}

// spoken is a chat of the screen as line mode has it.
func spoken(l *cli.Lines, s ui.Options) linemode.Options {
	return linemode.Options{
		Session: s.Session, Clipboard: s.Clipboard, Opener: s.Opener, Now: s.Now, Decode: s.Decode, AskSecret: l.AskSecret, Interactive: l.Interactive,
		IDs: s.IDs, Life: s.Life, Parallel: s.Parallel, OnExists: s.OnExists, Names: s.Names, HideNames: s.HideNames, NoLive: s.NoLive,
		Region: s.Region, Host: s.Host, Emulator: s.Emulator != "", Dir: s.Dir,
		Receipt: s.Receipt, Renewals: s.Renewals, Name: s.Name, InFront: s.InFront, Source: s.Source,
	}
}
