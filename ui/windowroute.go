package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"attache/model/session"
	"attache/ui/style"
)

func newWindow(ctx context.Context, opts Options) *window {
	d := &core{opts: opts, dark: !style.LightByEnv(opts.Getenv), profile: colorprofile.TrueColor}
	d.opts.Keys.AnswerToNames()
	d.theme.Glyphs = opts.glyphs()
	d.restyle()
	d.resizeBare(0, 0)
	k := &window{ctx: ctx, core: d}
	if opts.Session == nil {
		k.start = newStartPage(d, opts.StartPage)
	}
	return k
}

// Init asks the terminal what it is like, and opens the chats that are known.
func (d *window) Init() tea.Cmd {
	cmds := []tea.Cmd{tea.RequestBackgroundColor, d.await()}
	if d.core.opts.Session != nil {
		cmds = append(cmds, d.add(d.core.opts, true))
		for _, o := range d.core.opts.Others {
			cmds = append(cmds, d.add(o, false))
		}
	}
	return tea.Batch(append(cmds, d.settle())...)
}

// Update gives a message to whichever it is for.
func (d *window) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := d.route(msg)
	return d, tea.Batch(cmd, d.depart(), d.askOffer(), d.settle())
}

func (d *window) route(msg tea.Msg) tea.Cmd {
	d.hear(msg)
	switch msg := msg.(type) {
	case addressed:
		return d.deliver(msg)
	case AddChat:
		return tea.Batch(d.arrive(msg), d.await())
	case withdrawn:
		d.withdraw(msg)
		return nil
	case answered:
		return d.answer(msg)
	case offerOpened:
		return d.place(msg)
	case session.Alert:
		return d.alert(msg)
	case windowTicked:
		return nil
	case chatOpened:
		return d.open(msg)
	case tea.WindowSizeMsg:
		return d.resize()
	case tea.BackgroundColorMsg, tea.ColorProfileMsg, tea.ModeReportMsg, tea.KeyboardEnhancementsMsg:
		return d.each(msg)
	}
	if d.isBlind(msg) {
		return nil
	}
	if d.start != nil {
		return d.ask(msg)
	}
	if cmd, taken := d.press(msg); taken || len(d.tabs) == 0 {
		return cmd
	}
	return d.give(d.tabs[d.at], d.below(msg))
}

// deliver gives a chat what its command has brought. A chat that was closed gets nothing any more.
func (d *window) deliver(a addressed) tea.Cmd {
	for _, t := range d.tabs {
		if t.id != a.to {
			continue
		}
		if p, ok := a.msg.(picked); ok && p.Why == "" {
			if cmd, taken := d.act(tea.KeyPressMsg{Code: tea.KeyExtended, Text: p.Name}); taken {
				return cmd
			}
		}
		return d.give(t, a.msg)
	}
	return nil
}

// View draws whichever is in front.
func (d *window) View() tea.View {
	if d.start == nil && len(d.tabs) > 0 {
		v := d.tabs[d.at].View()
		if len(d.tabs) > 1 {
			v.WindowTitle, v.ProgressBar = d.title(), d.progressBar()
		}
		return v
	}
	d.pace.Drawn()
	return d.pageView()
}
