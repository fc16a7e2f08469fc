package ui

import (
	"context"
	"path/filepath"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"attache/model"
	"attache/model/session"
	"attache/ui/cells"
	"attache/ui/layout"
	"attache/ui/part"
	"attache/ui/runner"
	"attache/ui/style"
)

// core is what all of the screen stands on: the session, the instant, and how things are drawn.
type core struct {
	opts    Options
	ctx     context.Context // ends with the screen
	runner  *runner.Runner
	session *session.Session

	now    time.Time        // the local clock when the message under way was taken
	exact  time.Time        // the same, with its monotonic reading, by which links end as well
	status model.Connection // likewise

	list    model.Listing
	cleared map[string]bool // downloads that were cleared from the pane
	lay     layout.Layout
	wants   layout.Wants // resize follows them
	theme   style.Theme
	dark    bool
	profile colorprofile.Profile
	blurred bool
	behind  bool              // another chat of the window is in front
	head    []string          // lines above this chat
	beside  func() []neighbor // the other chats of the window; nil: there are none
	called  string            // what tells this chat from those, in the name of a file
	follows bool              // the cursor stays on the newest file
	loadTop int               // the first of the downloads that stand below the list
	mouse   mouseState
	unseen  part.Unseen
	counted newFilesKey // what unseen was counted of
	swapped bool        // the list names attachments by ID

	typed  map[promptKind]*history
	news   news
	log    []part.LogEntry
	flood  []string // files that the last line of the log says have come
	logged int      // entries of the session's log that are in log
}

// readClock notes the instant. Without the monotonic reading, which stops while a laptop sleeps,
// times on the local clock are told apart as its owner sees them.
func (m *core) readClock() {
	m.exact = m.opts.Now()
	m.now = m.exact.Round(0)
}

func (m *core) restyle() { m.theme.SetColors(m.opts.Scheme, m.dark, m.profile) }

// server is now on the service's clock, on which links expire.
func (m *core) server() time.Time { return m.exact.Add(m.status.Skew) }

// shared is what the parts of one frame share.
func (m *core) shared() *part.Frame {
	return &part.Frame{
		Theme: &m.theme, Layout: m.lay, Keys: &m.opts.Keys, Library: m.session.Library(), Hidden: m.session.NamesHidden(), Swapped: m.swapped,
		// The console of Linux would write the sequence out.
		Clicks: m.opts.Getenv("TERM") != "linux", Now: m.now, Server: m.server(), Folder: m.opts.Dir,
	}
}

func (m *core) announcer() announcer { return announcer{m.shared(), m.session} }

// receiptPath is where a receipt goes unless its user says otherwise: beside other chats a file of its own.
func (m *core) receiptPath() string {
	path := m.opts.ReceiptPath
	if m.beside == nil || path == "" {
		return path
	}
	ext := filepath.Ext(path)
	return strings.TrimSuffix(path, ext) + "-" + model.FileName(m.called, "") + ext
}

// selected returns the attachment under the cursor.
func (m *core) selected() (model.Attachment, bool) {
	return m.session.Library().ByID(m.list.Cursor())
}

// here is the attachment under the cursor as what an intent is about.
func (m *core) here() session.Targets {
	if a, ok := m.selected(); ok {
		return session.Targets{IDs: []string{a.ID}}
	}
	return session.Targets{}
}

// clearDone takes downloads that are over and done with out of the pane. The files stay.
func (m *core) clearDone() {
	for _, id := range m.session.Downloads() {
		if m.clearable(id) {
			m.cleared[id] = true
		}
	}
}

// clearable reports whether a download is over and done with, and still in the pane.
func (m *core) clearable(id string) bool {
	switch m.session.DownloadState(id) { //nolint:exhaustive // the others are not over
	case session.DownloadSaved, session.DownloadSkipped, session.DownloadCancelled:
		return !m.cleared[id]
	}
	return false
}

// rowCounts reports whether the row's own line changes by the second.
func (m *core) rowCounts(id string) bool {
	r, now := m.session.Row(id), m.server()
	switch r.Link.Phase(now) {
	case model.PhaseLive, model.PhaseSoon:
		return true
	case model.PhaseExpired:
		if now.Sub(r.Link.Expires) < time.Minute {
			return true
		}
	case model.PhaseNone:
	}
	if r.Call != nil || r.Saving {
		return true
	}
	sent := r.Attachment.SentAt
	return !m.blurred && !sent.IsZero() && now.Sub(sent) < time.Minute
}

// feedCounts reports whether the header counts the seconds.
func (m *core) feedCounts() bool {
	f, _ := m.session.WatchState()
	return f.State == model.WatchWaiting && m.now.Before(f.Until) && m.session.Refusal() == nil && !m.session.Ended()
}

// tokenCounts reports whether the last minute of the token is counted.
func (m *core) tokenCounts() bool {
	if m.status.TokenEnds.IsZero() || m.blurred {
		return false
	}
	left := m.status.TokenEnds.Sub(m.server())
	return left > 0 && left <= time.Minute
}

// onModeReport measures by graphemes from when the terminal says that it can: at the same report the
// renderer switches that on and measures so itself.
func (m *core) onModeReport(msg tea.ModeReportMsg) {
	if msg.Mode != ansi.ModeUnicodeCore {
		return
	}
	switch msg.Value { //nolint:exhaustive // not known, or for ever off
	case ansi.ModeSet, ansi.ModeReset, ansi.ModePermanentlySet:
		m.theme.Ruler = cells.Graphemes()
	}
}

// wait is the command that tells when calls have reported, or when an instant has come that the session
// waits for.
func (m *core) wait() tea.Cmd {
	ready, ctx := m.runner.Ready(), m.ctx
	return func() tea.Msg {
		select {
		case <-ctx.Done():
			return nil
		case <-ready:
			return reported{}
		}
	}
}

// reported says that the runner has something to collect.
type reported struct{}

// neighbor is another chat of the window, whose downloads and log are shown with those of the one in front.
type neighbor struct {
	*core

	label string
}
