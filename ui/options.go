package ui

import (
	"io"
	"time"

	tea "charm.land/bubbletea/v2"

	"attache/model"
	"attache/model/session"
	"attache/ui/clip"
	"attache/ui/keys"
	"attache/ui/opener"
	"attache/ui/part"
	"attache/ui/preview"
	"attache/ui/style"
)

// Session is all the screen asks of a chat.
type Session interface {
	model.Session
	// Attend tells whether somebody is looking: without a socket the chat is read less often while
	// nobody is, and at once when somebody is again.
	Attend(looking bool)
}

// Painter draws pictures on the terminal.
type Painter interface {
	part.Painter
	// Hear takes what the terminal says. It reports whether pictures are drawn in another way from now on.
	Hear(msg any) bool
	// Frame takes a frame that is about to be drawn.
	Frame(content string)
	// Output returns the terminal as the renderer is to write to it.
	Output(out io.Writer) io.Writer
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
	Names     model.NameTemplate // of saved files; zero: their own
	Opener    opener.Opener
	ASCII     bool
	Scheme    style.Scheme
	Mouse     bool     // start with the mouse on
	Newest    bool     // start at the newest file
	Columns   []string // of the list, in order; none: the usual ones
	HideNames bool
	NoLive    bool // read the chat when asked, and at no other time
	Bell      bool // ring the terminal's bell at news of the chat and when a link is about to end
	Notify    bool // tell the desktop of new files and of passed scans, while the terminal has not the focus
	Region    string
	Host      string // the endpoint's host, where it is outside Amazon's own domains
	Emulator  string // what the badge of the built-in emulator says; empty on a real endpoint
	Dir       string // the download folder, as shown
	Version   string
	Files     []string   // what the help says of the program's own files
	Panel     Panel      // the emulator's, nil on a real endpoint
	Tour      bool       // play the story of the demo first
	Name      string     // what its user calls the chat; empty: it goes by its contact
	StartPage *StartPage // the ways to open another chat; the first one where Session and what is known of it are missing
	Others    []Options
	Added     <-chan AddChat // chats that come while the screen is on; nil: none do
	Closed    func()         // told when this chat is closed; nil: nobody wants to know
	InFront   func(bool)     // told whether this chat is the one that is looked at; nil: nobody wants to know
	Source    func() session.Source
	// Receipt writes what became of the files down.
	// Decode says what is in a file; nil: there are no previews.
	Decode      preview.Decoder
	Painter     Painter // draws pictures; nil: none is drawn
	Receipt     func(path string, s session.Summary) (string, error)
	Renewals    <-chan model.Secret // fresh tokens of the chat; nil: none come
	ReceiptPath string              // where a receipt is written at the end; the key offers it
	Rested      func()              // called when a frame was drawn; it does not wait. Nil: nothing is
	Trim        func()              // gives back the memory that reading a chat took; nil: it is kept
}

// trim is the command that gives memory back, nil where nobody does.
func (o *Options) trim() tea.Cmd {
	trim := o.Trim
	if trim == nil {
		return nil
	}
	return func() tea.Msg {
		trim()
		return nil
	}
}

// glyphs are the signs that the terminal has.
func (o *Options) glyphs() style.Glyphs {
	if o.ASCII || style.WantsASCII(o.Getenv) {
		return style.Plain()
	}
	return style.Fancy()
}

// Panel is what the screen may do to an emulator. Its methods may be called from any goroutine.
type Panel interface {
	// Actions returns what can be done now, always in the same order.
	Actions() []PanelAction
	// State returns the trouble that is on at the moment, by name.
	State() []string
	// Clock returns what time it is for the emulator, and how fast that passes: 1 as ever, 0 not at
	// all.
	Clock() (now time.Time, speed float64)
}

// PanelAction is one thing that can be done to an emulator.
type PanelAction struct {
	Key   string // the letter that is best for it
	Name  string
	Does  string // in a few words
	State string // what is so now, in a word: on, off, a value, how many are left
	// Do does it and says what is so now. The attachment is the one under the cursor; its ID is empty
	// where there is none.
	Do func(attachmentID string) (said string, err error)
	// Asks is what has to be typed first; nil: nothing has, and Do does it.
	Asks *PanelAsking
}

// PanelAsking is the line that an action of an emulator wants.
type PanelAsking struct {
	Title, Example string
	Words          func(line string) []string // that can stand at its end, in place of the last one there
	Do             func(attachmentID, typed string) (said string, err error)
}

// AddChat is a chat that comes while the screen is on, as from a page that was paired with it.
type AddChat struct {
	Chat    string // what the page calls it
	Contact string
	Region  string
	Origin  string // of the page
	Ask     bool   // whether it is wanted
	// Open returns the screen's options with the chat.
	Open func() (Options, error)
	// Answer tells the page what became of it.
	Answer func(open bool)
	Ended  <-chan model.OfferEnd // tells once that an answer comes too late; nil: none does
}

// StartPage are the ways into a chat that no token opens yet.
type StartPage struct {
	Region  string   // where a token is sent to; empty: it is asked for
	Regions []string // to pick from
	Host    string   // likewise, where it is outside Amazon's own domains
	// Open returns the screen's options with the chat that was chosen.
	Open func(Entry) (Options, error)
}

// Entry is what was chosen.
type Entry struct {
	Demo   bool
	Token  model.Secret
	Kind   model.TokenKind
	Region string // empty: it was known
}
