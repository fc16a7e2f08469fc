// Package ui is the screen of attache: one Bubble Tea model around a session, which it knows through a
// runner alone. Keys become intents, notices become lines of news and of the log, and what is drawn is
// read from the session. The clock is read once per message, never while drawing.
package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"attache/model"
	"attache/model/session"
	"attache/ui/clip"
	"attache/ui/keys"
	"attache/ui/layout"
	"attache/ui/opener"
	"attache/ui/pacer"
	"attache/ui/part"
	"attache/ui/runner"
	"attache/ui/style"
)

// Session is all the screen asks of a chat.
type Session interface {
	model.Session
	// Attend tells whether somebody is looking: without a socket the chat is read less often while
	// nobody is, and at once when somebody is again.
	Attend(looking bool)
}

// Options are all the screen needs from outside.
type Options struct {
	Session   Session
	Keys      keys.Map
	Clipboard clip.Clipboard
	Now       func() time.Time
	Getenv    func(string) string
	IDs       []string      // list just these, without reading the transcript
	Life      time.Duration // asked for each link
	Prefetch  session.Prefetch
	Parallel  int // downloads at once, 1 to 16
	OnExists  model.OnExists
	Opener    opener.Opener
	ASCII     bool
	HideNames bool
	NoLive    bool // read the chat when asked, and at no other time
	Bell      bool // ring the terminal's bell at news of the chat and when a link is about to end
	Region    string
	Host      string // the endpoint's host, where it is outside Amazon's own domains
	Emulator  string // what the badge of the built-in emulator says; empty on a real endpoint
	Dir       string // the download folder, as shown
	Version   string
	Files     []string // what the help says of the program's own files
	Panel     Panel    // the emulator's, nil on a real endpoint
	// Receipt writes what became of the files down.
	Receipt     func(path string, s session.Summary) error
	ReceiptPath string // where a receipt is written at the end; the key offers it
}

// Model is the screen's state: what is seen of a session. It is used by pointer and only from the event
// loop.
type Model struct {
	opts    Options
	ctx     context.Context // ends with the screen
	runner  *runner.Runner
	session *session.Session

	now    time.Time        // the local clock when the message under way was taken
	exact  time.Time        // the same, with its monotonic reading, by which links end as well
	status model.Connection // likewise

	list     model.Listing
	seen     session.RowsVisible // as the session was told last
	moved    bool                // by the user, since then
	marked   map[string]bool     // as the session was told last
	remark   bool                // marks may have changed since then
	typing   bool                // as the session was told last
	clicks   map[string]bool     // files whose link a key asked for: it may be shown as one to click on
	cleared  map[string]bool     // downloads that were cleared from the pane
	lay      layout.Layout
	theme    style.Theme
	dark     bool
	profile  colorprofile.Profile
	blurred  bool
	swapped  bool // the list names attachments by ID
	keyboard keyboard

	pane        pane
	done        string // what was done last to the emulator
	prompt      *prompt
	asking      *question
	questions   []question       // that wait until nothing else is in front
	acting      bool             // what the session says answers a key
	sort        bool             // the next key names an order
	copyAs      *session.Targets // the next key names the form to copy these in; nil: it does not
	news        news
	log         []part.LogEntry
	flood       []string // files that the last line of the log says have come
	logged      int      // entries of the session's log that are in log
	tick        ticker
	pace        *pacer.Pacer
	interrupted bool // the last key was the interrupt key
}

// New returns the screen. ctx bounds all it does.
func New(ctx context.Context, opts Options) *Model {
	m := &Model{
		opts: opts, ctx: ctx, status: opts.Session.Status(), dark: true, profile: colorprofile.TrueColor,
		marked: map[string]bool{}, clicks: map[string]bool{}, cleared: map[string]bool{},
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
	m.theme.Glyphs = style.Fancy()
	if opts.ASCII || style.WantsASCII(opts.Getenv) {
		m.theme.Glyphs = style.Plain()
	}
	m.list.Bind(m.session.Library(), m.session.Facts)
	m.restyle()
	m.resize(0, 0) // nothing is drawn before the size is known
	return m
}

func sessionOptions(o *Options) session.Options {
	return session.Options{
		IDs: o.IDs, TTL: o.Life, Parallel: o.Parallel, OnExists: o.OnExists, Prefetch: o.Prefetch, NoLive: o.NoLive, Bell: o.Bell,
		HideNames: o.HideNames, Clipboard: len(o.Clipboard.Routes()) > 0, Desktop: o.Opener.Available(),
		Source: session.Source{Folder: o.Dir, Region: o.Region, Endpoint: o.Host, Version: o.Version},
	}
}

// deps are what the world is reached by. All that follows from one message happens at one instant.
func (m *Model) deps() runner.Deps {
	board := m.opts.Clipboard
	return runner.Deps{
		Chat: m.opts.Session, Now: func() time.Time { return m.exact }, Open: m.opts.Opener.Open, Receipt: m.opts.Receipt, Attend: m.opts.Session.Attend,
		Clipboard: func(ctx context.Context, text string) session.Route { return session.Route(board.Copy(ctx, text)) },
	}
}

// Init starts reading the chat.
func (m *Model) Init() tea.Cmd {
	return tea.Batch(tea.RequestBackgroundColor, m.wait(), m.do(session.Start{}), m.settle())
}

// readClock notes the instant. Without the monotonic reading, which stops while a laptop sleeps,
// times on the local clock are told apart as its owner sees them.
func (m *Model) readClock() {
	m.exact = m.opts.Now()
	m.now = m.exact.Round(0)
}

func (m *Model) restyle() { m.theme.SetColors(m.dark, m.profile) }

func (m *Model) resize(w, h int) {
	m.lay = layout.New(w, h)
	m.list.SetHeight(max(m.lay.ListH, 1))
	m.moved = true
}
