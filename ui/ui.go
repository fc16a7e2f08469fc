// Package ui is the screen of attache: one Bubble Tea model around a session, which it knows through a
// runner alone. Keys become intents, notices become lines of news and of the log, and what is drawn is
// read from the session. The clock is read once per message, never while drawing.
package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"attache/model/session"
	"attache/ui/pacer"
	"attache/ui/runner"
	"attache/ui/style"
)

// Model is the screen's state: what is seen of a session. It is used by pointer and only from the event
// loop.
type Model struct {
	desk

	seen        session.RowsVisible // as the session was told last
	moved       bool                // by the user, since then
	marked      map[string]bool     // as the session was told last
	remark      bool                // marks may have changed since then
	typing      bool                // as the session was told last
	clicks      map[string]bool     // files whose link a key asked for: it may be shown as one to click on
	keyboard    keyboard
	viewer      viewer
	pane        pane
	done        string // what was done last to the emulator
	prompt      *prompt
	asking      *question
	questions   []question       // that wait until nothing else is in front
	acting      bool             // what the session says answers a key
	sort        bool             // the next key names an order
	copyAs      *session.Targets // the next key names the form to copy these in; nil: it does not
	tick        ticker
	pace        *pacer.Pacer
	tour        tourist
	interrupted bool // the last key was the interrupt key
}

// New returns the screen. ctx bounds all it does.
func New(ctx context.Context, opts Options) *Model {
	m := &Model{
		desk:   desk{opts: opts, ctx: ctx, status: opts.Session.Status(), dark: !style.LightByEnv(opts.Getenv), profile: colorprofile.TrueColor, cleared: map[string]bool{}, typed: map[promptKind]*history{promptFilter: {}, promptPreview: {}}},
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
func (m *desk) deps() runner.Deps {
	board := m.opts.Clipboard
	return runner.Deps{
		Chat: m.opts.Session, Now: func() time.Time { return m.exact }, Open: m.opts.Opener.Open, Receipt: m.opts.Receipt, Attend: m.opts.Session.Attend, Renewals: m.opts.Renewals,
		Clipboard: func(ctx context.Context, text string) session.Route { return session.Route(board.Copy(ctx, text)) },
	}
}
