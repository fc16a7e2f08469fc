package session

import (
	"time"

	"attache/model"
)

// Missing is a file for which something could not be done, and why.
type Missing struct {
	ID      string
	Problem *model.Problem
}

// Facts that answer intents.
type (
	// LinksReady says that the files that the notice is about have good links, just come or there already. None
	// of them is in here; see Session.Link.
	LinksReady struct {
		Left    time.Duration // of the one that ends first
		Until   time.Time     // when that one ends, on the local clock
		Fresh   []string      // which were asked for just now
		Show    bool          // they are to be shown
		Missing []Missing
	}
	// LinkCame says that one link of several that were asked for is there. The rest follows.
	LinkCame struct{ Left time.Duration }
	// Asking says that many links were asked for.
	Asking struct{ Links int }
	// Copied says that the files that the notice is about are in the clipboard, or on their way by a route that
	// does not say.
	Copied struct {
		Form    model.Form
		Route   Route
		Renewed bool          // a link had run out and was renewed first
		Left    time.Duration // of the link that ends first; 0 where the form has none
		Until   time.Time     // when that one ends, on the local clock
		Missing []Missing
	}
	// NotCopied says that the clipboard is as it was.
	NotCopied struct {
		Form    model.Form
		Missing []Missing
	}
	// CopyReplaced says that a newer copy took this one's place.
	CopyReplaced struct{}
	// SizeCame says that one size of several is known, or why it is not. The rest follows.
	SizeCame struct{ Problem *model.Problem }
	// Measured says that the sizes of the files that the notice is about are known.
	Measured struct{ Missing []Missing }
	// Deferred says that the files are still being scanned, and what was asked for is done when that has passed.
	Deferred struct {
		Action   model.Deferred
		Form     model.Form
		Watching bool // the end of the scan becomes known by itself
	}
	// SaveStarted says that the files that the notice is about are being saved, or wait for their turn.
	SaveStarted struct {
		Folder   string
		From     int64    // of one file: what was there already
		Deferred []string // saved when their scan has passed
		UnderWay []string // on their way already
		Missing  []Missing
	}
	// FileSaved says that one file of several has come to its end. The rest follows.
	FileSaved struct{ File SavedFile }
	// SaveDone says that all files that were asked for together have come to their end.
	SaveDone struct {
		Folder   string
		Files    []SavedFile // in the order in which they ended
		Deferred []string
		Missing  []Missing // that were never begun
	}
	// PreviewReady says that what was fetched of the file can be taken. More files may follow.
	PreviewReady struct{}
	// PreviewEnded says that all files were looked into, or that they were left.
	PreviewEnded struct {
		Left    bool
		Missing []Missing
	}
	// Opened says that the desktop has the file, or could not open it.
	Opened struct{ Failed bool }
	// KeptAlive says that links are renewed before they end from now on, or no longer.
	KeptAlive struct {
		On      bool
		Total   int  // kept alive now
		Full    bool // more were asked for than may be
		Missing []Missing
	}
	// Cancelled says that what was under way for the files has been ended.
	Cancelled struct {
		Calls, Transfers, Waiting, Deferred int

		Sends int // files that were being sent
	}
	// Discarded says that what stopped downloads had left is gone, or could not be removed.
	Discarded struct{ Problem *model.Problem }
	// NothingToDo says that nothing of the kind is there.
	NothingToDo struct{ UnderWay []string }
	// NotPossible says that it cannot be done, for one reason for each file.
	NotPossible struct{ Missing []Missing }
	// Unavailable says that this machine, or what is shown at the moment, has no way to do it.
	Unavailable struct{ Why Reason }
	// ChatRead says that the transcript was read.
	ChatRead struct {
		Total int // files known now; the notice is about those that are new
		Again bool
	}
	// ChatNotRead says that the transcript could not be read to its end. What came before stays.
	ChatNotRead struct {
		Problem *model.Problem
		Shut    bool // nothing is there to be seen
	}
	// TryingToken says that the new token is used from now on.
	TryingToken struct{}
	// TokenTried says that the service has taken the new token, refused it, or could not be asked.
	TokenTried struct {
		Accepted bool
		Problem  *model.Problem // why not; of KindDenied: it was refused
		Replaced bool           // another token was given before anything was known
	}
	// IDsRemoved says that files that were known by their ID alone are off the list.
	IDsRemoved struct{}
	// Changed says that a setting has the value now.
	Changed struct {
		TTL      time.Duration // 0: not this one
		Parallel int           // 0: not this one
		Names    bool          // names are hidden, or shown again
		Hidden   bool
	}
	// ReceiptWritten says that the receipt is written, or could not be.
	ReceiptWritten struct {
		Path    string
		Problem *model.Problem
	}
	// SendStarted says that the file is on its way.
	SendStarted struct{ File model.Outgoing }
	// FileSent says that the file is in the chat and has passed its scan, or what came between. The notice is
	// about its row.
	FileSent struct {
		File    model.Outgoing
		Problem *model.Problem // nil where it is; of KindCancelled: it was stopped
	}
	// Declined says that a question was answered with no, and nothing was done.
	Declined struct{ Question Question }
	// Leaving says that the session is over.
	Leaving struct{ Stopped int }
)

// Reason is why something is unavailable.
type Reason int

// The reasons.
const (
	NoClipboard Reason = iota
	NoDesktop
	NamesHidden // names are hidden, and a link may hold one
)

// SavedFile is what became of one file that was to be saved.
type SavedFile struct {
	ID      string
	Saved   model.Saved    // its link is left out
	Left    *Left          // of one that was stopped or broke
	Problem *model.Problem // nil where it is on the disk; of KindCancelled: it was stopped
}

// Facts that answer none.
type (
	// FilesArrived says that new files are in the chat.
	FilesArrived struct{}
	// FilesChanged says that something was said anew about the files, such as the end of a scan.
	FilesChanged struct{}
	// ScanEnded says that the files were approved, or rejected.
	ScanEnded struct{ Rejected bool }
	// DeferredStarted says that the scan has passed, and what was wanted is being done. Its end answers Num.
	DeferredStarted struct {
		Action model.Deferred
		Num    int
	}
	// DeferredDropped says that what was wanted of the files is not done, since their scan did not pass.
	DeferredDropped struct {
		Saves   int
		Problem *model.Problem
	}
	// ChatEnded says that no link is given any more. Good ones stay good to their end.
	ChatEnded struct {
		Before    bool // the chat was over before it was read
		Saves     int  // deferred downloads that come to nothing; the notice is about all deferred files
		KeptAlive int  // links that are no longer kept alive
	}
	// WatchChanged says that news come by another way from now on.
	WatchChanged struct {
		Was, Is model.Watch
		Lost    bool // nothing is seen of the chat
		Back    bool // it is in sight again
		Filled  bool // what happened while nothing was received has been told by now
	}
	// WatchBroke says that no more news come until the chat is read again.
	WatchBroke struct{ Problem *model.Problem }
	// TokenRefused says that the service takes the token no more. It is told once for each token.
	TokenRefused struct{ Problem *model.Problem }
	// TokenWanted says that nothing else can be done than to give another token, and no key is being typed.
	TokenWanted struct{ Problem *model.Problem }
	// TokenWorks says that a token that was in doubt has been accepted.
	TokenWorks struct{}
	// LinksDenied says that the chat can be read but its files cannot be opened with this token. It is told once
	// for each token, and no link is asked for without a request.
	LinksDenied struct{ Problem *model.Problem }
	// LinkFailed says that a link that nobody asked for did not come.
	LinkFailed struct{ Problem *model.Problem }
	// KeepAliveEnded says that a link could not be renewed and will not be again.
	KeepAliveEnded struct{ Problem *model.Problem }
	// Renewed says that a link that is kept alive was renewed.
	Renewed struct{ Left time.Duration }
	// LinksEndSoon says that links that were asked for, copied or selected are about to end.
	LinksEndSoon struct{ Left time.Duration }
	// LinksEnded says that links that were asked for or selected, and not copied, have ended.
	LinksEnded struct{}
	// CopiedLinksDied says that links that are in somebody's hands have died.
	CopiedLinksDied struct {
		Links []DeadLink
		Ended bool // the chat has, so there are no new ones
	}
	// Retrying says that a call failed and is sent again.
	Retrying struct{ State model.CallState }
	// TransferProgress says that a long transfer has come a quarter further.
	TransferProgress struct{ Progress model.Progress }
	// BatchEnded says that all downloads of several requests have come to their end.
	BatchEnded struct{ Batch model.Batch }
)

// DeadLink is a copied link that has died.
type DeadLink struct {
	ID string
	At time.Time // when it was copied, on the local clock
}
