package session

import (
	"time"

	"attache/model"
)

// Event is something that a session takes: an Intent, or an update.
type Event any

// Intent is what a person asks for, whichever way they ask.
type Intent interface{ intent() }

// byPerson marks an intent.
type byPerson struct{}

func (byPerson) intent() {}

// Targets are the files that an intent is about.
type Targets struct {
	IDs    []string // in the order in which they are to be taken
	Unseen int      // how many of them the user cannot see at the moment: asked about before anything is done
}

// The intents. Confirmed says that the question has been answered with yes: a Question holds the
// intent with it set.
type (
	// Start begins: the transcript is read, and then watched.
	Start struct{ byPerson }
	// GetLink asks for links where there are none that are good, and tells how long they are.
	GetLink struct {
		byPerson
		Targets

		Show      bool // the links themselves are to be shown
		Confirmed bool
	}
	// Renew asks for new links in any case.
	Renew struct {
		byPerson
		Targets

		Confirmed bool
	}
	// Copy puts files, or their links, into the clipboard in one form. Links that have run out are
	// renewed first. A copy that still waits is replaced.
	Copy struct {
		byPerson
		Targets

		Form      model.Form
		Confirmed bool
	}
	// Measure asks for the sizes of files. It ends early when links are refused one after the other.
	Measure struct {
		byPerson
		Targets
	}
	// Save downloads files. What was stopped goes on from where it was.
	Save struct {
		byPerson
		Targets

		Name      string // for one file: the name wanted; empty: its own
		Confirmed bool
	}
	// Preview fetches the first bytes of files into memory, one after the other, and takes the place of an
	// earlier Preview. TakeHead returns what has come.
	Preview struct {
		byPerson

		IDs      []string
		Priority model.Priority // of the calls for links: that of looking at a row
		Limit    Limit
	}
	// OpenFile opens one file with the desktop's program for it, saved first where it is not.
	OpenFile struct {
		byPerson
		Targets

		Confirmed bool
	}
	// KeepAlive renews links before they end, or ends that.
	KeepAlive struct {
		byPerson
		Targets

		Mode      KeepMode
		Confirmed bool
	}
	// Cancel ends what is under way for files. Where nothing is but a stopped download has left
	// something, it asks whether to discard that.
	Cancel struct {
		byPerson
		Targets

		All       bool // every download instead of these files
		Confirmed bool
	}
	// Discard throws away what stopped downloads have left.
	Discard struct {
		byPerson
		Targets

		Confirmed bool
	}
	// Reload reads the chat again, or asks again for named files that have no good link.
	Reload struct{ byPerson }
	// SetToken replaces the connection token and tries it.
	SetToken struct {
		byPerson

		Token model.Secret
	}
	// AddIDs lists attachments known by their ID alone and asks for their links.
	AddIDs struct {
		byPerson

		IDs []string
	}
	// RemoveIDs takes attachments that were added by AddIDs off the list again.
	RemoveIDs struct {
		byPerson
		Targets

		Confirmed bool
	}
	// SetTTL changes the life asked for new links.
	SetTTL struct {
		byPerson

		TTL time.Duration
	}
	// SetParallel changes how many downloads run at once.
	SetParallel struct {
		byPerson

		Parallel int
	}
	// HideNames hides names and IDs, or shows them again.
	HideNames struct {
		byPerson

		On bool
	}
	// Send sends a file of this machine into the chat, after a question that names it and who gets it.
	Send struct {
		byPerson

		Path      string
		File      model.Outgoing // what was asked about
		Confirmed bool
	}
	// WriteReceipt writes down what became of the files.
	WriteReceipt struct {
		byPerson

		Path string
	}
	// Quit leaves; what is under way is stopped.
	Quit struct {
		byPerson

		Confirmed bool
	}
)

// Limit is how many bytes of a file are looked into.
type Limit struct {
	Whole int64 // of a file that is not larger
	Head  int64 // of one that is larger, or is text
}

// KeepMode is what KeepAlive does.
type KeepMode int

// The modes.
const (
	KeepToggle KeepMode = iota // on, unless all of the files are kept alive already
	KeepOn
	KeepOff // of no files: of all
)
