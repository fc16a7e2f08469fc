package session

import (
	"time"

	"attache/model"
)

// Effect is something that is to be done for a session. Its number comes back with what it leads to.
type Effect any

// The effects that lead to updates.
type (
	// AskLink asks for a link.
	AskLink struct {
		Num      int
		ID       string
		TTL      time.Duration
		Priority model.Priority
	}
	// ReadTranscript walks the transcript.
	ReadTranscript struct{ Num int }
	// Watch tells what happens in the chat from the last walk on.
	Watch struct{ Num int }
	// SaveFile downloads a file.
	SaveFile struct {
		Num     int
		Request model.DownloadRequest
	}
	// PeekFile fetches the first bytes of a file into memory.
	PeekFile struct {
		Num     int
		Request model.DownloadRequest
		Limit   int64
	}
	// CancelCall ends the call with the number. It answers all the same.
	CancelCall struct{ Num int }
	// CopyText puts a text into the clipboard.
	CopyText struct {
		Num  int
		Text model.Secret
	}
	// OpenPath hands a saved file to the desktop.
	OpenPath struct {
		Num  int
		Path string
	}
	// DiscardParts throws away what stopped transfers have left.
	DiscardParts struct {
		Num      int
		Requests []model.DownloadRequest
	}
	// InspectFile looks at a file that is to be sent, and reads who would get it.
	InspectFile struct {
		Num  int
		Path string
	}
	// SendFile sends it.
	SendFile struct {
		Num   int
		File  model.Outgoing
		Meter *model.Meter
	}
	// SaveReceipt writes a receipt.
	SaveReceipt struct {
		Num     int
		Path    string
		Summary Summary
	}
)

// The effects that lead to none.
type (
	// UseToken replaces the connection token for all calls to come.
	UseToken struct{ Token model.Secret }
	// Attend tells the client whether somebody is looking.
	Attend struct{ On bool }
	// SendToTerminal asks the terminal to take a text into its clipboard. It belongs to whoever owns
	// the terminal.
	SendToTerminal struct{ Text model.Secret }
	// Bell rings. It belongs to whoever owns the terminal.
	Bell struct{}
	// Alert tells the desktop, where nobody looks at the terminal. It belongs to whoever owns the terminal, and holds
	// no word of the chat.
	Alert struct{ ScanPassed bool } // else a file has arrived
)

// Source says where files come from and go to, for questions and receipts.
type Source struct {
	Folder   string // the download folder, as shown
	Region   string
	Endpoint string // the host, where it is not the region's own
	Version  string // of the program
}

// Summary is what a receipt is made of: every file that was to be saved, those that could not be had
// included, and where they come from.
type Summary struct {
	Source

	Contact     string
	At          time.Time // on the local clock
	NamesHidden bool
	Outcomes    []model.Outcome
}
