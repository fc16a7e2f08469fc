package reference

import (
	"errors"
	"strconv"

	"attache/model"
)

// The exit codes, which scripts rely on.
const (
	Done        = 0
	Other       = 1
	Usage       = 2
	Some        = 3 // of several
	Denied      = 4
	NotFound    = 5
	Throttled   = 6
	Network     = 7
	Disk        = 8
	Interrupted = 130

	// ReaderGone is what a shell sees of a program that SIGPIPE ended. What was asked for was not
	// done, so it is not 0, and nothing went wrong, so there is not a word.
	ReaderGone = 141
)

// ExitCode returns the exit code for err; 0 for nil.
func ExitCode(err error) int {
	var several *model.Failures
	switch {
	case err == nil:
		return Done
	case errors.As(err, &several):
		return severalCode(several)
	}
	return problemCode(model.AsProblem(err))
}

// severalCode is 3 where some of several failed, and what each of them gives where all failed
// alike.
func severalCode(f *model.Failures) int {
	if len(f.Problems) < f.Of {
		return Some
	}
	code := problemCode(f.Problems[0])
	for _, p := range f.Problems {
		if problemCode(p) != code {
			return Other
		}
	}
	return code
}

func problemCode(p *model.Problem) int {
	switch p.Kind {
	case model.KindCancelled:
		return Interrupted
	case model.KindInput:
		if p.Code == model.FaultUnwritable {
			// The folder is at fault, not the usage: the same code as when a save fails there.
			return Disk
		}
		return Usage
	case model.KindDenied, model.KindEnded, model.KindEarlier:
		return Denied
	case model.KindInvalid, model.KindMissing, model.KindNoLink, model.KindScanning, model.KindRejected:
		return NotFound
	case model.KindThrottled:
		return Throttled
	case model.KindOffline, model.KindTimeout, model.KindJunk, model.KindShort:
		return Network
	case model.KindDisk, model.KindDiskFull:
		return Disk
	case model.KindRefused:
		return refusedCode(p.Status)
	case model.KindInternal, model.KindConflict, model.KindServer, model.KindLoop,
		model.KindUnsafeLink, model.KindExpired, model.KindLong, model.KindClipboard, model.KindClock,
		model.KindDeadLink:
	}
	return Other
}

// refusedCode reads an answer of the file's host, whose status says more than its kind.
func refusedCode(status int) int {
	switch status {
	case 401, 403:
		return Denied
	case 404, 410:
		return NotFound
	}
	return Other
}

// exitMeanings tell a script what each exit code means.
func exitMeanings() []Choice {
	var all []Choice
	for _, e := range []struct {
		code  int
		means string
	}{
		{Done, "All was done."},
		{Other, "Something else went wrong than what follows."},
		{Usage, "A flag, variable, setting or argument is at fault."},
		{Some, "Some of several failed, or only a part of the chat could be read."},
		{Denied, "Access was denied, or the token was refused."},
		{NotFound, "The attachment was not found, was rejected, or is not scanned yet."},
		{Throttled, "The service asked for fewer calls to the end."},
		{Network, "The network failed."},
		{Disk, "The local disk or folder failed."},
		{Interrupted, "It was interrupted."},
		{ReaderGone, "Whoever read its output stopped reading."},
	} {
		all = append(all, Choice{Name: strconv.Itoa(e.code), Does: e.means})
	}
	return all
}
