package app

import (
	"context"
	"os"

	"github.com/charmbracelet/colorprofile"

	"attache/model"
	"attache/model/session"
	"attache/ui"
	"attache/ui/cli"
	"attache/ui/clip"
	"attache/ui/doctor"
	"attache/ui/opener"
	"attache/ui/part"
	"attache/ui/preview/draw"
	"attache/ui/preview/tool"
	"attache/ui/preview/worker"
	"attache/ui/style"
	"attache/ui/system"
)

// screen returns the options that are the same for all chats on the screen.
func (d Deps) screen(b cli.Browse) ui.Options {
	s := b.Shared
	return ui.Options{
		Keys: d.Keys, Clipboard: clip.New(s.Clipboard, os.Getenv), Opener: opener.New(os.Getenv), OnExists: s.OnExists, Names: s.Names, Now: d.Now, Getenv: os.Getenv,
		Life: s.Life, Prefetch: session.Prefetch(s.Prefetch), Parallel: s.Parallel, ASCII: s.ASCII, HideNames: s.HideNames,
		Painter: draw.New(terminal(s)), NoLive: s.NoLive, Bell: s.Bell, Notify: s.Notify,
		Dir: s.Dir, Version: d.Version, Rested: system.NewCollector(os.Getenv).Rest, Trim: func() { system.Trim(os.Getenv) },
		IDs: b.IDs, Files: b.Files, Columns: b.Columns, Scheme: style.Scheme{Name: b.Theme, Colors: b.Colors},
		Newest: b.StartAt == "newest", Mouse: b.Mouse, Tour: b.Tour,
	}
}

// terminal is what is known of the terminal before it is asked.
func terminal(s cli.Shared) draw.Terminal {
	env := os.Environ()
	t := draw.Terminal{Protocol: s.Images, ASCII: s.ASCII, Env: env}
	if os.Getenv("NO_COLOR") == "" {
		t.Profile = max(colorprofile.Env(env), colorprofile.Terminfo(os.Getenv("TERM")))
	}
	return t
}

// AppearanceChoices are what the look of the screen can be made of.
func AppearanceChoices() cli.AppearanceChoices {
	return cli.AppearanceChoices{
		Columns: part.ColumnNames(), Themes: style.Themes(), Roles: style.Roles(), Images: draw.Protocols(), Coloring: style.CheckColoring,
		Check: func(theme string, own []model.Coloring) error { return style.Scheme{Name: theme, Colors: own}.Check() },
	}
}

// Examine checks this machine. free is how many bytes may be written to the download folder.
func Examine(ctx context.Context, s cli.Shared, free int64, tell func(model.Check)) {
	doctor.Machine(doctor.Place{
		Dir: s.Dir, Fault: system.Reason(system.Writable(s.Dir)), Free: free,
		Clipboard: clip.New(s.Clipboard, os.Getenv), Env: os.Environ(), //nolint:contextcheck // tmux is asked once, whoever needs to know first
		Images: terminal(s),
	}, tell)
	decoder := worker.New(worker.Options{})
	defer decoder.Close()
	limits, err := decoder.Limits(ctx)
	tell(doctor.Previews(limits, err, s.PreviewTools, tool.Available()))
}
