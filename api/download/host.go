package download

import (
	"compress/gzip"
	"encoding/xml"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws/retry"

	"attache/api/wire"
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

// HostFault makes a fault of an answer of the file's host that is not the file. link is what was asked for.
func HostFault(resp *http.Response, link model.Secret, now time.Time) *wire.Fault {
	data, err := io.ReadAll(io.LimitReader(errorBody(resp), hostAnswer))
	if said, ok := readHostError(data); ok {
		return hostSaid(resp, said, link, now)
	}
	p := &model.Problem{
		Kind: hostKind(resp.StatusCode, "", ""), Op: opDownload, Status: resp.StatusCode,
		RequestID: wire.RequestID(resp.Header, link),
	}
	if err == nil && len(wire.Trim(data)) > 0 {
		p.Detail = wire.NotJSON(wire.Trim(data))
	}
	if isBetweenHost(resp.StatusCode, p.Detail) {
		p.Kind = model.KindJunk
	}
	return &wire.Fault{Problem: p, Again: isPassing(p.Kind) || p.Kind == model.KindJunk, Wait: wire.RetryAfter(resp.Header, now)}
}

// hostSaid makes a fault of an error of the file's host in S3's words, whatever the status that it
// came with.
func hostSaid(resp *http.Response, said hostError, link model.Secret, now time.Time) *wire.Fault {
	p := &model.Problem{
		Op: opDownload, Status: resp.StatusCode, RequestID: wire.RequestID(resp.Header, link),
		Code: wire.Text(wire.Code(said.Code), link), Detail: wire.Text(said.Message, link),
		Said: wire.Said(said.Message, link),
	}
	if p.RequestID == "" {
		p.RequestID = wire.Text(wire.Code(said.RequestID), link)
	}
	p.Kind = hostKind(resp.StatusCode, p.Code, said.Message)
	return &wire.Fault{Problem: p, Again: isPassing(p.Kind), Wait: wire.RetryAfter(resp.Header, now)}
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
		return detail == wire.HTMLPage
	}
	return status >= http.StatusBadRequest && wire.IsBetween(status, false)
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
	switch kind := wire.KindOfStatus(status); kind { //nolint:exhaustive // the others are said by a service, not by a host
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

// The codings that are decoded.
const (
	codingGzip    = "gzip"
	codingDeflate = "deflate"
)

// codingOf returns the compression of an answer as it must be undone, "" for none. Labels that name no
// compression say nothing about the bytes; stores leave "aws-chunked" and senders "utf-8".
func codingOf(h http.Header) string {
	var names []string
	for name := range strings.SplitSeq(strings.ToLower(strings.Join(h.Values("Content-Encoding"), ",")), ",") {
		switch name = strings.TrimPrefix(strings.TrimSpace(name), "x-"); name {
		case codingGzip, codingDeflate, "br", "zstd", "compress", "dcb", "dcz", "bzip2", "bzip", "xz", "lzma", "lz4", "snappy":
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}
