package cli

import (
	"context"
	"io"
	"time"

	"attache/model"
)

// Connection is where the chat is and what opens it.
type Connection struct {
	ConnectionToken  model.Secret // zero: exchange the participant token for one
	ParticipantToken model.Secret
	Name             string              // what its user calls the chat; empty: it is the only one
	Region           string              // the flag's or its variable's value; empty: the AWS variables and profile decide
	Profile          string              // likewise
	EndpointURL      string              // likewise; holds no user name, query or fragment
	Insecure         bool                // plain http to another machine is accepted
	Control          bool                // what starts and ends chats is meant, and no chat
	Emulator         Emulator            // the chat is here, whatever else is said; nil: it is a real one
	Renewals         <-chan model.Secret // fresh tokens, as they come; nil: none come
	Closed           func()              // told when the chat is closed; nil: nobody wants to know
}

// NewChat is the chat to start.
type NewChat struct {
	Instance, Flow, DisplayName string
	Attributes                  map[string]string
}

// ChatStarted is a chat that was started.
type ChatStarted struct {
	ContactID        string
	ParticipantToken model.Secret
}

// Target is where a connection leads.
type Target struct {
	Host   string // to be named to the user
	Region string
	Custom bool             // not in Amazon's own domains
	Notes  []*model.Problem // what was asked for and is not there, without being in the way
}

// Shared is what every command that links and saves is told. All values are within their limits.
type Shared struct {
	Life         time.Duration // asked for each link; whole seconds, 5 to 300
	Rate         float64       // GetAttachment and GetTranscript calls a second
	LimitRate    int64         // bytes a second of all transfers; 0: no limit
	Prefetch     string        // "selected", "visible" or "none"
	Dir          string        // absolute, can be written or made; empty: the default folder
	OnExists     model.OnExists
	OnSaved      string             // a program and its arguments, parted by NUL, asked about each saved file; empty: nobody is asked
	OnRefused    string             // "keep" or "remove"
	Names        model.NameTemplate // of saved files; zero: their own
	Parallel     int                // downloads at once, 1 to 16
	Receipt      string             // an absolute path that can be written, to tell there what was saved; empty: none
	Clipboard    string             // "auto", "osc52", "native", "tmux" or "off"
	Images       string             // how pictures are drawn: one of AppearanceChoices.Images
	PreviewTools bool               // a program of the system may draw documents
	ASCII        bool               // nothing but ASCII in the program's own signs
	HideNames    bool               // start with names hidden
	NoLive       bool               // read the chat when asked, and at no other time
	Live         bool               // a command is going to watch the chat
	Bell         bool               // ring the terminal at news
	Notify       bool               // tell the desktop of news while nobody looks
	Log          io.Writer          // the debug log, which is closed after the command; nil: none
}

// Browse opens the screen on a chat, or a talk in lines.
type Browse struct {
	Connection
	Shared
	Appearance
	Others  []Connection      // other chats, opened beside it
	IDs     []string          // just these attachments, without the transcript; empty: the whole chat
	Keys    []model.Rebinding // keys other than the screen's own, which Actions has checked
	Files   []string          // what there is to say of the program's own files, a line each
	Lines   *Lines            // talk in lines; nil: the screen
	Tour    bool              // play the story of the demo first
	Start   *StartPage        // the chat is still to be chosen, and Connection empty; nil: it is known
	Another *StartPage        // the ways to open another one beside it, likewise
	// Next waits for a chat that a page hands over; nil: none comes.
	Next func(context.Context) (Handover, error)
}

// Handover is a chat that comes while the screen is on. Its texts are safe to show.
type Handover struct {
	Connection
	Chat   string // what the page calls it; its Name is the contact ID
	Origin string // of the page
	Ask    bool   // whether it is wanted
	Fault  error  // why it cannot be opened
	Answer func(open bool)
	Ended  <-chan model.OfferEnd // tells once that an answer comes too late
}

// Lines is where a talk in lines gets what is typed.
type Lines struct {
	In          io.Reader
	Interactive bool // a person types
	// AskSecret is that of Deps, at the terminal of In; nil where that is none.
	AskSecret func(ctx context.Context, prompt string) (string, error)
}

// Examination checks everything between this machine and the files of a chat. It may have no token.
type Examination struct {
	Connection
	Shared
}

// Chat shapes what the emulator makes up.
type Chat struct {
	Scenario string // empty: the emulator's own choice
	Seed     uint64
	Count    int      // 0: the scenario's own
	Size     int64    // bytes; 0: the scenario's own
	Faults   []string // NAME or NAME=VALUE

	Files            string    // a folder whose files are the chat; empty: the scenario is
	StartAt          time.Time // what its clock shows first; zero: the time
	Token            string    // of its user's own, that opens it; empty: none
	SeedGiven        bool      // somebody wants the tokens to be the same, too
	CheckSignature   bool      // of calls to Connect
	KeyID, KeySecret string    // that these are signed with
	Unlimited        bool      // calls have no quota

	Origins      []string     // of pages that browsers may show answers to, beside this machine's; none: every page
	ControlToken model.Secret // asked of whoever controls the emulator by HTTP; zero: none, and this machine alone may
	ControlHosts []string     // names that control requests may be sent to, beside localhost
	BucketListen string       // where the bucket listens; empty: where the service does
	TLS          bool         // with certificates of its own
	Journal      io.Writer    // gets every request as a line of JSON; nil: none
}

// Emulator is the built-in emulator, serving. Its tokens open a made-up chat and are no secrets.
type Emulator interface {
	URL() string // the endpoint, for clients on this machine
	Region() string
	ConnectionToken() string
	ParticipantToken() string
	ContactID() string
	ParticipantID() string // of the one whose tokens these are
	CA() []byte            // that clients have to trust, as PEM; nil: TLS is off
	// Wait returns when it no longer serves, which is at the latest soon after ctx ends.
	Wait(ctx context.Context) error
	Close() error
}

// Appearance is how the screen looks and is handled. Its names are those that AppearanceChoices lists.
type Appearance struct {
	Columns []string // of the list, in order; none: the usual ones
	StartAt string   // "oldest" or "newest" file
	Mouse   bool     // start with the mouse on
	Theme   string
	Colors  []model.Coloring // that take the place of the theme's
}

// StartPage are the ways into a chat for a person who gave no token.
type StartPage struct {
	Region  string   // where the chat is; empty: it is asked for
	Regions []string // to pick from
	Host    string   // where a token goes to, where that is outside Amazon's own domains
	// Demo starts the emulator; it ends after the screen.
	Demo func() (Connection, error)
	// Chat checks where the chat of a token is. region is empty where it was known.
	Chat func(token model.Secret, kind model.TokenKind, region string) (Connection, error)
}
