package api

import (
	"encoding/xml"
	"io"
	"net/http"
	"strings"

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
	data, err := io.ReadAll(io.LimitReader(resp.Body, hostAnswer))
	p := &model.Problem{Op: opDownload, Status: resp.StatusCode, RequestID: requestID(resp.Header, t.link.URL)}
	said, ok := readHostError(data)
	switch {
	case ok:
		p.Code = safeText(cleanCode(said.Code), t.link.URL)
		p.Detail = safeText(said.Message, t.link.URL)
		if p.RequestID == "" {
			p.RequestID = safeText(cleanCode(said.RequestID), t.link.URL)
		}
	case err == nil && len(trim(data)) > 0:
		p.Detail = notJSON(trim(data))
	}
	p.Kind = hostKind(resp.StatusCode, p.Code, said.Message)
	if !ok && isBetweenHost(resp.StatusCode, p.Detail) {
		p.Kind = model.KindJunk
	}
	again := p.Kind == model.KindThrottled || p.Kind == model.KindServer || p.Kind == model.KindJunk
	return &fault{problem: p, again: again, wait: asked(resp.Header, t.c.now())}
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

// hostKind sorts an answer of the file's host. S3 gives a dead link the code of every other
// refusal, so its sentence must be looked at; it has been the same since the signatures exist.
func hostKind(status int, code, message string) model.Kind {
	switch {
	case code == "ExpiredToken",
		status == http.StatusForbidden && strings.Contains(strings.ToLower(message), "request has expired"):
		return model.KindExpired
	case code == "SlowDown" || status == http.StatusTooManyRequests:
		return model.KindThrottled
	case status == http.StatusNotFound || status == http.StatusGone:
		return model.KindMissing
	case status >= http.StatusInternalServerError:
		return model.KindServer
	}
	return model.KindRefused
}
