package api

import (
	"compress/gzip"
	"encoding/xml"
	"io"
	"net/http"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws/retry"

	"attache/model"
)

// hostAnswer is the most read of an error of the file's host, in bytes.
const hostAnswer = 64 << 10

// hostError is S3's error document, as far as it is used. The rest of it may hold what was signed.
type hostError struct {
	Code      string
	Message   string
	RequestID string `xml:"RequestId"`
	Size      string `xml:"ActualObjectSize"` // with InvalidRange alone
}

// hostFault makes a fault of an answer of the file's host that is not the file.
func (t *transfer) hostFault(resp *http.Response) *fault {
	data, err := io.ReadAll(io.LimitReader(errorBody(resp), hostAnswer))
	if said, ok := readHostError(data); ok {
		return t.hostSaid(resp, said)
	}
	p := &model.Problem{
		Kind: hostKind(resp.StatusCode, "", ""), Op: opDownload, Status: resp.StatusCode,
		RequestID: requestID(resp.Header, t.link.URL),
	}
	if err == nil && len(trim(data)) > 0 {
		p.Detail = notJSON(trim(data))
	}
	if isBetweenHost(resp.StatusCode, p.Detail) {
		p.Kind = model.KindJunk
	}
	return &fault{problem: p, again: isPassing(p.Kind) || p.Kind == model.KindJunk, wait: asked(resp.Header, t.c.now())}
}

// hostSaid makes a fault of an error of the file's host in S3's words, whatever the status that it
// came with.
func (t *transfer) hostSaid(resp *http.Response, said hostError) *fault {
	p := &model.Problem{
		Op: opDownload, Status: resp.StatusCode, RequestID: requestID(resp.Header, t.link.URL),
		Code: safeText(cleanCode(said.Code), t.link.URL), Detail: safeText(said.Message, t.link.URL),
		Said: saidText(said.Message, t.link.URL),
	}
	if p.RequestID == "" {
		p.RequestID = safeText(cleanCode(said.RequestID), t.link.URL)
	}
	p.Kind = hostKind(resp.StatusCode, p.Code, said.Message)
	return &fault{problem: p, again: isPassing(p.Kind), wait: asked(resp.Header, t.c.now())}
}

// errorBody is the answer of a host that compresses its errors even where nobody asked for that.
func errorBody(resp *http.Response) io.Reader {
	if codingOf(resp.Header) == codingGzip {
		if r, err := gzip.NewReader(resp.Body); err == nil {
			return r
		}
	}
	return resp.Body
}

// isBetweenHost reports whether an error that is not in S3's form was answered by something on the
// way. A bucket of another make may leave the body out where a file is not there.
func isBetweenHost(status int, detail string) bool {
	switch status {
	case http.StatusNotFound, http.StatusGone, http.StatusRequestTimeout, http.StatusTooEarly: // as its own
		return detail == htmlPage
	}
	return status >= http.StatusBadRequest && isBetween(status, false)
}

// readHostError reads S3's error document; ok is false for anything else.
func readHostError(data []byte) (said hostError, ok bool) {
	var document struct {
		XMLName xml.Name
		hostError
	}
	if xml.Unmarshal(data, &document) != nil || document.XMLName.Local != "Error" {
		return hostError{}, false
	}
	return document.hostError, true
}

// isPassing reports whether trouble of that kind is worth another try.
func isPassing(k model.Kind) bool { return k == model.KindThrottled || k == model.KindServer }

// hostKind sorts an answer of the file's host: by the code where there is one, else by the status. S3
// gives a dead link, and one from the future, the code of every other refusal, so its sentence must be
// looked at; it has been the same since the signatures exist.
func hostKind(status int, code, message string) model.Kind {
	message = strings.ToLower(message)
	switch {
	case code == "ExpiredToken", code == "TokenRefreshRequired", strings.Contains(message, "request has expired"):
		return model.KindExpired
	case isThrottle(code):
		return model.KindThrottled
	case isPassingCode(code), strings.Contains(message, "not yet valid"), strings.Contains(message, "not valid yet"),
		strings.Contains(message, "not yet current"):
		return model.KindServer
	case strings.HasPrefix(code, "NoSuch"):
		return model.KindMissing
	case status == http.StatusRequestTimeout, status == http.StatusTooEarly:
		return model.KindServer
	}
	switch kind := kindOfStatus(status); kind { //nolint:exhaustive // the others are said by a service, not by a host
	case model.KindThrottled, model.KindMissing, model.KindServer:
		return kind
	}
	return model.KindRefused
}

// isThrottle reports whether a code of the host, or of a service that the host asks for the key,
// says that too much is asked of it at the moment.
func isThrottle(code string) bool {
	_, ok := retry.DefaultThrottleErrorCodes[code]
	return ok || code == "ServerBusy" || strings.Contains(strings.ToLower(code), "throttl")
}

// isPassingCode reports whether a code says that the same request may be answered better in a moment.
func isPassingCode(code string) bool {
	if _, ok := retry.DefaultRetryableErrorCodes[code]; ok {
		return true
	}
	switch code {
	case "InternalError", "InternalFailure", "InternalServerError", "ServiceUnavailable", "ServiceUnavailableException",
		"OperationAborted", "OperationTimedOut", "ConditionalRequestConflict", "RequestTimedOut":
		return true
	// Of the service that keeps the key.
	case "KMS.KMSInternalException", "KMS.DependencyTimeoutException", "KMS.KeyUnavailableException":
		return true
	}
	return false
}
