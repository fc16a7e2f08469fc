package bucket

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// objectError is an error of S3: its XML answer, with the members that each code brings.
type objectError struct {
	XMLName xml.Name `xml:"Error"`
	status  int

	Code    string
	Message string

	// "Request has expired"
	AmzExpires string `xml:"X-Amz-Expires,omitempty"`
	Expires    string `xml:",omitempty"`
	ServerTime string `xml:",omitempty"`

	// SignatureDoesNotMatch
	AWSAccessKeyID        string `xml:"AWSAccessKeyId,omitempty"`
	StringToSign          string `xml:",omitempty"`
	SignatureProvided     string `xml:",omitempty"`
	StringToSignBytes     string `xml:",omitempty"`
	CanonicalRequest      string `xml:",omitempty"`
	CanonicalRequestBytes string `xml:",omitempty"`

	// InvalidRange, PreconditionFailed, NoSuchKey and others
	RangeRequested   string `xml:",omitempty"`
	ActualObjectSize string `xml:",omitempty"`
	Condition        string `xml:",omitempty"`
	Key              string `xml:",omitempty"`
	HeadersNotSigned string `xml:",omitempty"`
	ArgumentName     string `xml:",omitempty"`
	ArgumentValue    string `xml:",omitempty"`
	Method           string `xml:",omitempty"`

	RequestID string `xml:"RequestId"`
	HostID    string `xml:"HostId"`
}

func refuse(status int, code, message string) *objectError {
	return &objectError{status: status, Code: code, Message: message}
}

// mismatch is the answer to a URL that was changed, or asked for with another method than GET.
func mismatch(text, canonical, provided string) *objectError {
	no := refuse(http.StatusForbidden, "SignatureDoesNotMatch",
		"The request signature we calculated does not match the signature you provided. Check your key and signing method.")
	no.AWSAccessKeyID, no.StringToSign, no.SignatureProvided = accessKeyID, text, provided
	no.StringToSignBytes, no.CanonicalRequest, no.CanonicalRequestBytes = spaced(text), canonical, spaced(canonical)
	return no
}

// spaced writes text as hexadecimal bytes.
func spaced(text string) string { return fmt.Sprintf("% x", text) }

func slowDown() *objectError {
	return refuse(http.StatusServiceUnavailable, "SlowDown", "Please reduce your request rate.")
}

func noSuchKey(key string) *objectError {
	no := refuse(http.StatusNotFound, "NoSuchKey", "The specified key does not exist.")
	no.Key = key
	return no
}

// markObject sets the headers that S3 sends with every answer, two ids among them.
func (b *Bucket) markObject(h http.Header) {
	var ids [56]byte
	b.chat.Secret.Draw(ids[:])
	h.Set("X-Amz-Request-Id", strings.ToUpper(hex.EncodeToString(ids[:8])))
	h.Set("X-Amz-Id-2", base64.StdEncoding.EncodeToString(ids[8:]))
	h.Set("Server", "AmazonS3")
}

// writeObjectError sends S3's XML; an answer to HEAD has the headers alone.
func writeObjectError(w http.ResponseWriter, r *http.Request, no *objectError) {
	h := w.Header()
	no.RequestID, no.HostID = h.Get("X-Amz-Request-Id"), h.Get("X-Amz-Id-2")
	body, err := xml.Marshal(no)
	if err != nil {
		http.Error(w, "", http.StatusInternalServerError)
		return
	}
	body = append([]byte(xml.Header), body...)
	h.Set("Content-Type", "application/xml")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(no.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) //nolint:gosec // XML-escaped, and no page; a client that has gone away is no fault of ours
	}
}
