package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws/retry"

	"attache/model"
)

// refusal makes a fault of an answer that is an error: the code from the header or the body, the
// kind from both code and status. The body may be anything; the status is never lost for it.
func (c *Client) refusal(k call, resp *http.Response, data []byte) *fault {
	var body struct {
		Type    string `json:"__type"`
		Code    string `json:"code"`
		Message string `json:"message"`
	}
	p := &model.Problem{
		Op: k.op.name, Status: resp.StatusCode, RequestID: requestID(resp.Header, k.bearer, k.next),
	}
	what, _ := decode(data, &body)
	switch {
	case what == "":
		p.Detail, p.Said = safeText(body.Message, k.bearer, k.next), saidText(body.Message, k.bearer, k.next)
	case len(data) > 0:
		p.Detail = what
	}
	code := resp.Header.Get("X-Amzn-Errortype")
	own := what == "" || cleanCode(code) != ""
	if code == "" {
		code = body.Type
	}
	if code == "" {
		code = body.Code
	}
	p.Code = safeText(cleanCode(code), k.bearer, k.next)
	if p.Kind = kindOf(resp.StatusCode, p.Code); isBetween(resp.StatusCode, own) {
		p.Kind = model.KindJunk
	}
	return &fault{problem: p, again: worthRetrying(p), wait: asked(resp.Header, c.now())}
}

// isBetween reports whether an error was answered by something on the way: a proxy, a firewall, the
// sign-in page of a network. own tells that it is in the form of the side that was asked. Gateways of
// the service's own fail and throttle with a page, too.
func isBetween(status int, own bool) bool {
	const bandwidth = 509
	switch {
	case status == http.StatusProxyAuthRequired, status == http.StatusNetworkAuthenticationRequired:
		return true
	case own, status == http.StatusTooManyRequests, status == bandwidth:
		return false
	}
	return status < http.StatusInternalServerError
}

// cleanCode cuts what the protocol allows around a code: a URI behind it, a namespace before it.
// What is left is no code unless it is one plain word.
func cleanCode(s string) string {
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

// requestID is the service's or the bucket's ID of a request, if it is one plain word. It must not
// be an echo of what was sent.
func requestID(h http.Header, sent ...model.Secret) string {
	id := h.Get("X-Amzn-Requestid")
	if id == "" {
		id = h.Get("X-Amz-Request-Id")
	}
	return safeText(cleanCode(id), sent...)
}

// kindOf sorts an error of the service: by its code where that is known, else by the status.
func kindOf(status int, code string) model.Kind {
	if _, ok := retry.DefaultThrottleErrorCodes[code]; ok {
		return model.KindThrottled
	}
	switch code {
	case "AccessDeniedException", "ExpiredTokenException", "UnrecognizedClientException",
		"MissingAuthenticationTokenException", "NotAuthorized":
		return model.KindDenied
	case "ValidationException":
		return model.KindInvalid
	case "ResourceNotFoundException":
		return model.KindMissing
	case "ConflictException", "ServiceQuotaExceededException":
		return model.KindConflict
	case "InternalServerException", "ServiceUnavailable":
		return model.KindServer
	}
	return kindOfStatus(status)
}

func kindOfStatus(status int) model.Kind {
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

// worthRetrying reports whether the same request may be answered better in a moment.
func worthRetrying(p *model.Problem) bool {
	if p.Kind == model.KindThrottled || p.Kind == model.KindJunk {
		return true
	}
	_, code := retry.DefaultRetryableErrorCodes[p.Code]
	_, status := retry.DefaultRetryableHTTPStatusCodes[p.Status]
	return code || p.Kind == model.KindServer && (status || p.Status < http.StatusInternalServerError)
}

// ended is the problem of a call whose context is over.
func ended(ctx context.Context, op string) *model.Problem {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return &model.Problem{Kind: model.KindTimeout, Op: op, Err: context.DeadlineExceeded}
	}
	return &model.Problem{Kind: model.KindCancelled, Op: op, Err: context.Canceled}
}

// broken makes a fault of a request that got no answer, or lost it. outer is the caller's context,
// inner that of the try.
func (c *Client) broken(outer, inner context.Context, op string, err error) *fault {
	if outer.Err() != nil {
		return &fault{problem: ended(outer, op)}
	}
	p := &model.Problem{Kind: model.KindOffline, Op: op}
	if inner.Err() != nil {
		p.Kind, p.Err = model.KindTimeout, context.DeadlineExceeded
		return &fault{problem: p}
	}
	var own *model.Problem
	if errors.As(err, &own) { // of a CA bundle that is read late
		return &fault{problem: own}
	}
	f := &fault{problem: p}
	p.Detail, f.again, p.Err = explain(err)
	if isOutOfFiles(err) {
		p.Code = model.CodeOpenFiles
	}
	switch p.Cause = causeOf(err, c.now()); p.Cause { //nolint:exhaustive // the others are named already
	case model.CauseEarly:
		p.Detail = "TLS certificate not valid yet"
	case model.CauseLate:
		p.Detail = "TLS certificate expired"
	}
	return f
}

// decode reads one JSON object into value. A member of an unexpected type is left out, and the
// rest is kept. For anything but an object it returns what it was; isCut tells that it looked like
// the beginning of one.
func decode(data []byte, value any) (what string, isCut bool) {
	data = trim(data)
	if what := notJSON(data); what != "" {
		return what, false
	}
	err := json.Unmarshal(data, value)
	var mistyped *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case err == nil || errors.As(err, &mistyped):
		return "", false
	case errors.As(err, &syntax) && syntax.Offset >= int64(len(data)):
		return "JSON cut short", true
	}
	return "broken JSON", false
}
