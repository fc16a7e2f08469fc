package reference

import (
	"errors"
	"strconv"

	"attache/model"
)

// The exit codes, which scripts rely on.
const (
	Done          = 0
	exitOther     = 1
	exitUsage     = 2
	exitSome      = 3 // of several
	exitDenied    = 4
	exitNotFound  = 5
	exitThrottled = 6
	exitNetwork   = 7
	exitDisk      = 8
	Interrupted   = 130

	// ReaderGone is what a shell sees of a program that SIGPIPE ended. What was asked for was not
	// done, so it is not 0, and nothing went wrong, so there is not a word.
	ReaderGone = 141

	// Unhealthy is a health check that failed, whatever the reason.
	Unhealthy = exitOther
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
		return exitSome
	}
	code := problemCode(f.Problems[0])
	for _, p := range f.Problems {
		if problemCode(p) != code {
			return exitOther
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
			return exitDisk
		}
		if p.Code == model.FaultDead {
			return exitOther // what runs health checks knows 0 and 1
		}
		return exitUsage
	case model.KindDenied, model.KindEnded, model.KindEarlier:
		return exitDenied
	case model.KindInvalid, model.KindMissing, model.KindNoLink, model.KindScanning, model.KindRejected:
		return exitNotFound
	case model.KindThrottled:
		return exitThrottled
	case model.KindOffline, model.KindTimeout, model.KindJunk, model.KindShort:
		return exitNetwork
	case model.KindDisk, model.KindDiskFull:
		return exitDisk
	case model.KindRefused:
		return refusedCode(p.Status)
	case model.KindInternal, model.KindConflict, model.KindServer, model.KindLoop,
		model.KindUnsafeLink, model.KindExpired, model.KindLong, model.KindClipboard, model.KindClock,
		model.KindDeadLink:
	}
	return exitOther
}

// refusedCode reads an answer of the file's host, whose status says more than its kind.
func refusedCode(status int) int {
	switch status {
	case 401, 403:
		return exitDenied
	case 404, 410:
		return exitNotFound
	}
	return exitOther
}

// exitMeanings tell a script what each exit code means.
func exitMeanings() []Choice {
	means := func(code int, does string) Choice { return Choice{Name: strconv.Itoa(code), Does: does} }
	return []Choice{
		means(Done, "All was done."),
		means(exitOther, "Something else went wrong than what follows."),
		means(exitUsage, "A flag, variable, setting or argument is at fault."),
		means(exitSome, "Some of several failed, or only a part of the chat could be read."),
		means(exitDenied, "Access was denied, or the token was refused."),
		means(exitNotFound, "The attachment was not found, was rejected, or is not scanned yet."),
		means(exitThrottled, "The service asked for fewer calls to the end."),
		means(exitNetwork, "The network failed."),
		means(exitDisk, "The local disk or folder failed."),
		means(Interrupted, "It was interrupted."),
		means(ReaderGone, "Whoever read its output stopped reading."),
	}
}
