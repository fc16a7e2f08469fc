// Package wording holds every sentence the user reads about a problem. The layers below say what
// went wrong as a model.Problem; only this package says it in words, so that the same problem
// reads the same in a row, in a toast and on standard error.
//
// The words are built from Kind, Op, Code, Status, RequestID and Detail alone, each made safe and
// bounded here once more: no token and no pre-signed URL can pass through. Keys are not named,
// since only the key map knows them.
package wording

import (
	"strconv"
	"strings"

	"attache/model"
)

// Limits of what For returns, in terminal cells.
const (
	MaxBrief    = 12  // the state column of the list
	MaxSentence = 120 // Sentence, Advice and each of Causes
)

// Words is one problem as people read it. Every line is safe to print on a terminal.
type Words struct {
	Brief    string   // for the row: "denied", "network"; at most MaxBrief cells
	Sentence string   // what happened; one line that ends with a full stop
	Advice   string   // the next step; one line that ends with a full stop, never empty
	Causes   []string // the likely causes, the likeliest first; may be empty
}

// For returns the words for err, which holds a *model.Problem or is taken for an internal one.
// It knows every kind; for nil it returns the zero Words.
func For(err error) Words {
	p := model.AsProblem(err)
	if p == nil {
		return Words{}
	}
	w := words(p)
	w.Sentence, w.Advice = fit(w.Sentence, MaxSentence), fit(w.Advice, MaxSentence)
	return w
}

// Technical returns one safe line for the reader who reports the problem: the operation, the kind,
// the status, the code and the request ID.
func Technical(err error) string {
	p := model.AsProblem(err)
	if p == nil {
		return ""
	}
	var parts []string
	if op := fit(safe(p.Op), maxCode); op != "" {
		parts = append(parts, op)
	}
	parts = append(parts, p.Kind.String())
	if p.Status != 0 {
		parts = append(parts, "status "+strconv.Itoa(p.Status))
	}
	if code := word(p.Code, maxCode, "._-"); code != "" {
		parts = append(parts, code)
	}
	if id := word(p.RequestID, maxRequest, "._-+/="); id != "" {
		parts = append(parts, "request "+id)
	}
	if detail := safe(p.Detail); detail != "" {
		parts = append(parts, fit(detail, MaxSentence))
	}
	return strings.Join(parts, " · ")
}

// words chooses by kind. The groups stand in files of their own: what the service says, what the
// file's host says, what this machine says, what the user gave.
func words(p *model.Problem) Words {
	if p.Code == model.CodeOpenFiles {
		return openFiles(p)
	}
	for _, own := range []func(*model.Problem) (Words, bool){sending, starting} {
		if w, ok := own(p); ok {
			return w
		}
	}
	switch p.Kind {
	case model.KindInput:
		return input(p)
	case model.KindDenied:
		return denied(p)
	case model.KindOffline, model.KindTimeout, model.KindJunk:
		return network(p)
	case model.KindInvalid, model.KindMissing, model.KindConflict, model.KindThrottled,
		model.KindServer, model.KindLoop, model.KindEnded, model.KindEarlier:
		return service(p)
	case model.KindNoLink, model.KindUnsafeLink, model.KindDeadLink, model.KindExpired, model.KindScanning, model.KindRejected:
		return link(p)
	case model.KindRefused:
		return refused(p)
	case model.KindShort, model.KindLong:
		return cut(p)
	case model.KindDisk, model.KindDiskFull, model.KindClipboard, model.KindClock, model.KindCancelled:
		return local(p)
	case model.KindInternal:
	}
	return Words{
		Brief:    "failed",
		Sentence: tell("Something went wrong inside attache"+during(p), p),
		Advice:   "Try again; if it comes back, run it with --log FILE and report what the file says.",
	}
}

// during says what was being done, for the middle of a sentence.
func during(p *model.Problem) string {
	switch p.Op {
	case "CreateParticipantConnection":
		return " while exchanging the participant token"
	case "GetTranscript":
		return " while reading the chat"
	case "GetAttachment":
		return " while asking for the link"
	case "WebSocket":
		return " while listening to the chat"
	case "download":
		return " while downloading"
	case "StartAttachmentUpload", "CompleteAttachmentUpload", "upload":
		return " while sending the file"
	case "save":
		return " while saving"
	case "StartChatContact":
		return " while starting the chat"
	case "StopContact":
		return " while ending the chat"
	}
	return ""
}
