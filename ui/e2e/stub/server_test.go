package stub

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// post sends one request and returns the status and the decoded body.
func post(t *testing.T, s *Server, path, token, body string, headers ...string) (int, http.Header, map[string]any) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL()+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Amz-Bearer", token)
	r.Header.Set("User-Agent", "test/1")
	for i := range len(headers) / 2 {
		r.Header.Set(headers[2*i], headers[2*i+1])
	}
	resp, err := client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		return resp.StatusCode, resp.Header, map[string]any{"broken": err.Error()}
	}
	var out map[string]any
	if json.Unmarshal(text, &out) != nil {
		out = map[string]any{"text": string(text)}
	}
	return resp.StatusCode, resp.Header, out
}

func get(t *testing.T, url string, headers ...string) (int, string, error) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept-Encoding", "identity")
	for i := range len(headers) / 2 {
		r.Header.Set(headers[2*i], headers[2*i+1])
	}
	resp, err := client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	return resp.StatusCode, string(text), err
}

func client() *http.Client {
	return &http.Client{Timeout: time.Minute, Transport: &http.Transport{DisableKeepAlives: true}}
}

func start(t *testing.T, o Options) *Server {
	t.Helper()
	if o.Now == nil {
		o.Now = time.Now
	}
	s := New(o)
	t.Cleanup(s.Close)
	return s
}

const (
	askTranscript = `{"MaxResults":%d,"ScanDirection":"%s","SortOrder":"%s"%s}`
	askAttachment = `{"AttachmentId":"%s","UrlExpiryInSeconds":%d}`
)

func TestEveryWalkMeetsEveryAttachmentOnce(t *testing.T) {
	for _, walk := range [][2]string{{"FORWARD", "ASCENDING"}, {"FORWARD", "DESCENDING"}, {"BACKWARD", "ASCENDING"}, {"BACKWARD", "DESCENDING"}} {
		s := start(t, Options{Files: 35, Chatter: 2, Page: 8})
		seen, pages, token := map[string]int{}, 0, ""
		for {
			status, _, out := post(t, s, "/participant/transcript", ConnectionToken, fmt.Sprintf(askTranscript, 100, walk[0], walk[1], token))
			if status != http.StatusOK {
				t.Fatalf("%v: status %d: %v", walk, status, out)
			}
			pages++
			for _, item := range out["Transcript"].([]any) {
				files, _ := item.(map[string]any)["Attachments"].([]any)
				for _, f := range files {
					seen[f.(map[string]any)["AttachmentId"].(string)]++
				}
			}
			next, _ := out["NextToken"].(string)
			if next == "" {
				break
			}
			token = fmt.Sprintf(`,"NextToken":%q`, next)
		}
		if len(seen) != 35 || pages != (35*3+7)/8 {
			t.Errorf("%v: %d attachments on %d pages", walk, len(seen), pages)
		}
		if v := s.Violations(); len(v) > 0 {
			t.Errorf("%v: %v", walk, v)
		}
	}
}

func TestALinkServesItsFileUntilItExpires(t *testing.T) {
	var off time.Duration
	s := start(t, Options{Files: 3, ClockOff: time.Hour, Now: func() time.Time { return time.Now().Add(off) }})
	_, h, out := post(t, s, "/participant/attachment", ConnectionToken, fmt.Sprintf(askAttachment, ID(2), 60))
	url, size := out["Url"].(string), int(out["AttachmentSizeInBytes"].(float64))
	end, err := time.Parse(time.RFC3339, out["UrlExpiry"].(string))
	if left := time.Until(end); err != nil || left < 50*time.Minute || left > 61*time.Minute {
		t.Errorf("UrlExpiry %v, %v: not on a clock an hour ahead", end, err)
	}
	if date, err := http.ParseTime(h.Get("Date")); err != nil || time.Until(date) < 59*time.Minute {
		t.Errorf("Date %v, %v", date, err)
	}
	if len(url) > 2000 {
		t.Errorf("the link has %d characters", len(url))
	}
	want := string(s.opts.Content(2))
	if status, text, err := get(t, url); status != http.StatusOK || text != want || err != nil || len(text) != size {
		t.Errorf("status %d, %d bytes, %v; want %d", status, len(text), err, size)
	}
	if status, text, _ := get(t, url, "Range", "bytes=10-19"); status != http.StatusPartialContent || text != want[10:20] {
		t.Errorf("range: status %d %q", status, text)
	}
	off = time.Minute
	if status, text, _ := get(t, url); status != http.StatusForbidden || !strings.Contains(text, "<Message>Request has expired</Message>") {
		t.Errorf("expired: status %d %q", status, text)
	}
	if v := s.Violations(); len(v) > 0 || s.Gets(2) != 3 {
		t.Errorf("%d requests, violations %v", s.Gets(2), v)
	}
	if status, _, _ := get(t, strings.Replace(url, Signature, "deadbeef", 1)); status != http.StatusForbidden || len(s.Violations()) != 1 {
		t.Errorf("forged: status %d, violations %v", status, s.Violations())
	}
}

func TestAParticipantTokenIsExchanged(t *testing.T) {
	s := start(t, Options{})
	_, _, out := post(t, s, "/participant/connection", ParticipantToken, `{"Type":["CONNECTION_CREDENTIALS"]}`)
	if got := out["ConnectionCredentials"].(map[string]any)["ConnectionToken"]; got != ConnectionToken {
		t.Errorf("got %v", got)
	}
	if status, _, out := post(t, s, "/participant/transcript", ParticipantToken, "{}"); status != http.StatusForbidden || len(out) == 0 {
		t.Errorf("the wrong kind of token: %d %v", status, out)
	}
	if v := s.Violations(); len(v) > 0 {
		t.Error(v)
	}
}

func TestWhatIsNotDocumentedIsAViolation(t *testing.T) {
	good := fmt.Sprintf(askAttachment, ID(0), 60)
	for name, ask := range map[string]func(s *Server){
		"signature": func(s *Server) {
			post(t, s, "/participant/attachment", ConnectionToken, good, "Authorization", "AWS4 x")
		},
		"prefix":          func(s *Server) { post(t, s, "/participant/attachment", "Bearer "+ConnectionToken, good) },
		"query":           func(s *Server) { post(t, s, "/participant/attachment?a=b", ConnectionToken, good) },
		"token elsewhere": func(s *Server) { post(t, s, "/participant/attachment", "x", good, "X-Token", ConnectionToken) },
		"token in body": func(s *Server) {
			post(t, s, "/participant/attachment", "x", `{"ConnectionToken":"`+ConnectionToken+`"}`)
		},
		"event":      func(s *Server) { ask(t, s, "event", `{}`) },
		"disconnect": func(s *Server) { ask(t, s, "disconnect", `{}`) },
		"path":       func(s *Server) { post(t, s, "/participant/attachments", ConnectionToken, good) },
		"type": func(s *Server) {
			post(t, s, "/participant/attachment", ConnectionToken, good, "Content-Type", "text/plain")
		},
		"agent":          func(s *Server) { post(t, s, "/participant/attachment", ConnectionToken, good, "User-Agent", "") },
		"too long":       func(s *Server) { ask(t, s, "attachment", fmt.Sprintf(askAttachment, ID(0), 301)) },
		"too short":      func(s *Server) { ask(t, s, "attachment", fmt.Sprintf(askAttachment, ID(0), 4)) },
		"no life":        func(s *Server) { ask(t, s, "attachment", `{"AttachmentId":"`+ID(0)+`"}`) },
		"empty ID":       func(s *Server) { ask(t, s, "attachment", fmt.Sprintf(askAttachment, "", 60)) },
		"long ID":        func(s *Server) { ask(t, s, "attachment", fmt.Sprintf(askAttachment, strings.Repeat("é", 257), 60)) },
		"unknown member": func(s *Server) { ask(t, s, "attachment", `{"AttachmentId":"a","UrlExpiryInSeconds":60,"More":1}`) },
		"no JSON":        func(s *Server) { ask(t, s, "attachment", `AttachmentId=1`) },
		"no direction":   func(s *Server) { ask(t, s, "transcript", `{"MaxResults":10,"SortOrder":"ASCENDING"}`) },
		"no order":       func(s *Server) { ask(t, s, "transcript", `{"MaxResults":10,"ScanDirection":"FORWARD"}`) },
		"no most":        func(s *Server) { ask(t, s, "transcript", `{"SortOrder":"ASCENDING","ScanDirection":"FORWARD"}`) },
		"101 results":    func(s *Server) { ask(t, s, "transcript", fmt.Sprintf(askTranscript, 101, "FORWARD", "ASCENDING", "")) },
		"odd token": func(s *Server) {
			ask(t, s, "transcript", fmt.Sprintf(askTranscript, 9, "FORWARD", "ASCENDING", `,"NextToken":"x"`))
		},
		"a socket": func(s *Server) { post(t, s, "/participant/connection", ParticipantToken, `{"Type":["WEBSOCKET"]}`) },
		"joining": func(s *Server) {
			post(t, s, "/participant/connection", ParticipantToken, `{"Type":["CONNECTION_CREDENTIALS"],"ConnectParticipant":true}`)
		},
	} {
		s := start(t, Options{Files: 1})
		ask(s)
		if v := s.Violations(); len(v) == 0 || strings.Contains(strings.Join(v, ""), "CANARY") {
			t.Errorf("%s: violations %v", name, v)
		}
	}
}

func ask(t *testing.T, s *Server, what, body string) {
	t.Helper()
	post(t, s, "/participant/"+what, ConnectionToken, body)
}

func TestTroubleComesInEveryShape(t *testing.T) {
	for name, c := range map[string]struct {
		trouble Trouble
		status  int
		see     string
	}{
		"throttled":        {Trouble{Status: 429, Code: "ThrottlingException", RetryAfter: "1"}, 429, "ThrottlingException"},
		"bare 429":         {Trouble{Status: 429}, 429, "map[Message:]"},
		"proxy":            {Trouble{HTML: true}, 200, "<html>"},
		"gateway":          {Trouble{Status: 502, HTML: true}, 502, "<html>"},
		"cut":              {Trouble{Cut: 20}, 200, "broken:unexpected EOF"},
		"late, then right": {Trouble{Delay: time.Millisecond}, 200, "AttachmentSizeInBytes"},
	} {
		s := start(t, Options{Files: 1, Trouble: func(Call) *Trouble { return &c.trouble }})
		status, h, out := post(t, s, "/participant/attachment", ConnectionToken, fmt.Sprintf(askAttachment, ID(0), 60))
		if status != c.status || !strings.Contains(fmt.Sprint(out), c.see) || h.Get("Retry-After") != c.trouble.RetryAfter {
			t.Errorf("%s: %d %v %v", name, status, h, out)
		}
	}
}

func TestTheBucketBreaksToo(t *testing.T) {
	answers := []*Trouble{{Status: 503, Code: "SlowDown"}, {HTML: true}, {Cut: 7}, nil}
	s := start(t, Options{Files: 1, Broken: func(g Get) *Trouble { return answers[g.N-1] }})
	_, _, out := post(t, s, "/participant/attachment", ConnectionToken, fmt.Sprintf(askAttachment, ID(0), 60))
	url := out["Url"].(string)
	if status, text, _ := get(t, url); status != 503 || !strings.Contains(text, "<Code>SlowDown</Code>") {
		t.Errorf("slow down: %d %q", status, text)
	}
	if status, text, _ := get(t, url); status != 200 || !strings.Contains(text, "<html>") {
		t.Errorf("proxy: %d %q", status, text)
	}
	if _, text, err := get(t, url); !errors.Is(err, io.ErrUnexpectedEOF) || len(text) != 7 {
		t.Errorf("cut: %q, %v", text, err)
	}
	if status, text, _ := get(t, url); status != 200 || text != string(s.opts.Content(0)) {
		t.Errorf("whole: %d %q", status, text)
	}
}

func TestAPromisedRateIsHeldToTheSecond(t *testing.T) {
	run := func(gap time.Duration, n int) []string {
		var calls []Call
		at := time.Unix(0, 0)
		for range n {
			calls = append(calls, Call{Op: "GetAttachment", At: at})
			at = at.Add(gap)
		}
		return tooFast(calls, 4)
	}
	if v := run(250*time.Millisecond, 40); len(v) > 0 {
		t.Errorf("four a second: %v", v)
	}
	if v := run(0, 8); len(v) > 0 {
		t.Errorf("eight at once: %v", v)
	}
	if v := run(0, 15); len(v) != 1 {
		t.Errorf("fifteen at once: %v", v)
	}
	if v := run(210*time.Millisecond, 120); len(v) != 1 {
		t.Errorf("a little too fast for long: %v", v)
	}
}
