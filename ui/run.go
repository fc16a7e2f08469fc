package ui

import (
	"context"
	"errors"
	"io"
	"slices"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"attache/model"
	"attache/model/session"
	"attache/ui/pacer"
	"attache/ui/tty"
)

// Run shows the screen until the user leaves or ctx ends, and leaves the terminal as it was found.
// Whatever was under way has been stopped when it returns what became of the files that were to be
// saved. Its error is nil when the user left, and holds a *model.Problem otherwise: the one that kept the chat shut, if the user left
// before it. Keys come from the terminal, whatever standard input is.
func Run(ctx context.Context, opts Options, out io.Writer) ([]session.Summary, error) {
	inner, stop := context.WithCancel(ctx)
	defer stop()
	pace, at := pacer.New(), tty.New(out)
	pace.Rested = opts.Rested
	d := newWindow(inner, opts)
	d.pace = pace
	keys, err := at.Input(opts.Now)
	if err != nil {
		return d.end(), ending(ctx, nil, err)
	}
	out = at.Output()
	// Signals end ctx in package main, which knows more of them than the framework does. The program quits then, once the
	// terminal has answered.
	if opts.Painter != nil {
		out = opts.Painter.Output(out)
	}
	with := []tea.ProgramOption{
		keys, tea.WithOutput(keepTitle(out)),
		tea.WithoutSignalHandler(), tea.WithFPS(framesPerSecond),
	}
	if opts.Getenv("NO_COLOR") != "" {
		// Any value that is not empty counts; the framework obeys only those that read as true.
		with = append(with, tea.WithColorProfile(colorprofile.ASCII))
	}
	var stops tty.Stops
	with = append(with, tea.WithFilter(func(m tea.Model, msg tea.Msg) tea.Msg { return pace.Filter(m, stops.Filter(at.Filter(msg))) }))
	p := tea.NewProgram(d, with...)
	at.Drive(p)
	stops.Drive(p)
	defer stops.Stop()
	stays := context.AfterFunc(ctx, p.Quit)
	defer stays()
	pace.Drive(p)
	defer pace.Stop()
	_, err = p.Run()
	at.Drop()
	stop()
	return d.end(), ending(ctx, d.shut(), err)
}

// end closes all chats, side by side, and returns what became of the files of each, in the order of their opening.
func (d *window) end() (all []session.Summary) {
	d.offer.end()
	var open []chan session.Summary
	for _, t := range d.tabs {
		ended := make(chan session.Summary, 1)
		go func() { ended <- t.close() }()
		open = append(open, ended)
	}
	for _, ended := range slices.Concat(d.ended, open) {
		all = append(all, <-ended)
	}
	return all
}

// shut is what kept the only chat shut.
func (d *window) shut() *model.Problem {
	if len(d.tabs) != 1 || len(d.ended) > 0 {
		return nil
	}
	return d.tabs[0].session.Shut()
}

// framesPerSecond is the framework's own rhythm, where the pacer cannot set another.
const framesPerSecond = 60

// ending is the problem that the screen ended with, nil when the user left; shut: what kept the chat shut.
func ending(ctx context.Context, shut *model.Problem, err error) error {
	switch {
	case ctx.Err() != nil || errors.Is(err, tea.ErrInterrupted):
		return &model.Problem{Kind: model.KindCancelled, Err: err}
	case err == nil && shut != nil:
		return shut
	case err == nil:
		return nil
	}
	return &model.Problem{Kind: model.KindInternal, Op: "screen", Err: err}
}
