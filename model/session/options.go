package session

import (
	"time"

	"attache/model"
)

// Prefetch says which rows get a link without being asked.
type Prefetch string

// The values of Prefetch.
const (
	PrefetchVisible  Prefetch = "visible"
	PrefetchSelected Prefetch = "selected"
	PrefetchNone     Prefetch = "none"
)

// Options are all that a session is told at its beginning.
type Options struct {
	IDs []string // just these, without reading the transcript
	// Files are known at the beginning, with their contact, to a command that has read as much of the
	// transcript as it needs.
	Files     []model.Attachment
	Contact   string
	TTL       time.Duration // asked for each link
	Parallel  int           // downloads at once, 1 to 16
	OnExists  model.OnExists
	Names     model.NameTemplate // of saved files; zero: their own
	Prefetch  Prefetch           // empty is PrefetchNone
	NoLive    bool               // the chat is read when asked, and at no other time
	Bell      bool               // ring at news of the chat and when a link is about to end
	Notify    bool               // tell the desktop of new files and of scans that have passed
	HideNames bool
	// Unattended says that no person waits: what is plainly ordered and can be done again is not asked
	// about, and nothing is kept until a scan has passed.
	Unattended bool
	// Command says that one thing is asked for and then all is over: what the service refuses for MaxDenials
	// files in a row is asked for no more, and what was listed as being scanned is saved all the same, since
	// the scan may have passed since.
	Command   bool
	Clipboard bool          // there is a way to the clipboard
	Desktop   bool          // there is a desktop to open files on
	Sample    time.Duration // how often running transfers are looked at; 0 is DefaultSample
	Source    Source
}

// DefaultSample is how often a running transfer is looked at.
const DefaultSample = 250 * time.Millisecond

// Bounds of what is done without, or at one, request of a person.
const (
	// MaxDenials is how many refusals in a row end the asking for links that nobody asked for: the
	// token is not good for them, and the quota is shared with every agent.
	MaxDenials = 3
	// MaxKeptAlive bounds the links kept alive at once: each spends shared quota every few minutes.
	MaxKeptAlive = 10
	// keepAhead is how long before its end a link that is kept alive is renewed.
	keepAhead = 2 * model.UseMargin
	// askUnknown is the number of files above which they are not saved without a question when the
	// size of one is unknown.
	askUnknown = 5
	// tellAsking is the number of links above which it is told that they are asked for: they take a while.
	tellAsking = 5
	// bellApart is the least time between two bells: a burst of news rings once.
	bellApart = 2 * time.Second
	// longRun is how long a transfer runs before it is told how far it has come.
	longRun = 5 * time.Second
	// heardFor is how long an answered reading of the transcript proves that the token is good.
	heardFor = 5 * time.Minute
)
