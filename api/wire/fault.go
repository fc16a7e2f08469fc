package wire

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"attache/model"
)

// Fault is why one try failed, and what to make of it.
type Fault struct {
	Problem *model.Problem
	Again   bool          // worth another try
	Wait    time.Duration // the far side asked for this much time; 0 when it did not
	Fresh   bool          // a download: what is there cannot be gone on from; ask at once for all of it
}

// IsBetween reports whether an error was answered by something on the way: a proxy, a firewall, the
// sign-in page of a network. own tells that it is in the form of the side that was asked. Gateways of
// the service's own fail and throttle with a page, too.
func IsBetween(status int, own bool) bool {
	const bandwidth = 509
	switch {
	case status == http.StatusProxyAuthRequired, status == http.StatusNetworkAuthenticationRequired:
		return true
	case own, status == http.StatusTooManyRequests, status == bandwidth:
		return false
	}
	return status < http.StatusInternalServerError
}

// KindOfStatus is what an HTTP status alone says of an error.
func KindOfStatus(status int) model.Kind {
	const bandwidth = 509 // what gateways say for 429; botocore knows it too
	switch {
	case status == http.StatusTooManyRequests || status == bandwidth:
		return model.KindThrottled
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		return model.KindDenied
	case status == http.StatusNotFound || status == http.StatusGone:
		return model.KindMissing
	case status == http.StatusPaymentRequired || status == http.StatusConflict:
		return model.KindConflict
	case status == http.StatusProxyAuthRequired, status == http.StatusNetworkAuthenticationRequired:
		return model.KindJunk
	case status >= http.StatusInternalServerError:
		return model.KindServer
	case status >= http.StatusBadRequest:
		return model.KindInvalid
	}
	return model.KindJunk
}

// Code cuts what the protocol allows around a code: a URI behind it, a namespace before it.
// What is left is no code unless it is one plain word.
func Code(s string) string {
	s, _, _ = strings.Cut(s, ":")
	s = strings.TrimSpace(s[strings.LastIndexByte(s, '#')+1:])
	const longest = 100
	if len(s) > longest || strings.ContainsFunc(s, func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && r != '.' && r != '_' && r != '-'
	}) {
		return ""
	}
	return s
}

// RequestID is the service's or the bucket's ID of a request, if it is one plain word. It must not
// be an echo of what was sent.
func RequestID(h http.Header, sent ...model.Secret) string {
	id := h.Get("X-Amzn-Requestid")
	if id == "" {
		id = h.Get("X-Amz-Request-Id")
	}
	if id == "" {
		return ""
	}
	return Text(Code(id), sent...)
}

// Ended is the problem of a call whose context is over.
func Ended(ctx context.Context, op string) *model.Problem {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return &model.Problem{Kind: model.KindTimeout, Op: op, Err: context.DeadlineExceeded}
	}
	return &model.Problem{Kind: model.KindCancelled, Op: op, Err: context.Canceled}
}
