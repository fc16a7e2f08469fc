package emulator

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestEachTokenOpensItsOwnOperationsOnly(t *testing.T) {
	w := start(t, Options{})
	for name, c := range map[string]struct {
		path, token string
		status      int
	}{
		"participant token connects":           {"connection", w.ParticipantToken(), 200},
		"connection token does not connect":    {"connection", w.ConnectionToken(), 403},
		"connection token reads":               {"transcript", w.ConnectionToken(), 200},
		"participant token does not read":      {"transcript", w.ParticipantToken(), 403},
		"participant token does not fetch":     {"attachment", w.ParticipantToken(), 403},
		"no token":                             {"transcript", "", 403},
		"another server's token":               {"transcript", start(t, Options{}).ConnectionToken(), 403},
		"a changed token":                      {"transcript", changed(w.ConnectionToken(), 20), 403},
		"a token over the documented 1000":     {"transcript", strings.Repeat("x", 1001), 400},
		"a token of exactly 1000, made up":     {"transcript", strings.Repeat("x", 1000), 403},
		"a Bearer prefix is not the service's": {"transcript", "Bearer " + w.ConnectionToken(), 403},
	} {
		a := w.post(c.path, "{}", bearer, c.token)
		if a.status != c.status {
			t.Errorf("%s: status %d, want %d", name, a.status, c.status)
		}
	}
	w.tick(24*time.Hour - time.Millisecond)
	if a := w.post("transcript", "{}"); a.status != http.StatusOK {
		t.Errorf("just before a day has passed: status %d", a.status)
	}
	w.tick(time.Millisecond)
	if a := w.post("transcript", "{}"); a.status != http.StatusForbidden {
		t.Errorf("after a day: status %d", a.status)
	}
	if a := w.post("connection", "{}", bearer, w.ParticipantToken()); a.status != http.StatusOK {
		t.Errorf("the participant token ended with the connection token: status %d", a.status)
	}
}

// changed returns text with one character another.
func changed(text string, at int) string {
	other := "A"
	if text[at] == 'A' {
		other = "B"
	}
	return text[:at] + other + text[at+1:]
}

func TestSignedRequestsAreTakenLikeUnsignedOnes(t *testing.T) {
	w := start(t, Options{})
	a := w.post("transcript", "{}", "Authorization",
		"AWS4-HMAC-SHA256 Credential=x/20260314/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature=00")
	if a.status != http.StatusOK {
		t.Errorf("status %d", a.status)
	}
}

func TestRatesAreTheServices(t *testing.T) {
	w := start(t, Options{Scenario: "empty"})
	spend := func() int {
		n := 0
		for w.post("transcript", "{}").status == http.StatusOK {
			n++
		}
		return n
	}
	if n := spend(); n != 12 {
		t.Errorf("a burst of %d, not 12", n)
	}
	if a := w.post("transcript", "{}"); a.header.Get("Retry-After") != "1" {
		t.Errorf("Retry-After: %q", a.header.Get("Retry-After"))
	}
	if a := w.post("attachment", `{"AttachmentId":"x"}`); a.status != http.StatusBadRequest {
		t.Errorf("the other operation's bucket was emptied too: status %d", a.status)
	}
	w.tick(time.Second)
	if n := spend(); n != 8 {
		t.Errorf("%d calls after a second, not 8", n)
	}
	w.tick(time.Hour)
	if n := spend(); n != 12 {
		t.Errorf("the bucket holds %d after an hour, not 12", n)
	}
	a := w.post("transcript", "{}")
	if a.status != http.StatusTooManyRequests || a.header.Get("X-Amzn-Errortype") != "ThrottlingException" {
		t.Errorf("throttled with %d %s", a.status, a.header.Get("X-Amzn-Errortype"))
	}
	free := start(t, Options{Scenario: "empty", Unlimited: true})
	for range 40 {
		if a := free.post("transcript", "{}"); a.status != http.StatusOK {
			t.Fatalf("unlimited, yet %d", a.status)
		}
	}
}

func TestRatesOfConnectAreThoseOfTheAccount(t *testing.T) {
	const details = `{"InstanceId":"i","ContactFlowId":"f","ParticipantDetails":{"DisplayName":"R"}}`
	w := start(t, Options{Scenario: "empty"})
	for _, c := range []struct {
		method, path, body string
		burst, second      int
	}{
		{http.MethodPut, "/contact/chat", details, 8, 5},
		{http.MethodPost, "/contact/create-participant", "{}", 8, 5},
		{http.MethodPost, "/contact/stop", "{}", 5, 2},
		{http.MethodGet, "/contact/attributes/i/c", "", 5, 2},
	} {
		call := func() int { return w.do(c.method, "http://"+host+c.path, c.body).status }
		spend := func() (n int) {
			for call() != http.StatusTooManyRequests {
				n++
			}
			return n
		}
		if first := spend(); first != c.burst {
			t.Errorf("%s: a burst of %d, not %d", c.path, first, c.burst)
		}
		w.tick(time.Second)
		if then := spend(); then != c.second {
			t.Errorf("%s: %d a second, not %d", c.path, then, c.second)
		}
		w.tick(time.Hour)
	}
	free := start(t, Options{Scenario: "empty", Unlimited: true})
	for range 30 {
		equal(free, free.do(http.MethodPut, "http://"+host+"/contact/chat", details).status, 200)
	}
}

func TestDateIsTheServicesClock(t *testing.T) {
	w := start(t, Options{Faults: []string{"skew=-1h"}})
	if got := w.post("transcript", "{}").header.Get("Date"); got != "Sat, 14 Mar 2026 09:00:00 GMT" {
		t.Errorf("Date is %s", got)
	}
	w.AdvanceClock(90 * time.Minute)
	if got := w.post("transcript", "{}").header.Get("Date"); got != "Sat, 14 Mar 2026 10:30:00 GMT" {
		t.Errorf("Date is %s after the clock moved", got)
	}
}

func TestOnlyScannedFilesOfALivingChatAreHad(t *testing.T) {
	w := start(t, Options{Unlimited: true})
	w.shrink()
	for _, a := range w.attachments() {
		want := http.StatusOK
		if a.Status != approved {
			want = http.StatusBadRequest
		}
		if got := w.post("attachment", `{"AttachmentId":"`+a.AttachmentID+`"}`); got.status != want {
			t.Errorf("%q, %s: status %d, want %d", a.AttachmentName, a.Status, got.status, want)
		}
	}
	w.FinishScans(true)
	for _, a := range w.attachments() {
		if a.Status == inProgress {
			t.Errorf("%q is still being scanned", a.AttachmentName)
		}
	}
	if a := w.post("disconnect", "{}"); a.status != http.StatusOK {
		t.Errorf("disconnect: status %d", a.status)
	}
	for _, path := range []string{"transcript", "attachment", "message"} {
		if a := w.post(path, "{}"); a.status != http.StatusForbidden {
			t.Errorf("%s in an ended chat: status %d", path, a.status)
		}
	}
	if a := w.post("connection", "{}", bearer, w.ParticipantToken()); a.status != http.StatusForbidden {
		t.Errorf("connecting to an ended chat: status %d", a.status)
	}
	bot := start(t, Options{Scenario: "bot"})
	if a := bot.post("attachment", `{"AttachmentId":"`+bot.attachments()[0].AttachmentID+`"}`); a.status != 403 {
		t.Errorf("a bot got status %d", a.status)
	}
}

func TestBrowsersOfOtherOriginsAreLetIn(t *testing.T) {
	w := start(t, Options{})
	a := w.do(http.MethodOptions, "http://"+host+"/participant/transcript", "",
		"Origin", "https://shop.example", "Access-Control-Request-Headers", "x-amz-bearer,content-type")
	if a.status != 200 || a.header.Get("Access-Control-Allow-Headers") != "x-amz-bearer,content-type" {
		t.Errorf("preflight: %d %v", a.status, a.header)
	}
	if a := w.post("transcript", "{}", "Origin", "https://shop.example"); a.header.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("answer: %v", a.header)
	}
}
