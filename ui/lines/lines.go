// Package lines is the front end for people who listen to a terminal instead of looking at it, and
// for terminals that cannot be painted on: a conversation. A line goes in, lines come out, and
// nothing that was said is ever painted over. Not one escape sequence and no carriage return is
// written.
//
// The talk is a reducer: events in (a typed line, an answer, an instant), lines and orders out. It
// starts nothing, waits for nothing and reads no clock. The runner at its edge does all that.
//
// The terminal stays in its own line mode: what is being typed belongs to it, can be edited as
// anywhere, and is never lost. A change that is told while a line is half typed ends that line on
// the screen only; the terminal still has it, and what is typed next goes on from there. Whoever
// wants no change told in between says "quiet": then they wait for the return key.
package lines

import (
	"context"
	"time"

	"attache/model"
	"attache/ui/clip"
)

// Clipboard copies a text, which may be a link, and says by which way.
type Clipboard interface {
	Routes() []clip.Route
	Copy(ctx context.Context, text string) clip.Route
}

// Opener hands a saved file to the desktop.
type Opener interface {
	Available() bool
	Open(ctx context.Context, path string) error
}

// Options are all a talk needs from outside.
type Options struct {
	Session   model.Session
	Clipboard Clipboard
	Opener    Opener
	// AskSecret shows a prompt and reads one line of the terminal that is not shown. Nil where there
	// is no terminal to ask at.
	AskSecret func(ctx context.Context, prompt string) (string, error)
	Now       func() time.Time
	// Interactive says that a person types the lines. Else they come from a file or a program: each
	// command is done before the next one is read, none but a risky one is asked about, and the end of
	// the lines is the end of the talk.
	Interactive bool
	IDs         []string      // just these, without reading the transcript
	Life        time.Duration // asked for each link
	Parallel    int           // downloads at once, 1 to 16
	OnExists    model.OnExists
	HideNames   bool
	NoLive      bool // do not watch the chat
	Region      string
	Host        string // the endpoint's host, where it is outside Amazon's own domains
	Emulator    bool   // the chat is made up
	Dir         string // the download folder, as shown
}

// talk is the state of a conversation. It is used by one goroutine.
type talk struct {
	opts   Options
	verbs  []verb
	now    time.Time        // the local clock when the event under way was taken
	exact  time.Time        // the same, with its monotonic reading, by which links end as well
	status model.Connection // likewise

	chat    string // the contact, once known
	lib     model.Library
	list    model.Listing
	rows    map[string]*row
	numbers []string // attachments by their number, which starts at 1 and never changes
	placed  map[string]int
	typed   int      // attachments named by their ID
	found   []string // what the last find has found
	reading reading  // out of the list
	nums    int      // the number of the newest request

	walk     walk
	watching bool
	watch    model.Watch
	ended    bool           // the chat is over
	trouble  *model.Problem // what the talk last said went wrong
	shut     *model.Problem // why the chat could not be opened; nil once it was

	errands   []*errand
	near      map[string]*row // links whose end is to be told or forestalled
	wishes    model.Wishes    // until a scan has passed
	copies    map[int]copied  // texts on their way to the clipboard
	opening   int             // files on their way to the desktop
	saving    map[string]*row
	downloads model.Downloads
	told      told // of the files asked for together
	life      time.Duration
	hidden    bool
	chatter   chatter

	asking   *question
	secret   bool // a token is being typed
	patience time.Time
	eofs     int // ends of the input that followed each other
	over     bool

	said   []change // for the event under way
	held   []change // not printed yet
	log    []change
	orders []order
}

// row is what is known of one attachment beside what the service says of it.
type row struct {
	link     model.Link
	call     *call
	problem  *model.Problem
	save     *transfer
	name     string // to be saved as; empty: its own
	saved    *model.Saved
	savedAt  time.Time
	left     *left
	form     model.Form // in which it is to be copied, where that is wished for
	asked    int
	copiedAt time.Time // when the link was copied; zero: it was not
	kept     bool      // renewed before it ends
	warned   bool      // that the link ends soon
	opening  bool      // to be opened once it is saved
}

// call is a request for a link that is under way.
type call struct {
	num   int
	state model.CallState
}

func newTalk(opts Options) *talk {
	t := &talk{
		opts: opts, verbs: verbs(), rows: map[string]*row{}, placed: map[string]int{}, near: map[string]*row{},
		copies: map[int]copied{}, saving: map[string]*row{}, life: opts.Life, hidden: opts.HideNames,
		chatter: normal,
	}
	t.downloads.SetParallel(opts.Parallel)
	t.list.Bind(&t.lib, t.facts)
	return t
}

// row returns the row of an attachment, made when it is first asked for.
func (t *talk) row(id string) *row {
	r := t.rows[id]
	if r == nil {
		r = &row{}
		t.rows[id] = r
	}
	return r
}

// server returns now on the service's clock, on which links expire.
func (t *talk) server() time.Time { return t.exact.Add(t.status.Skew) }

// clockTime is an instant of the service's clock as a time of day here.
func (t *talk) clockTime(at time.Time) string {
	return at.Add(-t.status.Skew).Local().Format(time.TimeOnly)
}

// facts are what a list is sorted and searched by.
func (t *talk) facts(a model.Attachment) model.Facts {
	r := t.row(a.ID)
	f := model.Facts{Size: t.size(r), Expires: r.link.Expires, State: t.state(a)}
	if r.link.URL.IsZero() {
		f.Expires = time.Time{}
	}
	return f
}

// size is the size of a file as far as it is known.
func (t *talk) size(r *row) int64 {
	if r.saved != nil && r.saved.Size > 0 {
		return r.saved.Size
	}
	return r.link.Size
}

// state is the one most useful word on an attachment.
func (t *talk) state(a model.Attachment) model.State {
	r := t.row(a.ID)
	f := model.RowFacts{Status: a.Status, Link: r.link, Problem: r.problem}
	switch {
	case r.save != nil:
		f.Transfer = model.TransferRunning
		if r.save.state.Stage == model.StageRetrying {
			f.Call = &r.save.state
		}
	case t.downloads.Waits(a.ID):
		f.Transfer = model.TransferQueued
	case r.left != nil:
		f.Transfer = model.TransferStopped
	case r.saved != nil:
		f.Transfer = model.TransferDone
	}
	if r.call != nil {
		f.Call = &r.call.state
	}
	return model.StateOf(f, t.server())
}

// label names an attachment: its number, which is what commands take, and its name.
func (t *talk) label(id string) string {
	n := itoa(t.placed[id])
	if t.hidden {
		return "attachment " + n
	}
	a, _ := t.lib.ByID(id)
	return n + ", " + short(a.Label())
}
