package emulator

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestAnObjectIsAskedForByItsDateAsWithS3(t *testing.T) {
	w := start(t, Options{Scenario: "still", Unlimited: true})
	link := w.link(300).URL
	whole := w.get(link)
	at, err := http.ParseTime(whole.header.Get("Last-Modified"))
	if err != nil {
		t.Fatal(err)
	}
	same, before, etag := at.Format(http.TimeFormat), at.Add(-time.Second).Format(http.TimeFormat), whole.header.Get("ETag")
	for _, c := range []struct {
		header []string
		status int
	}{
		{[]string{"If-Modified-Since", same}, 304},
		{[]string{"If-Modified-Since", before}, 200},
		{[]string{"If-Modified-Since", "soon"}, 200},
		{[]string{"If-Unmodified-Since", same}, 200},
		{[]string{"If-Unmodified-Since", before}, 412},
		{[]string{"If-Unmodified-Since", "soon"}, 200},
		{[]string{"If-Match", etag, "If-Unmodified-Since", before}, 200},
		{[]string{"If-None-Match", `"x"`, "If-Modified-Since", same}, 200},
	} {
		if a := w.get(link, c.header...); a.status != c.status {
			t.Errorf("%q: %d, not %d", c.header, a.status, c.status)
		}
	}
}

func TestALinkThroughAProxyThatEndsTLSIsHTTPS(t *testing.T) {
	w := start(t, Options{Scenario: "still"})
	id := w.attachments()[0].AttachmentID
	link := decode[seenLink](t, w.post("attachment", `{"AttachmentId":"`+id+`"}`, "X-Forwarded-Proto", "https")).URL
	if !strings.HasPrefix(link, "https://"+host+"/") || w.get("http"+strings.TrimPrefix(link, "https")).status != http.StatusOK {
		t.Error(link)
	}
}
