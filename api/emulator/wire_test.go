package emulator

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// sample reads one of the samples of the wire that the client is tested with too.
func sample(t *testing.T, name string) map[string]any {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "testdata", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var v map[string]any
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return v
}

// shape writes the members of v and their JSON types, not their values.
func shape(v any) string {
	switch v := v.(type) {
	case map[string]any:
		var b strings.Builder
		for _, k := range slices.Sorted(maps.Keys(v)) {
			fmt.Fprintf(&b, "%s:%s ", k, shape(v[k]))
		}
		return "{" + strings.TrimSpace(b.String()) + "}"
	case []any:
		kinds := map[string]bool{}
		for _, e := range v {
			kinds[shape(e)] = true
		}
		return fmt.Sprint(slices.Sorted(maps.Keys(kinds)))
	}
	return fmt.Sprintf("%T", v)
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if g, w := shape(got), shape(want); g != w {
		t.Errorf("%s has the shape\n %s\nnot that of the sample\n %s", what, g, w)
	}
}

func TestConnectionIsSpokenAsInTheSamples(t *testing.T) {
	w := start(t, Options{})
	request, err := json.Marshal(sample(t, "connection-request"))
	if err != nil {
		t.Fatal(err)
	}
	a := w.post("connection", string(request), bearer, w.ParticipantToken())
	got := decode[map[string]any](t, a)
	same(t, "connection", got, sample(t, "connection-response"))
	credentials, ok := got["ConnectionCredentials"].(map[string]any)
	if !ok || credentials["Expiry"] != "2026-03-15T10:00:00.250Z" {
		t.Errorf("credentials end at %v, not after one day", credentials["Expiry"])
	}
	token := fmt.Sprint(credentials["ConnectionToken"])
	if a := w.post("transcript", "{}", bearer, token); a.status != http.StatusOK {
		t.Errorf("the token handed out is answered with %d", a.status)
	}
}

func TestTranscriptIsSpokenAsInTheSamples(t *testing.T) {
	w := start(t, Options{})
	request, want := sample(t, "transcript-request"), sample(t, "transcript-response")
	items := decode[seen](t, w.post("transcript", `{"ScanDirection":"FORWARD","SortOrder":"ASCENDING"}`))
	request["NextToken"] = items.NextToken
	request["StartPosition"] = map[string]any{"Id": items.Transcript[0].ID}
	request["MaxResults"] = 20
	body, err := json.Marshal(request)
	if err != nil {
		t.Fatal(err)
	}
	got := decode[map[string]any](t, w.post("transcript", string(body)))
	byType, met := map[string]string{}, map[string]bool{}
	for _, it := range want["Transcript"].([]any) {
		byType[it.(map[string]any)["Type"].(string)] = shape(it)
	}
	for _, it := range got["Transcript"].([]any) {
		kind := it.(map[string]any)["Type"].(string)
		if g := shape(it); g != byType[kind] {
			t.Errorf("%s has the shape\n %s\nnot that of the sample\n %s", kind, g, byType[kind])
		}
		met[kind] = true
	}
	if len(met) != len(byType) {
		t.Errorf("only %v were met, so the others were not compared", met)
	}
	got["Transcript"], want["Transcript"] = nil, nil
	same(t, "transcript", got, want)
}

func TestAttachmentIsSpokenAsInTheSamples(t *testing.T) {
	w := start(t, Options{Scenario: "bulk"})
	request := sample(t, "attachment-request")
	request["AttachmentId"] = w.attachments()[0].AttachmentID
	body, err := json.Marshal(request)
	if err != nil {
		t.Fatal(err)
	}
	got := decode[map[string]any](t, w.post("attachment", string(body)))
	want := sample(t, "attachment-response")
	same(t, "attachment", got, want)
	parameters := func(v any) []string {
		_, query, _ := strings.Cut(fmt.Sprint(v), "?")
		var names []string
		for pair := range strings.SplitSeq(query, "&") {
			name, _, _ := strings.Cut(pair, "=")
			names = append(names, name)
		}
		slices.Sort(names)
		return names
	}
	if g, s := parameters(got["Url"]), parameters(want["Url"]); !slices.Equal(g, s) {
		t.Errorf("the URL has the parameters %v, not the sample's %v", g, s)
	}
	if got["UrlExpiry"] != "2026-03-14T10:02:00.000Z" {
		t.Errorf("UrlExpiry is %v, not 120 s after the whole second", got["UrlExpiry"])
	}
}

func TestErrorsAreSpokenAsInTheSamples(t *testing.T) {
	w := start(t, Options{})
	w.ThrottleNext(1)
	throttled := w.post("transcript", "{}")
	w.FailNext(1)
	failed := w.post("transcript", "{}")
	for name, got := range map[string]reply{
		"error-access-denied": w.post("transcript", "{}", bearer, "made up"),
		"error-validation":    w.post("attachment", `{"AttachmentId":"unknown"}`),
		"error-throttling":    throttled,
		"error-internal":      failed,
	} {
		want := sample(t, name)
		if float64(got.status) != want["status"] {
			t.Errorf("%s: status %d", name, got.status)
		}
		for key, value := range want["headers"].(map[string]any) {
			g := got.header.Get(key)
			if len(g) != len(value.(string)) || key != "X-Amzn-Requestid" && g != value {
				t.Errorf("%s: %s is %q, in the sample %q", name, key, g, value)
			}
		}
		var body map[string]any
		if err := json.Unmarshal([]byte(got.body), &body); err != nil {
			t.Fatal(err)
		}
		same(t, name, body, want["body"])
	}
}

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

func TestLimitsAreTheDocumentedOnes(t *testing.T) {
	w := start(t, Options{Unlimited: true})
	id := w.attachments()[0].AttachmentID
	long := func(n int) string { return strings.Repeat("é", n) }
	token := decode[seen](t, w.post("transcript", "{}")).NextToken
	for _, c := range []struct {
		path, body string
		status     int
	}{
		{"attachment", `{"AttachmentId":"` + id + `"}`, 200},
		{"attachment", `{"AttachmentId":"` + id + `","UrlExpiryInSeconds":5}`, 200},
		{"attachment", `{"AttachmentId":"` + id + `","UrlExpiryInSeconds":300}`, 200},
		{"attachment", `{"AttachmentId":"` + id + `","UrlExpiryInSeconds":null}`, 200},
		{"attachment", `{"AttachmentId":"` + id + `","Unknown":[{}]}`, 200},
		{"attachment", `{"AttachmentId":"` + id + `","UrlExpiryInSeconds":4}`, 400},
		{"attachment", `{"AttachmentId":"` + id + `","UrlExpiryInSeconds":301}`, 400},
		{"attachment", `{"AttachmentId":"` + id + `","UrlExpiryInSeconds":60.5}`, 400},
		{"attachment", `{"AttachmentId":"` + id + `","UrlExpiryInSeconds":"60"}`, 400},
		{"attachment", `{"attachmentId":"` + id + `"}`, 400},
		{"attachment", `{"AttachmentId":""}`, 400},
		{"attachment", `{"AttachmentId":7}`, 400},
		{"attachment", `{"AttachmentId":"` + long(257) + `"}`, 400},
		{"attachment", `{}`, 400},
		{"attachment", ``, 400},
		{"attachment", `[]`, 400},
		{"attachment", `null`, 400},
		{"attachment", `{"AttachmentId":"` + id, 400},
		{"transcript", ``, 200},
		{"transcript", `{"StartPosition":{}}`, 200},
		{"transcript", `{"MaxResults":0}`, 200},
		{"transcript", `{"MaxResults":100}`, 200},
		{"transcript", `{"MaxResults":101}`, 400},
		{"transcript", `{"MaxResults":-1}`, 400},
		{"transcript", `{"ScanDirection":"SIDEWAYS"}`, 400},
		{"transcript", `{"SortOrder":"ascending"}`, 400},
		{"transcript", `{"ContactId":""}`, 400},
		{"transcript", `{"ContactId":"` + long(256) + `"}`, 200},
		{"transcript", `{"ContactId":"` + long(257) + `"}`, 400},
		{"transcript", `{"NextToken":"` + token + `"}`, 200},
		{"transcript", `{"NextToken":"` + w.ConnectionToken() + `"}`, 400},
		{"transcript", `{"NextToken":"made up"}`, 400},
		{"transcript", `{"NextToken":""}`, 400},
		{"transcript", `{"NextToken":"` + long(1001) + `"}`, 400},
		{"transcript", `{"StartPosition":{"MostRecent":100}}`, 200},
		{"transcript", `{"StartPosition":{"MostRecent":101}}`, 400},
		{"transcript", `{"StartPosition":{"MostRecent":1,"Id":"x"}}`, 400},
		{"transcript", `{"StartPosition":{"Id":"unknown"}}`, 400},
		{"transcript", `{"StartPosition":{"AbsoluteTime":"yesterday"}}`, 400},
		{"transcript", `{"StartPosition":"x"}`, 400},
		{"message", `{"ContentType":"text/plain","Content":"hi"}`, 200},
		{"message", `{"ContentType":"text/plain","Content":""}`, 400},
		{"message", `{"Content":"hi"}`, 400},
		{"event", `{"ContentType":"application/vnd.amazonaws.connect.event.typing"}`, 200},
		{"event", `{}`, 400},
		{"start-attachment-upload", `{"ContentType":"text/plain"}`, 400},
		{"start-attachment-upload", `{"ContentType":"text/plain","AttachmentName":"a","ClientToken":"b","AttachmentSizeInBytes":1}`, 403},
		{"complete-attachment-upload", `{"AttachmentIds":[],"ClientToken":"b"}`, 400},
		{"complete-attachment-upload", `{"AttachmentIds":["a"],"ClientToken":"b"}`, 400},
		{"authentication-url", `{"SessionId":"short"}`, 400},
		{"nonsense", `{}`, 403},
		{"transcript", `{"x":"` + long(maxBody) + `"}`, 413},
	} {
		if a := w.post(c.path, c.body); a.status != c.status {
			t.Errorf("%s %.80s: status %d, want %d: %s", c.path, c.body, a.status, c.status, a.body)
		}
	}
	for body, status := range map[string]int{
		`{"Type":["WEBSOCKET","CONNECTION_CREDENTIALS"],"ConnectParticipant":true}`: 200,
		`{"Type":["WEBRTC_CONNECTION"]}`:                                            200,
		`{"Type":[]}`:                                                               400,
		`{"Type":["TELEGRAPH"]}`:                                                    400,
		`{"Type":"WEBSOCKET"}`:                                                      400,
		`{"ConnectParticipant":"yes"}`:                                              400,
	} {
		if a := w.post("connection", body, bearer, w.ParticipantToken()); a.status != status {
			t.Errorf("connection %s: status %d, want %d", body, a.status, status)
		}
	}
	if a := w.do(http.MethodGet, "http://"+host+viewPath+"v", "", bearer, w.ConnectionToken()); a.status != 404 ||
		!strings.Contains(a.body, "ResourceType") {
		t.Errorf("DescribeView: %d %s", a.status, a.body)
	}
	if a := w.do(http.MethodGet, "http://"+host+"/participant/transcript", ""); a.status != 403 ||
		a.body != `{"message":"Missing Authentication Token"}` {
		t.Errorf("GET of a POST operation: %d %s", a.status, a.body)
	}
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
