package ui

import (
	"context"
	"reflect"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"attache/ui/pacer"
	"attache/ui/style"
)

// stage is one screen on which the doors come first and the chat follows: the terminal sees one program.
type stage struct {
	ctx   context.Context
	desk  *desk
	doors *entrance
	chat  *Model    // nil: a door is still to be chosen
	told  []tea.Msg // what the terminal has said of itself, for the chat
	pace  *pacer.Pacer
}

// opened is the answer to what was chosen at the doors.
type opened struct {
	opts Options
	err  error
}

func newStage(ctx context.Context, opts Options) *stage {
	opts.Keys.AnswerToNames()
	d := &desk{opts: opts, dark: !style.LightByEnv(opts.Getenv), profile: colorprofile.TrueColor}
	d.theme.Glyphs = opts.glyphs()
	d.restyle()
	d.resizeBare(0, 0)
	return &stage{ctx: ctx, desk: d, doors: newEntrance(d, opts.Doors)}
}

// Init asks the terminal what it is like.
func (s *stage) Init() tea.Cmd { return tea.RequestBackgroundColor }

// Update gives a message to whichever is in front.
func (s *stage) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if s.chat != nil {
		_, cmd := s.chat.Update(msg)
		return s, cmd
	}
	s.hear(msg)
	if o, is := msg.(opened); is {
		if o.err != nil {
			s.doors.failed(o.err)
			return s, nil
		}
		return s, s.enter(o.opts)
	}
	cmd, chosen := s.doors.take(msg)
	if chosen == nil {
		return s, cmd
	}
	open, entry := s.desk.opts.Doors.Open, *chosen
	return s, func() tea.Msg {
		opts, err := open(entry)
		return opened{opts, err}
	}
}

// hear notes what the terminal says of itself.
func (s *stage) hear(msg tea.Msg) {
	d := s.desk
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		d.resizeBare(msg.Width, msg.Height)
	case tea.BackgroundColorMsg:
		d.dark = msg.IsDark()
		d.restyle()
	case tea.ColorProfileMsg:
		d.profile = msg.Profile
		d.restyle()
	case tea.ModeReportMsg:
		d.onModeReport(msg)
		s.told = append(s.told, msg)
		return
	case tea.KeyboardEnhancementsMsg, tea.FocusMsg, tea.BlurMsg:
	default:
		return
	}
	s.told = slices.DeleteFunc(s.told, func(old tea.Msg) bool { return reflect.TypeOf(old) == reflect.TypeOf(msg) })
	s.told = append(s.told, msg)
}

// enter puts the chat in the place of the doors.
func (s *stage) enter(opts Options) tea.Cmd {
	s.chat = New(s.ctx, opts)
	s.chat.pace = s.pace
	var cmds []tea.Cmd
	for _, msg := range s.told {
		_, cmd := s.chat.Update(msg)
		cmds = append(cmds, cmd)
	}
	return tea.Batch(append(cmds, s.chat.Init())...)
}

// View draws whichever is in front.
func (s *stage) View() tea.View {
	if s.chat != nil {
		return s.chat.View()
	}
	s.pace.Drawn()
	lines, cursor := s.doors.view()
	v := tea.NewView(strings.Join(lines, "\n"))
	v.AltScreen, v.ReportFocus, v.WindowTitle, v.Cursor = true, true, "attache", cursor
	return v
}
