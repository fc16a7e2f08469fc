package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"attache/model/session"
	"attache/ui/runner"
	"attache/ui/style"
)

// New returns the screen. ctx bounds all it does.
func New(ctx context.Context, opts Options) *Model {
	m := &Model{
		core:   core{opts: opts, ctx: ctx, status: opts.Session.Status(), dark: !style.LightByEnv(opts.Getenv), profile: colorprofile.TrueColor, cleared: map[string]bool{}, typed: map[promptKind]*history{promptFilter: {}, promptPreview: {}}},
		marked: map[string]bool{}, clicks: map[string]bool{},
	}
	m.viewer.begin(&m.opts)
	m.viewer.apply = func(e session.Event, begun func(int)) tea.Cmd {
		res := m.runner.Apply(e)
		if m.list.Invalidate(); begun != nil {
			begun(res.Intent)
		}
		return m.take(res)
	}
	m.readClock()
	m.session = session.New(sessionOptions(&opts))
	m.runner = runner.New(ctx, m.deps(), m.session)
	if opts.Panel == nil {
		m.opts.Keys.Screen.Panel.SetEnabled(false)
	}
	if opts.Receipt == nil {
		m.opts.Keys.Load.Receipt.SetEnabled(false)
	}
	m.opts.Keys.AnswerToNames()
	m.theme.Glyphs = opts.glyphs()
	m.list.Bind(m.session.Library(), m.session.Facts)
	m.restyle()
	m.chooseColumns(opts.Columns)
	m.follows, m.mouse.on = opts.Newest, opts.Mouse
	m.resize(0, 0) // nothing is drawn before the size is known
	return m
}

func sessionOptions(o *Options) session.Options {
	return session.Options{
		IDs: o.IDs, TTL: o.Life, Parallel: o.Parallel, OnExists: o.OnExists, Names: o.Names, Prefetch: o.Prefetch, NoLive: o.NoLive, Bell: o.Bell, Notify: o.Notify,
		HideNames: o.HideNames, Clipboard: len(o.Clipboard.Routes()) > 0, Desktop: o.Opener.Available(),
		Source: session.Source{Folder: o.Dir, Region: o.Region, Endpoint: o.Host, Version: o.Version},
	}
}

// deps are what the world is reached by. All that follows from one message happens at one instant.
func (m *core) deps() runner.Deps {
	board := m.opts.Clipboard
	return runner.Deps{
		Chat: m.opts.Session, Now: func() time.Time { return m.exact }, Open: m.opts.Opener.Open, Receipt: m.opts.Receipt, Attend: m.opts.Session.Attend, Renewals: m.opts.Renewals,
		Clipboard: func(ctx context.Context, text string) session.Route { return session.Route(board.Copy(ctx, text)) },
	}
}
