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
	for _, own := range []func(*model.Problem) (Words, bool){sendFault, startFault} {
		if w, ok := own(p); ok {
			return w
		}
	}
	switch p.Kind {
	case model.KindInput:
		return inputFault(p)
	case model.KindDenied:
		return denial(p)
	case model.KindOffline, model.KindTimeout, model.KindJunk:
		return networkFault(p)
	case model.KindInvalid, model.KindMissing, model.KindConflict, model.KindThrottled,
		model.KindServer, model.KindLoop, model.KindEnded, model.KindEarlier:
		return serviceFault(p)
	case model.KindNoLink, model.KindUnsafeLink, model.KindDeadLink, model.KindExpired, model.KindScanning, model.KindRejected:
		return linkFault(p)
	case model.KindRefused:
		return hostRefusal(p)
	case model.KindShort, model.KindLong:
		return lengthFault(p)
	case model.KindDisk, model.KindDiskFull, model.KindClipboard, model.KindClock, model.KindCancelled:
		return localFault(p)
	case model.KindInternal:
	}
	return Words{
		Brief:    "failed",
		Sentence: tell("Something went wrong inside attache"+during(p), p),
		Advice:   "Try again; if it comes back, run it with --log FILE and report what the file says.",
	}
}
