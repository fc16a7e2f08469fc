package app

import (
	"cmp"
	"context"
	"os"

	"attache/model/session"
	"attache/ui"
	"attache/ui/cli"
	"attache/ui/preview/tool"
	"attache/ui/preview/worker"
)

// Browse shows a chat, or talks about it in lines.
func Browse(ctx context.Context, d Deps, b cli.Browse) ([]session.Summary, error) {
	b.Live = !b.NoLive && len(b.IDs) == 0
	s := d.screen(b) //nolint:contextcheck // tmux is asked once, whoever needs to know first
	if err := s.Keys.Rebind(b.Keys); err != nil {
		return nil, err
	}
	decoder := worker.New(worker.Options{}) // starts nothing before a file is looked into
	defer decoder.Close()
	if s.Decode = decoder.Decode; b.PreviewTools {
		s.Decode = tool.New(decoder.Decode).Decode
	}
	at := &app{Deps: d, shared: b.Shared}
	defer at.close()
	base := s
	s, err := at.chats(b, s)
	if err != nil {
		return nil, err
	}
	if b.Next != nil {
		inner, stop := context.WithCancel(ctx)
		defer stop()
		s.Added = at.handovers(inner, b.Next, base)
	}
	if b.Lines != nil {
		return talk(ctx, b.Lines, s)
	}
	return ui.Run(ctx, s, os.Stdout)
}

// chats opens the chats that are known, and the ways to others. The first is what is returned.
func (t *app) chats(b cli.Browse, s ui.Options) (ui.Options, error) {
	if page := cmp.Or(b.Start, b.Another); page != nil {
		s.StartPage = t.startPage(page, s)
	}
	if b.Start != nil {
		return s, nil
	}
	var all []ui.Options
	for _, c := range append([]cli.Connection{b.Connection}, b.Others...) {
		one := s
		if err := t.attach(c, &one); err != nil {
			return s, err
		}
		all = append(all, one)
	}
	all[0].Others = all[1:]
	return all[0], nil
}
