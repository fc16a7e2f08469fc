package emulator

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"attache/api/emulator/admin"
)

// control asks something of the control by HTTP.
func (w *world) control(method, path, body string, header ...string) reply {
	w.t.Helper()
	return w.do(method, "http://localhost/_attache"+path, body, header...)
}

// must is a control request that does what it says.
func (w *world) must(method, path, body string) reply {
	w.t.Helper()
	a := w.control(method, path, body)
	if a.status != http.StatusOK {
		w.t.Fatalf("%s %s: %d %s", method, path, a.status, a.body)
	}
	return a
}

func (w *world) get200(id string) int {
	w.t.Helper()
	return w.post("attachment", `{"AttachmentId":"`+id+`"}`).status
}

func TestEveryControlCallFromAnotherOriginOrHostNameIsRefused(t *testing.T) {
	w := start(t, Options{Scenario: "empty", Control: admin.Access{Hosts: []string{"emulator"}}})
	for name, c := range map[string]struct {
		header []string
		may    bool
	}{
		"localhost":                  {nil, true},
		"localhost with a port":      {[]string{"Host", "LOCALHOST:2428"}, true},
		"loopback":                   {[]string{"Host", "127.0.0.1:2428"}, true},
		"loopback, IPv6":             {[]string{"Host", "[::1]:2428"}, true},
		"a named host":               {[]string{"Host", "emulator:2428"}, true},
		"a named host with a dot":    {[]string{"Host", "emulator.:2428"}, true},
		"its own page":               {[]string{"Host", "localhost:1", "Origin", "http://localhost:1", "Sec-Fetch-Site", "same-origin"}, true},
		"another host name":          {[]string{"Host", "evil.example"}, false},
		"a name that begins alike":   {[]string{"Host", "localhost.evil.example"}, false},
		"a name that ends alike":     {[]string{"Host", "notemulator"}, false},
		"another address":            {[]string{"Host", "203.0.113.9"}, false},
		"another page":               {[]string{"Origin", "https://evil.example"}, false},
		"another port's page":        {[]string{"Host", "localhost:1", "Origin", "http://localhost:2"}, false},
		"a page of no origin":        {[]string{"Origin", "null"}, false},
		"an empty origin":            {[]string{"Origin", ""}, false},
		"a picture of another page":  {[]string{"Sec-Fetch-Site", "cross-site"}, false},
		"a page of a sibling's name": {[]string{"Sec-Fetch-Site", "same-site"}, false},
		"passed on by a proxy":       {[]string{"X-Forwarded-For", "203.0.113.9"}, false},
	} {
		for _, r := range append(admin.Routes(), admin.Route{Method: http.MethodOptions, Path: "/_attache/reset"}) {
			a := w.do(r.Method, "http://localhost"+r.Path, "", c.header...)
			if (a.status == http.StatusForbidden) == c.may {
				t.Errorf("%s: %s %s: %d %s", name, r.Method, r.Path, a.status, a.body)
			}
			if a.header.Get("Access-Control-Allow-Origin") != "" {
				t.Errorf("%s: a page may read %s", name, r.Path)
			}
		}
	}
	if n := w.Calls("GetTranscript"); n != 0 {
		t.Error("control calls are counted as the service's")
	}
}

func TestControlWithATokenIsForItsHoldersAlone(t *testing.T) {
	w := start(t, Options{Scenario: "empty", Control: admin.Access{Token: "s3cret"}})
	for given, want := range map[string]int{"": 403, "Bearer s3cre": 403, "s3cret": 403, "Basic s3cret": 403, "Bearer s3cret": 200, "bearer s3cret": 200} {
		if a := w.control("GET", "/health", "", "Authorization", given, "X-Forwarded-For", "203.0.113.9"); a.status != want {
			t.Errorf("%q: %d", given, a.status)
		}
	}
}

func TestTheJournalKeepsEveryRequestWithoutASecret(t *testing.T) {
	var log strings.Builder
	w := start(t, Options{Scenario: "still", Journal: &log})
	link := w.link(60)
	w.get(link.URL)
	w.get(link.URL, "If-Match", "x")
	w.do("GET", "http://"+host+"/participant/views/"+w.ConnectionToken(), "", bearer, w.ConnectionToken())
	w.do("GET", "http://"+host+"/socket/"+w.ConnectionToken()+"?auth="+w.ConnectionToken(), "")
	parted := "AVI+F5lscFTMKpOKY+jsMfNLCqF9i//yKp8VdmSP" // as tokens are at times
	w.do("GET", "http://"+host+"/"+parted+"/"+w.ParticipantToken(), "")
	w.do("OPTIONS", "http://"+host+"/participant/attachment", "", "Origin", "https://page.example")
	out := decode[struct {
		Count    int
		Counts   map[string]int
		Requests []struct {
			Number, Call, Status     int
			Operation, Error, Method string
			AttachmentID             string `json:"attachment_id"`
			RequestID                string `json:"request_id"`
			Chat                     string
			Bytes                    int64
		}
	}](t, w.must("GET", "/requests", ""))
	want := map[string]int{"GetTranscript": 1, "GetAttachment": 1, "GetObject": 2, "DescribeView": 1, "Socket": 1, "Unknown": 1, "Preflight": 1}
	for operation, n := range want {
		if out.Counts[operation] != n {
			t.Errorf("%s: %d, not %d", operation, out.Counts[operation], n)
		}
	}
	if out.Count != 8 || len(out.Requests) != 8 {
		t.Fatalf("%d requests, %d listed", out.Count, len(out.Requests))
	}
	got := out.Requests[2]
	if got.Number != 3 || got.Operation != "GetObject" || got.Status != 200 || got.Call != 1 || got.AttachmentID != out.Requests[1].AttachmentID ||
		got.AttachmentID == "" || got.Bytes != link.AttachmentSizeInBytes || got.RequestID == "" || got.Chat != w.talk().ContactID {
		t.Errorf("%+v", got)
	}
	if e := out.Requests[4]; e.Status != 404 && e.Status != 403 || e.Error == "" {
		t.Errorf("%+v", e)
	}
	for _, text := range []string{w.must("GET", "/requests", "").body, log.String()} {
		for _, secret := range []string{w.ConnectionToken()[:40], w.ParticipantToken()[:40], parted[:17], "X-Amz-Signature", "Signature"} {
			if strings.Contains(text, secret) {
				t.Errorf("%q is in %s", secret, text)
			}
		}
	}
	for line := range strings.Lines(log.String()) {
		if !json.Valid([]byte(line)) {
			t.Errorf("no JSON: %q", line)
		}
	}
}

func TestAnAssertionAnswers409WhenItDoesNotHold(t *testing.T) {
	w := start(t, Options{Scenario: "still"})
	id := w.attachments()[0].AttachmentID
	for range 3 {
		w.get200(id)
	}
	w.get200("nothing")
	for query, want := range map[string]int{
		"operation=GetAttachment&exactly=4":                                 200,
		"operation=GetAttachment&exactly=3":                                 409,
		"operation=GetAttachment&attachment_id=" + id + "&exactly=3":        200,
		"operation=GetAttachment&status=400&exactly=1":                      200,
		"operation=GetAttachment&at_least=5":                                409,
		"operation=GetAttachment&at_most=3":                                 409,
		"operation=GetAttachment&at_least=1&at_most=4":                      200,
		"operation=SendMessage&exactly=0":                                   200,
		"operation=SendMessage":                                             200,
		"after=2&exactly=3":                                                 200,
		"chat=" + w.talk().ContactID + "&operation=GetTranscript&exactly=1": 200,
		"chat=nobody&exactly=0":                                             404,
		"operation=GetAttachments&exactly=0":                                400,
		"operation=GetAttachment&exacty=4":                                  400,
		"operation=GetAttachment&exactly=three":                             400,
		"exactly=-1":                                                        400,
		"exactly=1&exactly=5":                                               400,
	} {
		if a := w.control("GET", "/requests?"+query, ""); a.status != want {
			t.Errorf("%s: %d %s", query, a.status, a.body)
		}
	}
	w.must("DELETE", "/requests", "")
	w.must("GET", "/requests?exactly=0", "")
}

func TestAFaultStrikesTheCallsThatItIsAimedAt(t *testing.T) {
	for fault, c := range map[string]struct{ call, object int }{
		"throttle": {429, 503}, "deny": {403, 403}, "errors": {500, 500}, "invalid": {400, 400}, "missing": {400, 404}, "junk": {200, 200},
	} {
		w := start(t, Options{Scenario: "still"})
		all := w.attachments()
		a, b := all[0].AttachmentID, all[1].AttachmentID
		w.must("POST", "/faults", `{"fault":"`+fault+`=2","operation":"GetAttachment","attachment_id":"`+a+`","call":2}`)
		link := w.link(60)
		var got []int
		for _, id := range []string{a, b, a, b, a} {
			got = append(got, w.get200(id))
		}
		if want := []int{c.call, 200, c.call, 200, 200}; !slices.Equal(got, want) {
			t.Errorf("%s: %v, not %v", fault, got, want)
		}
		w.must("POST", "/faults", `{"fault":"`+fault+`","operation":"GetObject"}`)
		if s := w.get(link.URL).status; s != c.object {
			t.Errorf("%s of an object: %d", fault, s)
		}
		if a := w.must("DELETE", "/faults", ""); strings.TrimSpace(a.body) != `{"faults":[],"targets":[]}` {
			t.Errorf("left: %s", a.body)
		}
		if s := w.get(link.URL).status; s != http.StatusOK {
			t.Errorf("after clearing: %d", s)
		}
		w.must("GET", "/requests?operation=GetAttachment&exactly=6", "")
	}
}

func TestAHungUpCallHasNoAnswer(t *testing.T) {
	w := start(t, Options{Scenario: "still"})
	w.must("POST", "/faults", `{"fault":"hangup=1","operation":"SendMessage"}`)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+host+"/participant/message", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	if a, err := w.client.Do(r); err == nil {
		_ = a.Body.Close()
		t.Errorf("it answers %d", a.StatusCode)
	}
	w.must("GET", "/requests?operation=SendMessage&exactly=1", "")
}

func TestControlDoesToAChatWhatItSays(t *testing.T) {
	w := start(t, Options{Scenario: "still", Unlimited: true})
	count := func() int { return len(w.attachments()) }
	before := count()
	sent := decode[struct {
		ID string `json:"attachment_id"`
	}](t, w.must("POST", "/files", `{"name":"a.txt","content":"aGVsbG8=","from":"AGENT","scanning":true}`))
	if s := w.get200(sent.ID); s != http.StatusBadRequest || count() != before+1 {
		t.Errorf("a file being scanned: %d, %d files", s, count())
	}
	w.must("POST", "/scans", `{"attachment_id":"`+sent.ID+`","result":"approved"}`)
	link := decode[seenLink](t, w.post("attachment", `{"AttachmentId":"`+sent.ID+`"}`))
	if a := w.get(link.URL); a.body != "hello" {
		t.Errorf("the file holds %q", a.body)
	}
	w.must("POST", "/links/expire", `{"attachment_id":"`+sent.ID+`"}`)
	if a := w.get(link.URL); a.status != http.StatusBadRequest {
		t.Errorf("a dead link: %d", a.status)
	}
	w.must("POST", "/messages", `{"text":"good morning","from":"agent"}`)
	if !strings.Contains(w.post("transcript", "{}").body, "good morning") {
		t.Error("nothing was said")
	}
	w.must("PUT", "/clock", `{"speed":0,"now":"2030-01-02T03:04:05Z","advance":"1h"}`)
	w.tick(time.Minute)
	if a := w.must("GET", "/clock", ""); strings.TrimSpace(a.body) != `{"now":"2030-01-02T04:04:05Z","speed":0}` {
		t.Error(a.body)
	}
	if a := w.post("transcript", "{}"); a.status != http.StatusForbidden { // its token has ended with its day
		t.Errorf("years later: %d", a.status)
	}
	w.must("PUT", "/quota", `{"quota":"documented"}`)
	w.must("POST", "/end", "")
	for path, body := range map[string]string{"/files": `{"name":"b.txt"}`, "/messages": `{"text":"x"}`} {
		if a := w.control("POST", path, body); a.status != http.StatusConflict {
			t.Errorf("%s of a chat that has ended: %d", path, a.status)
		}
	}
	w.must("POST", "/reset", "")
	if n := count(); n != before {
		t.Errorf("%d files after the reset, not %d", n, before)
	}
	if a := w.must("GET", "/quota", ""); strings.TrimSpace(a.body) != `{"quota":"none"}` {
		t.Error(a.body)
	}
	w.must("GET", "/requests?operation=GetTranscript&at_least=1&at_most=1", "")
	w.must("POST", "/tokens/expire", "")
	if a := w.post("transcript", "{}"); a.status != http.StatusForbidden {
		t.Errorf("a dead token: %d", a.status)
	}
}

func TestControlRefusesWhatMakesNoSense(t *testing.T) {
	w := start(t, Options{Scenario: "still"})
	for _, c := range []struct {
		method, path, body string
		status             int
	}{
		{"GET", "/nowhere", "", 404},
		{"PATCH", "/clock", "", 405},
		{"GET", "/reset", "", 405},
		{"POST", "/end?now=1", "", 400},
		{"POST", "/faults", "", 400},
		{"POST", "/faults", `{"fault":"nonsense"}`, 400},
		{"POST", "/faults", `{"fault":"throttle=x"}`, 400},
		{"POST", "/faults", `{"fault":"cut=50","operation":"GetObject"}`, 400},
		{"POST", "/faults", `{"fault":"deny","operation":"Get"}`, 400},
		{"POST", "/faults", `{"fault":"deny","call":-1}`, 400},
		{"POST", "/faults", `{"fault":"deny","calls":1}`, 400},
		{"POST", "/faults", `{"fault":"deny"}{}`, 400},
		{"POST", "/faults", `[]`, 400},
		{"POST", "/faults", `{"fault":`, 400},
		{"PUT", "/clock", `{"advance":"soon"}`, 400},
		{"PUT", "/clock", `{"speed":101}`, 400},
		{"PUT", "/clock", `{"now":"0001-01-01T00:00:00Z"}`, 400},
		{"PUT", "/quota", `{}`, 400},
		{"POST", "/files", `{}`, 400},
		{"POST", "/files", `{"name":"a","size":-1}`, 400},
		{"POST", "/files", `{"name":"a","size":1,"content":"aA=="}`, 400},
		{"POST", "/files", `{"name":"a","content":"?"}`, 400},
		{"POST", "/files", `{"name":"a","from":"NOBODY"}`, 400},
		{"POST", "/messages", `{}`, 400},
		{"POST", "/messages", `{"text":"x","from":"SUPERVISOR"}`, 409},
		{"POST", "/scans", `{"result":"maybe"}`, 400},
		{"POST", "/scans", `{"result":"approved","attachment_id":"x"}`, 400},
		{"POST", "/links/expire", `{"attachment_id":"x"}`, 400},
		{"GET", "/chat?chat=nobody", "", 404},
		{"POST", "/messages", `{"text":"` + strings.Repeat("x", 30<<20) + `"}`, 413},
	} {
		a := w.control(c.method, c.path, c.body)
		if a.status != c.status || !strings.HasPrefix(a.body, `{"error":"`) {
			t.Errorf("%s %s %.60s: %d %.200s", c.method, c.path, c.body, a.status, a.body)
		}
	}
	for _, c := range []struct{ method, path, body, want string }{
		{"PUT", "/clock", `{"speed":1e9}`, "speed wants a whole number"},
		{"PUT", "/clock", `{"speed":"fast"}`, "speed wants a whole number"},
		{"PUT", "/clock", `{"now":"noon"}`, "now wants an instant such as 2026-01-05T09:00:00Z"},
		{"PUT", "/clock", `{"now":5}`, "now wants an instant such as 2026-01-05T09:00:00Z"},
		{"PUT", "/clock", `{"at":"noon"}`, `there is no \"at\" here`},
		{"POST", "/files", `{"name":5}`, "name wants a text"},
		{"POST", "/files", `{"name":"a","scanning":"yes"}`, "scanning wants true or false"},
		{"POST", "/files", `{"name":"a","content":"?"}`, "the bytes of a file want base64"},
		{"POST", "/files", `{"name":"a","content":5}`, "content wants base64"},
		{"POST", "/chats", `{"files":[]}`, "files wants an object"},
		{"POST", "/chats", `{"files":{"a":5}}`, "files wants base64"},
		{"POST", "/faults", `["throttle"]`, "the body wants an object"},
		{"POST", "/faults", `{"fault":"throttle","fault":"deny"}`, "fault is there twice"},
		{"POST", "/chats", `{"files":{"a.txt":"aA==","b.txt":"aA==","a.txt":"aQ=="}}`, "a.txt is there twice"},
		{"POST", "/faults", `{"fault":`, "the body is no JSON"},
	} {
		a := w.control(c.method, c.path, c.body)
		if a.status != 400 || !strings.Contains(a.body, c.want) || strings.Contains(a.body, "Go ") || strings.Contains(a.body, "Time.") {
			t.Errorf("%s %s %s: %d %s, want %s", c.method, c.path, c.body, a.status, a.body, c.want)
		}
	}
	if n := len(w.must("GET", "/faults", "").body); n > 40 {
		t.Error("a fault that was refused is on")
	}
}

func TestAResetWhileOthersAskRacesWithNothing(t *testing.T) {
	w := start(t, Options{Scenario: "demo", Unlimited: true})
	link := w.link(300)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for range 20 {
				w.post("transcript", "{}")
				w.get(link.URL)
			}
		})
		all.Go(func() {
			for i := range 10 {
				w.control("POST", "/reset", "")
				w.control("POST", "/files", `{"name":"`+strconv.Itoa(i)+`"}`)
				w.control("GET", "/chat", "")
			}
		})
	}
	all.Wait()
}

func FuzzControlAnswersEveryBody(f *testing.F) {
	for _, body := range []string{"", "{}", "null", "[1]", `{"fault":"throttle=3","call":2}`, `{"now":"2030-01-02T03:04:05Z","speed":5,"advance":"-1h"}`, `{"name":"a","content":"aGk="}`, `{"text":"x"}`, `{"result":"approved"}`} {
		for i := range admin.Routes() {
			f.Add(i, "operation=GetAttachment&exactly=1", body)
		}
	}
	s, all := fuzzed(f), admin.Routes()
	f.Fuzz(func(t *testing.T, i int, query, body string) {
		route := all[int(uint(i)%uint(len(all)))] //nolint:gosec // any number chooses one
		r := httptest.NewRequestWithContext(t.Context(), route.Method, "http://localhost"+route.Path, strings.NewReader(body))
		r.URL.RawQuery, r.RemoteAddr = query, "pipe"
		a := httptest.NewRecorder()
		s.ServeHTTP(a, r)
		if a.Code >= http.StatusInternalServerError || !json.Valid(a.Body.Bytes()) {
			t.Errorf("%s %s?%s %q: %d %s", r.Method, route.Path, query, body, a.Code, a.Body)
		}
	})
}
