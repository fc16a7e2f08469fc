package ui

import (
	"context"
	"errors"
	"io"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"attache/model"
	"attache/model/session"
	"attache/ui/pacer"
)

// Run shows the screen until the user leaves or ctx ends, and leaves the terminal as it was found.
// Whatever was under way has been stopped when it returns what became of the files that were to be
// saved. Its error is nil when the user left, and holds a *model.Problem otherwise: the one that kept the chat shut, if the user left
// before it. Keys come from the terminal, whatever standard input is.
func Run(ctx context.Context, opts Options, out io.Writer) (session.Summary, error) {
	inner, stop := context.WithCancel(ctx)
	defer stop()
	m := New(inner, opts)
	// Signals end ctx in package main, which knows more of them than the framework does.
	if opts.Painter != nil {
		out = opts.Painter.Output(out)
	}
	with := []tea.ProgramOption{
		tea.WithContext(ctx), tea.WithOutput(keepTitle(out)),
		tea.WithoutSignalHandler(), tea.WithFPS(framesPerSecond),
	}
	if opts.Getenv("NO_COLOR") != "" {
		// Any value that is not empty counts; the framework obeys only those that read as true.
		with = append(with, tea.WithColorProfile(colorprofile.ASCII))
	}
	m.pace = pacer.New()
	p := tea.NewProgram(m, append(with, tea.WithFilter(m.pace.Filter))...)
	m.pace.Drive(p)
	defer m.pace.Stop()
	_, err := p.Run()
	stop()
	m.readClock()
	m.runner.Close()
	return m.session.Summary(), m.ending(ctx, err)
}

// framesPerSecond is the framework's own rhythm, where the pacer cannot set another.
const framesPerSecond = 60

// ending is the problem that the screen ended with, nil when the user left.
func (m *desk) ending(ctx context.Context, err error) error {
	switch {
	case err == nil && m.session.Shut() != nil:
		return m.session.Shut()
	case err == nil:
		return nil
	case ctx.Err() != nil || errors.Is(err, tea.ErrInterrupted):
		return &model.Problem{Kind: model.KindCancelled, Err: err}
	}
	return &model.Problem{Kind: model.KindInternal, Op: "screen", Err: err}
}
