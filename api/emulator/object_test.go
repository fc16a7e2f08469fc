package emulator

import (
	"encoding/xml"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// s3Error is what a foreign client reads of S3's XML.
type s3Error struct {
	XMLName          xml.Name `xml:"Error"`
	Code             string
	Message          string
	AmzExpires       string `xml:"X-Amz-Expires"`
	Expires          string
	ServerTime       string
	StringToSign     string
	CanonicalRequest string
	HeadersNotSigned string
	ActualObjectSize string
	RangeRequested   string
	RequestID        string `xml:"RequestId"`
	HostID           string `xml:"HostId"`
}

func s3Fails(t *testing.T, what string, a reply, status int, code string) s3Error {
	t.Helper()
	var e s3Error
	if err := xml.Unmarshal([]byte(a.body), &e); err != nil {
		t.Fatalf("%s: %v in %.200s", what, err, a.body)
	}
	if a.status != status || e.Code != code {
		t.Errorf("%s: %d %s, want %d %s", what, a.status, e.Code, status, code)
	}
	if e.RequestID == "" || e.RequestID != a.header.Get("X-Amz-Request-Id") || e.HostID != a.header.Get("X-Amz-Id-2") ||
		a.header.Get("Content-Type") != "application/xml" || a.header.Get("Server") != "AmazonS3" {
		t.Errorf("%s: it does not look like S3: %v", what, a.header)
	}
	return e
}

func TestALinkLivesUntilItsExpiryAndThenSaysSo(t *testing.T) {
	w := start(t, Options{Scenario: "bulk"})
	link := w.link(20)
	w.tick(20*time.Second - 251*time.Millisecond) // the clock stands at .250
	if a := w.get(link.URL); a.status != http.StatusOK || int64(len(a.body)) != link.AttachmentSizeInBytes {
		t.Errorf("just before its expiry: %d, %d bytes", a.status, len(a.body))
	}
	w.tick(time.Millisecond)
	e := s3Fails(t, "at its expiry", w.get(link.URL), http.StatusForbidden, "AccessDenied")
	if e.Message != "Request has expired" || e.AmzExpires != "20" || e.Expires != "2026-03-14T10:00:20Z" ||
		e.ServerTime != "2026-03-14T10:00:20Z" {
		t.Errorf("the answer is %+v", e)
	}
}

func TestLifeIsThreeHundredSecondsUnlessAsked(t *testing.T) {
	w := start(t, Options{Scenario: "bulk"})
	id := w.attachments()[0].AttachmentID
	link := decode[seenLink](t, w.post("attachment", `{"AttachmentId":"`+id+`"}`))
	if !strings.Contains(link.URL, "X-Amz-Expires=300&") || link.URLExpiry != "2026-03-14T10:05:00.000Z" {
		t.Errorf("expiry %s", link.URLExpiry)
	}
}

func TestOnlyTheSignedRequestIsServed(t *testing.T) {
	w := start(t, Options{Scenario: "bulk"})
	link := w.link(300)
	bare, _, _ := strings.Cut(link.URL, "?")
	for what, c := range map[string]struct {
		url    string
		status int
		code   string
	}{
		"another signature":  {changed(link.URL, len(link.URL)-1), 403, "SignatureDoesNotMatch"},
		"a longer life":      {strings.Replace(link.URL, "X-Amz-Expires=300", "X-Amz-Expires=301", 1), 403, "SignatureDoesNotMatch"},
		"another file":       {strings.Replace(link.URL, "_UTC.", "_UTX.", 1), 403, "SignatureDoesNotMatch"},
		"one parameter more": {link.URL + "&response-content-type=text/html", 403, "SignatureDoesNotMatch"},
		"no signature":       {bare, 403, "AccessDenied"},
		"half a signature":   {strings.Replace(link.URL, "X-Amz-Date", "X-Amz-Day", 1), 400, "AuthorizationQueryParametersError"},
		"another signer":     {strings.Replace(link.URL, "Credential=ASIA", "Credential=AKIA", 1), 403, "InvalidAccessKeyId"},
		"a life over a week": {strings.Replace(link.URL, "X-Amz-Expires=300", "X-Amz-Expires=604801", 1), 400, "AuthorizationQueryParametersError"},
		"a broken date":      {strings.Replace(link.URL, "X-Amz-Date=2026", "X-Amz-Date=26", 1), 400, "AuthorizationQueryParametersError"},
	} {
		e := s3Fails(t, what, w.get(c.url), c.status, c.code)
		if c.code == "SignatureDoesNotMatch" && (!strings.HasPrefix(e.StringToSign, "AWS4-HMAC-SHA256\n") || e.CanonicalRequest == "") {
			t.Errorf("%s: no StringToSign in the answer", what)
		}
	}
	s3Fails(t, "Authorization too", w.get(link.URL, "Authorization", "Bearer x"), 400, "InvalidArgument")
	e := s3Fails(t, "a leaked bearer token", w.get(link.URL, bearer, "secret"), 403, "AccessDenied")
	if e.HeadersNotSigned != "x-amz-bearer" {
		t.Errorf("the unsigned header is named %q", e.HeadersNotSigned)
	}
	s3Fails(t, "another host", w.get(link.URL, "Host", "elsewhere.test"), 403, "SignatureDoesNotMatch")
	for _, method := range []string{http.MethodPut, http.MethodDelete} { // the link is signed for GET
		s3Fails(t, method, w.do(method, link.URL, "x"), 403, "SignatureDoesNotMatch")
	}
	s3Fails(t, "POST", w.do(http.MethodPost, link.URL, "x"), 405, "MethodNotAllowed")
	if a := w.do(http.MethodHead, link.URL, ""); a.status != http.StatusForbidden || a.body != "" {
		t.Errorf("HEAD of a URL signed for GET: %d", a.status)
	}
	if a := w.get(link.URL); a.status != http.StatusOK {
		t.Errorf("the URL itself: %d", a.status)
	}
}

func TestRangesAreS3s(t *testing.T) {
	w := start(t, Options{Scenario: "bulk", Size: 1000})
	link := w.link(300)
	whole := w.get(link.URL)
	etag, modified := whole.header.Get("Etag"), whole.header.Get("Last-Modified")
	if len(whole.body) != 1000 || whole.header.Get("Accept-Ranges") != "bytes" || whole.header.Get("Content-Length") != "1000" {
		t.Fatalf("the whole object: %d bytes, %v", len(whole.body), whole.header)
	}
	for _, c := range []struct {
		header   []string
		status   int
		from, to int
		content  string
	}{
		{[]string{"Range", "bytes=0-9"}, 206, 0, 10, "bytes 0-9/1000"},
		{[]string{"Range", "bytes=990-"}, 206, 990, 1000, "bytes 990-999/1000"},
		{[]string{"Range", "bytes=-5"}, 206, 995, 1000, "bytes 995-999/1000"},
		{[]string{"Range", "bytes=-5000"}, 206, 0, 1000, "bytes 0-999/1000"},
		{[]string{"Range", "bytes=999-5000"}, 206, 999, 1000, "bytes 999-999/1000"},
		{[]string{"Range", "bytes=0-1,5-6"}, 200, 0, 1000, ""},
		{[]string{"Range", "bytes=9-3"}, 200, 0, 1000, ""},
		{[]string{"Range", "bytes=x-"}, 200, 0, 1000, ""},
		{[]string{"Range", "lines=1-2"}, 200, 0, 1000, ""},
		{[]string{"Range", "bytes=5-9", "If-Range", etag}, 206, 5, 10, "bytes 5-9/1000"},
		{[]string{"Range", "bytes=5-9", "If-Range", modified}, 206, 5, 10, "bytes 5-9/1000"},
		{[]string{"Range", "bytes=5-9", "If-Range", `"other"`}, 200, 0, 1000, ""},
		{[]string{"Range", "bytes=5-9", "If-Match", etag}, 206, 5, 10, "bytes 5-9/1000"},
		{[]string{"If-None-Match", etag}, 304, 0, 0, ""},
	} {
		a := w.get(link.URL, c.header...)
		if a.status != c.status || a.body != whole.body[c.from:c.to] || a.header.Get("Content-Range") != c.content {
			t.Errorf("%v: %d, %d bytes, %q", c.header, a.status, len(a.body), a.header.Get("Content-Range"))
		}
	}
	for _, beyond := range []string{"bytes=1000-", "bytes=5000-6000", "bytes=-0"} {
		e := s3Fails(t, beyond, w.get(link.URL, "Range", beyond), 416, "InvalidRange")
		if e.ActualObjectSize != "1000" || e.RangeRequested != beyond {
			t.Errorf("%s: %+v", beyond, e)
		}
	}
	s3Fails(t, "If-Match", w.get(link.URL, "If-Match", `"other"`, "Range", "bytes=5-9"), 412, "PreconditionFailed")
	if again := w.get(w.link(60).URL); again.header.Get("Etag") != etag {
		t.Errorf("a fresh link changed the ETag from %s to %s", etag, again.header.Get("Etag"))
	}
}

func TestURLsLeadBackToTheHostThatWasAsked(t *testing.T) {
	w := start(t, Options{})
	body := `{"AttachmentId":"` + w.attachments()[0].AttachmentID + `"}`
	link := decode[seenLink](t, w.post("attachment", body, "Host", "127.0.0.1:4711"))
	if !strings.HasPrefix(link.URL, "http://127.0.0.1:4711/amazon-connect-") || len(link.URL) >= 2000 {
		t.Errorf("%d characters: %.60s", len(link.URL), link.URL)
	}
	if a := w.post("attachment", body, "Host", strings.Repeat("x", 2000)); a.status != http.StatusBadRequest {
		t.Errorf("a URL over 2000 characters was handed out: %d", a.status)
	}
}

func TestTheDispositionCarriesAnyNameSafely(t *testing.T) {
	for _, scenario := range []string{"demo", "hostile"} {
		w := start(t, Options{Scenario: scenario, Unlimited: true})
		w.shrink()
		for _, a := range w.attachments() {
			if a.Status != approved {
				continue
			}
			link := decode[seenLink](t, w.post("attachment", `{"AttachmentId":"`+a.AttachmentID+`"}`))
			got := w.get(link.URL, "Range", "bytes=0-0")
			if got.status != http.StatusPartialContent || got.header.Get("X-Injected") != "" {
				t.Errorf("%q: %d %v", a.AttachmentName, got.status, got.header)
			}
			_, encoded, _ := strings.Cut(got.header.Get("Content-Disposition"), "filename*=UTF-8''")
			if name, err := url.PathUnescape(encoded); err != nil || name != a.AttachmentName {
				t.Errorf("%q came back as %q", a.AttachmentName, name)
			}
		}
	}
}

func TestAnEndedSessionKillsEveryLink(t *testing.T) {
	w := start(t, Options{Scenario: "bulk"})
	link := w.link(300)
	w.ExpireLinks()
	s3Fails(t, "an old link", w.get(link.URL), http.StatusBadRequest, "ExpiredToken")
	if a := w.get(w.link(300).URL); a.status != http.StatusOK {
		t.Errorf("a new link: %d", a.status)
	}
}

func TestAnObjectThatWasRejectedIsGone(t *testing.T) {
	w := start(t, Options{Scenario: "bulk"})
	link := w.link(300)
	for _, f := range w.talk().Files {
		f.Status = rejected
	}
	s3Fails(t, "its link", w.get(link.URL), http.StatusNotFound, "NoSuchKey")
}
