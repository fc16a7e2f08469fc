package model

import (
	"context"
	"errors"
	"fmt"
)

// Kind says what went wrong, as far as a reader can act on it. The sentence for each kind is
// written in one place, at the top of the program.
type Kind int

// The kinds of problem.
const (
	KindInternal   Kind = iota // nothing below fits
	KindCancelled              // the user, or the end of the program, stopped it
	KindInput                  // a flag, variable, file or typed value is at fault
	KindOffline                // no answer: name, route, refused, reset, TLS, proxy
	KindTimeout                // no answer in the time allowed
	KindThrottled              // 429 or a throttling code, after all retries
	KindDenied                 // 401 or 403 by the service
	KindInvalid                // 400 by the service
	KindMissing                // 404: the file, or the operation, is not there
	KindConflict               // 402 or 409
	KindServer                 // 5xx, after all retries
	KindJunk                   // an answer that is not the service's: HTML, empty, cut, too large
	KindLoop                   // a transcript whose pages never end
	KindNoLink                 // the service gave a size but no pre-signed URL
	KindUnsafeLink             // a pre-signed URL that may not be followed: not https, or a bad redirect
	KindExpired                // the pre-signed URL is dead
	KindRefused                // the file's host answered with an error of its own
	KindShort                  // fewer bytes arrived than were announced
	KindLong                   // more bytes arrived than were announced
	KindScanning               // the file is still being scanned
	KindRejected               // the scanner rejected the file
	KindEnded                  // the chat is over
	KindDisk                   // the local disk or folder does not take the file
	KindDiskFull               // no space left
	KindClipboard              // no way to the clipboard worked
	KindClock                  // this machine's clock is off
	KindDeadLink               // the service gave a pre-signed URL that had ended before it came
	KindEarlier                // the file belongs to an earlier contact of the chat, and is opened no more
)

func kindNames() [KindEarlier + 1]string {
	return [...]string{
		"internal", "cancelled", "input", "offline", "timeout", "throttled", "denied", "invalid",
		"missing", "conflict", "server", "junk", "loop", "no_link", "unsafe_link", "expired", "refused",
		"short", "long", "scanning", "rejected", "ended", "disk", "disk_full", "clipboard", "clock",
		"dead_link", "earlier",
	}
}

// String returns the name used in JSON output.
func (k Kind) String() string {
	if k < 0 || k > KindEarlier {
		return fmt.Sprintf("kind_%d", int(k))
	}
	return kindNames()[k]
}

// Kinds returns every kind, for tables that must be complete.
func Kinds() []Kind {
	all := make([]Kind, KindEarlier+1)
	for i := range all {
		all[i] = Kind(i)
	}
	return all
}

// Problem is the one error type of the program. It holds no token and no pre-signed URL: Detail
// and Code are made safe for one line by whoever fills them, and Err is never a type that prints a
// URL (a *url.Error is unwrapped first).
type Problem struct { //nolint:errname // the one error type of the program goes by its plain name
	Kind      Kind
	Op        string // the operation in the service's words: "GetAttachment", "download", "save"
	Code      string // the service's error code: "ThrottlingException", "NoSuchKey"
	Status    int    // the HTTP status; 0 when there was no answer
	Cause     Cause  // of KindOffline and KindDenied, where more is known than the kind
	RequestID string // the service's request ID
	Detail    string // what the far side or the system said, one safe line
	Said      string // the far side's own sentence, as far as it sent one: whole, safe and without secrets
	Resource  string // of KindDenied: what a permission that may be missing is for
	Err       error  // the cause, for errors.Is; never printed
}

// Cause is why there is no connection, or no link, where something can be done about it.
type Cause string

// The causes. Those of a connection are no fault of the network.
const (
	CauseAuthority   Cause = "authority"     // a certificate that nobody vouches for who is trusted
	CauseEarly       Cause = "early"         // a certificate that is not valid yet by this machine's clock
	CauseLate        Cause = "late"          // a certificate that is not valid any more
	CauseOtherHost   Cause = "other_host"    // a certificate of another host
	CauseProxy       Cause = "proxy"         // a proxy that does not let through
	CauseLinks       Cause = "links"         // KindDenied: a token that reads the chat, and opens no files
	CauseSigner      Cause = "signer"        // KindDenied: AWS credentials that are not taken
	CauseProxySignIn Cause = "proxy_sign_in" // a proxy that wants a user name and a password
)

// Error returns one technical line for logs. People read the wording made from Kind instead.
func (p *Problem) Error() string {
	s := p.Kind.String()
	if p.Op != "" {
		s = p.Op + ": " + s
	}
	if p.Status != 0 {
		s += fmt.Sprintf(": status %d", p.Status)
	}
	if p.Code != "" {
		s += ": " + p.Code
	}
	if p.Detail != "" {
		s += ": " + p.Detail
	}
	return s
}

// Unwrap returns the cause.
func (p *Problem) Unwrap() error { return p.Err }

// IfEnded returns what p is in a chat that may have ended: then that is why the service refuses.
func (p *Problem) IfEnded(ended bool) *Problem {
	if p.Kind != KindDenied || !ended {
		return p
	}
	over := *p
	over.Kind = KindEnded
	return &over
}

// AsProblem returns the Problem within err. An error that holds none becomes one: cancelled for a
// cancelled context, internal otherwise, with no text of the error kept, since it may hold a URL.
// It returns nil for nil.
func AsProblem(err error) *Problem {
	if err == nil {
		return nil
	}
	var p *Problem
	if errors.As(err, &p) {
		return p
	}
	kind := KindInternal
	switch {
	case errors.Is(err, context.Canceled):
		kind = KindCancelled
	case errors.Is(err, context.DeadlineExceeded):
		kind = KindTimeout
	}
	return &Problem{Kind: kind, Err: err}
}

// KindOf returns the kind of the Problem within err, KindInternal for any other error.
// It panics for nil: there is no kind of no problem.
func KindOf(err error) Kind { return AsProblem(err).Kind }

// The faults an input can have: the Code of a Problem of KindInput. Op names the input as the user
// knows it ("--url-expiry", "ATTACHE_CONNECTION_TOKEN", "attachment ID"), Detail holds the value
// where it is no secret.
const (
	FaultMissing    = "missing"     // nothing given
	FaultEmpty      = "empty"       // given, but empty
	FaultTooLong    = "too_long"    // over the service's limit
	FaultControl    = "control"     // holds a line break, a control character or white space
	FaultRange      = "range"       // a number outside its limits, or no number
	FaultChoice     = "choice"      // not one of the values allowed; Detail names value and choices
	FaultNotURL     = "not_url"     // not an absolute http or https URL
	FaultPlainHTTP  = "plain_http"  // http to a host that is not loopback
	FaultArgument   = "argument"    // a secret given as an argument
	FaultUnknown    = "unknown"     // no such flag, command, profile or key; Detail suggests the nearest
	FaultUnreadable = "unreadable"  // a file or command that gives nothing
	FaultOtherKind  = "other_kind"  // a token of the other kind; Detail names that kind
	FaultUnwritable = "unwritable"  // a folder that cannot be written
	FaultNoTerminal = "no_terminal" // the screen needs a terminal
	FaultDead       = "dead"        // an emulator that is to answer, and does not
	FaultUnusual    = "unusual"     // a file that the service takes only where an administrator has allowed it
	FaultConflict   = "conflict"    // two inputs that exclude each other
	FaultLate       = "late"        // nobody came in time
	FaultTries      = "tries"       // too many wrong ones
	FaultExposed    = "exposed"     // a file that decides what is run, and that everybody can change
)

// Codes of attache's own, where what a far side or the system said has none: the Code of a Problem.
const (
	CodeEncoding    = "ContentEncoding"  // the file comes compressed in a way that cannot be undone; Detail names it
	CodeLength      = "WrongLength"      // the host has another number of bytes than the service announced
	CodeTooLarge    = "TooLarge"         // the file is larger than is taken; Detail names the bound
	CodeUnknownScan = "UnknownScan"      // nobody has said that the scan approved the file
	CodeChanged     = "FileChanged"      // a file of this machine changed while it was read
	CodeUnsureSent  = "MayBeSent"        // the service was asked to put a file into the chat, and nobody knows whether it did
	CodeOpenFiles   = "TooManyOpenFiles" // the system lets attache open no more files and connections
)

// NewInputProblem reports the fault of one input. What looks like a token is left out of both texts: it may
// have been given in the place of anything.
func NewInputProblem(input, fault, detail string) *Problem {
	return &Problem{Kind: KindInput, Op: HideTokens(input), Code: fault, Detail: HideTokens(Text(detail))}
}
