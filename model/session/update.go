package session

import "attache/model"

// The updates, which are facts. Those that answer an effect carry its number: one whose number is not
// that of the current request comes from one that was cancelled or replaced, and changes nothing.
type (
	// Tick says that the instant of Wake was reached.
	Tick struct{}
	// StageChanged says what a running call is doing.
	StageChanged struct {
		Num   int
		State model.CallState
	}
	// LinkAnswered ends AskLink.
	LinkAnswered struct {
		Num     int
		Link    model.Link
		Problem *model.Problem
	}
	// PageRead is a page of the transcript.
	PageRead struct {
		Num  int
		Page model.Page
	}
	// TranscriptEnded ends ReadTranscript.
	TranscriptEnded struct {
		Num     int
		Problem *model.Problem
	}
	// Events are the news of a watch, those of a burst together.
	Events struct {
		Num    int
		Update model.Update
	}
	// WatchEnded ends Watch: without a problem, since the chat has ended.
	WatchEnded struct {
		Num     int
		Problem *model.Problem
	}
	// SaveEnded ends SaveFile.
	SaveEnded struct {
		Num     int
		Saved   model.Saved
		Left    *Left // what a transfer that did not end well has left; nil: nothing
		Problem *model.Problem
	}
	// Peeked ends PeekFile.
	Peeked struct {
		Num     int
		Head    model.Head
		Problem *model.Problem
	}
	// TokenRenewed brings a fresh token of the same chat, before the old one ends.
	TokenRenewed struct{ Token model.Secret }
	// PartsDiscarded ends DiscardParts.
	PartsDiscarded struct {
		Num     int
		IDs     []string // of which it is gone
		Problem *model.Problem
	}
	// TextCopied ends CopyText. By RouteTerminal, the terminal is still to be asked.
	TextCopied struct {
		Num   int
		Route Route
	}
	// FileOpened ends OpenPath. The error's text may hold the path, and is not kept.
	FileOpened struct {
		Num    int
		Failed bool
	}
	// FileInspected ends InspectFile.
	FileInspected struct {
		Num     int
		File    model.Outgoing
		People  model.People
		Problem *model.Problem
	}
	// FileSendEnded ends SendFile.
	FileSendEnded struct {
		Num     int
		Sent    model.Sent
		Problem *model.Problem
	}
	// ReceiptSaved ends SaveReceipt.
	ReceiptSaved struct {
		Num     int
		Path    string // where, if not where it was to be
		Problem *model.Problem
	}
	// RowsVisible tells what is on screen. Moved says that the user did that, or that the screen was
	// resized: then one screenful of links may be asked for.
	RowsVisible struct {
		Selected string   // the row under the cursor; empty: none
		IDs      []string // from top to bottom
		Moved    bool
	}
	// SelectionChanged tells that files came into the selection or left it: the end of their links is
	// then told.
	SelectionChanged struct {
		IDs []string
		On  bool
	}
	// FocusChanged tells whether somebody is looking.
	FocusChanged struct{ On bool }
	// PreviewLeft tells that nobody looks into a file any more.
	PreviewLeft struct{}
	// TypingChanged tells whether keys are being typed into a line or a question: nothing asks for
	// another token by itself then.
	TypingChanged struct{ On bool }
)

// Left is what a stopped transfer has left on the disk to go on from.
type Left struct{ Done, Total int64 }

// Route is the way by which a text went to the clipboard.
type Route int

// The routes.
const (
	RouteNone     Route = iota // none worked
	RouteNative                // the desktop's own: the clipboard has it
	RouteTmux                  // tmux has it; whether the terminal outside does, it does not say
	RouteTerminal              // an escape sequence, which the terminal never answers
)
