package api

import (
	"encoding/json"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws/retry"

	"attache/api/wire"
	"attache/model"
)

// refusal makes a fault of an answer that is an error: the code from the header or the body, the
// kind from both code and status. The body may be anything; the status is never lost for it.
func (c *Client) refusal(k call, resp *http.Response, data []byte) *wire.Fault {
	var body struct {
		Type    string `json:"__type"`
		Code    string `json:"code"`
		Message string `json:"message"`
	}
	p := &model.Problem{
		Op: k.op.name, Status: resp.StatusCode, RequestID: wire.RequestID(resp.Header, k.bearer, k.next),
	}
	what, _ := wire.Decode(data, &body)
	switch {
	case what == "":
		p.Detail, p.Said = wire.Text(body.Message, k.bearer, k.next), wire.Said(body.Message, k.bearer, k.next)
	case len(data) > 0:
		p.Detail = what
	}
	code := resp.Header.Get("X-Amzn-Errortype")
	own := wire.Code(code) != "" || what == "" && (body.Type != "" || body.Code != "" || body.Message != "" || isEmpty(data))
	if code == "" {
		code = body.Type
	}
	if code == "" {
		code = body.Code
	}
	p.Code = wire.Text(wire.Code(code), k.bearer, k.next)
	if p.Kind = kindOf(resp.StatusCode, p.Code); wire.IsBetween(resp.StatusCode, own) {
		p.Kind = model.KindJunk
	}
	return &wire.Fault{Problem: p, Again: worthRetrying(p), Wait: wire.RetryAfter(resp.Header, c.now())}
}

// isEmpty reports whether a JSON object has no member: proxies speak JSON too, but with members of their own.
func isEmpty(data []byte) bool {
	var members map[string]json.RawMessage
	return json.Unmarshal(data, &members) == nil && len(members) == 0
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
	return wire.KindOfStatus(status)
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
