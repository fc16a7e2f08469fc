// Package ui is the screen of attache: one Bubble Tea model whose parts are plain structs. It knows
// the chat through Session alone and reads the clock once per message, never while drawing.
package ui

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"attache/model"
	"attache/ui/clip"
	"attache/ui/keys"
	"attache/ui/layout"
	"attache/ui/opener"
	"attache/ui/pacer"
	"attache/ui/part"
	"attache/ui/style"
)

// Prefetch says which rows get a link without being asked.
type Prefetch string

// The values of Prefetch.
const (
	PrefetchVisible  Prefetch = "visible"
	PrefetchSelected Prefetch = "selected"
	PrefetchNone     Prefetch = "none"
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
	Prefetch  Prefetch
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
}

// Model is the screen's state. It is used by pointer and only from the event loop.
type Model struct {
	opts   Options
	ctx    context.Context  // ends with the screen; every call under way hangs on it
	now    time.Time        // the local clock when the message under way was taken
	exact  time.Time        // the same, with its monotonic reading, by which links end as well
	status model.Connection // likewise
	box    *inbox
	// work counts commands that must be over before the program may end: they own part files.
	work *jobs

	chat    string // the contact, once known
	ended   bool   // the chat is over
	live    live
	lib     model.Library
	list    model.Listing
	rows    map[string]*row
	typed   int // attachments listed by their ID alone
	rereads int // files listed when the chat began to be read again; 0 otherwise
	nums    int // the number of the newest request
	walk    request
	opened  bool      // a link has come
	budget  int       // links that may still be asked for without a key
	walked  bool      // one walk over the transcript has ended well
	read    time.Time // when it did

	busy       busy
	wishes     model.Wishes
	copying    *copyJob
	copies     int // the number of the newest copy sent
	downloads  model.Downloads
	hiddenDone map[string]bool      // of these, what was cleared from the pane
	denials    int                  // refusals in a row, after which nothing is asked without a key
	dead       map[string]time.Time // copied links that have died and are not told of yet, with when they were copied
	life       time.Duration

	lay     layout.Layout
	theme   style.Theme
	dark    bool
	profile colorprofile.Profile
	blurred bool
	swapped bool // the list names attachments by ID
	hidden  bool // names and IDs are masked

	pane        pane
	done        string // what was done last to the emulator
	prompt      *prompt
	asking      *question
	sort        bool     // the next key names an order
	copyAs      []string // the next key names the form to copy these in; nil: it does not
	toast       toast
	log         []part.LogEntry
	tick        ticker
	pace        *pacer.Pacer
	keyboard    keyboard
	interrupted bool // the last key was the interrupt key
	stop        bool // the screen is being left
}

// New returns the screen. ctx bounds all it does.
func New(ctx context.Context, opts Options) *Model {
	m := &Model{
		opts: opts, ctx: ctx, status: opts.Session.Status(), box: newInbox(), work: &jobs{},
		rows: map[string]*row{}, busy: newBusy(), life: opts.Life, dark: true, profile: colorprofile.TrueColor,
		hidden: opts.HideNames, theme: style.Theme{Glyphs: style.Fancy()}, dead: map[string]time.Time{},
		live: live{fresh: map[string]*row{}},
	}
	m.readClock()
	if opts.Panel == nil {
		m.opts.Keys.Screen.Panel.SetEnabled(false)
	}
	if opts.ASCII || style.WantsASCII(opts.Getenv) {
		m.theme.Glyphs = style.Plain()
	}
	m.downloads.SetParallel(opts.Parallel)
	m.list.Bind(&m.lib, m.facts)
	m.restyle()
	m.resize(0, 0) // nothing is drawn before the size is known
	if len(opts.IDs) > 0 {
		m.addIDs(opts.IDs)
	}
	return m
}

// Init starts reading the chat.
func (m *Model) Init() tea.Cmd {
	cmds := []tea.Cmd{tea.RequestBackgroundColor, m.box.wait(m.ctx)}
	if len(m.opts.IDs) == 0 {
		cmds = append(cmds, m.readChat())
	}
	return tea.Batch(append(cmds, m.settle())...)
}

// server returns now on the service's clock, on which links expire.
func (m *Model) server() time.Time { return m.exact.Add(m.status.Skew) }

// readClock notes the instant. Without the monotonic reading, which stops while a laptop sleeps,
// times on the local clock are told apart as its owner sees them.
func (m *Model) readClock() {
	m.exact = m.opts.Now()
	m.now = m.exact.Round(0)
}

// local turns an instant of the service's clock into the local one.
func (m *Model) local(t time.Time) time.Time { return t.Add(-m.status.Skew) }

func (m *Model) restyle() { m.theme.SetColors(m.dark, m.profile) }

func (m *Model) resize(w, h int) {
	m.lay = layout.New(w, h)
	m.list.SetHeight(max(m.lay.ListH, 1))
	m.refill()
}

// addIDs lists attachments known by their ID alone.
func (m *Model) addIDs(ids []string) {
	added := make([]model.Attachment, 0, len(ids))
	for _, id := range ids {
		if _, known := m.rows[id]; known {
			continue
		}
		a := model.NewAttachment(id, "", "", "")
		m.typed++
		a.ItemID = fmt.Sprintf("%08d", m.typed) // in the order given, as no transcript says another
		added = append(added, a)
	}
	m.merge(added)
}
