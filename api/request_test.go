package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net/http"
	"os"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"attache/model"
)

func TestEachOperationSendsExactlyWhatIsDocumented(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := &script{steps: []http.HandlerFunc{
			answer(200, `{"ConnectionCredentials":{"ConnectionToken":"fresh","Expiry":"2000-01-02T00:00:00.000Z"}}`),
			answer(200, `{"Transcript":[],"NextToken":"more"}`), answer(200, `{"NextToken":""}`), answer(200, goodLink),
		}}
		c := newClient(t, s, func(o *Options) {
			o.ConnectionToken, o.ParticipantToken, o.AppID = model.Secret{}, model.NewSecret("mine"), "my app"
		})
		if err := c.Attachments(t.Context(), nil, func(model.Page) {}); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Link(t.Context(), "a-1", 2*time.Minute, model.UrgencyAsked, nil); err != nil {
			t.Fatal(err)
		}
		walk := map[string]any{"MaxResults": 100.0, "ScanDirection": "BACKWARD", "SortOrder": "ASCENDING"}
		more := maps.Clone(walk)
		more["NextToken"] = "more"
		want := []struct {
			path, bearer string
			body         map[string]any
		}{
			{"/participant/connection", "mine", map[string]any{"Type": []any{"CONNECTION_CREDENTIALS"}}},
			{"/participant/transcript", "fresh", walk},
			{"/participant/transcript", "fresh", more},
			{"/participant/attachment", "fresh", map[string]any{"AttachmentId": "a-1", "UrlExpiryInSeconds": 120.0}},
		}
		got := s.requests()
		if len(got) != len(want) {
			t.Fatalf("%d requests, want %d", len(got), len(want))
		}
		for i, w := range want {
			if got[i].path != w.path || got[i].header.Get("X-Amz-Bearer") != w.bearer || !equalJSON(got[i].body, w.body) {
				t.Errorf("request %d went to %s with %q: %v", i, got[i].path, got[i].header.Get("X-Amz-Bearer"), got[i].body)
			}
			delete(got[i].header, "X-Amz-Bearer")
			delete(got[i].header, "Content-Length")
			rest := http.Header{"Accept": {"application/json"}, "Content-Type": {"application/json"}, "User-Agent": {"attache/1.2 app/my-app"}}
			if !reflect.DeepEqual(got[i].header, rest) {
				t.Errorf("request %d: headers %v", i, got[i].header)
			}
		}
	})
}

func equalJSON(a, b any) bool {
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return string(x) == string(y)
}

func TestRequestsHoldNoMemberThatTheSamplesDoNot(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := &script{steps: []http.HandlerFunc{answer(200, `{}`)}}
		c := newClient(t, s)
		_, _ = link(t, c)
		_ = c.Attachments(t.Context(), nil, func(model.Page) {})
		for i, name := range []string{"attachment-request", "transcript-request"} {
			var sample map[string]any
			if err := json.Unmarshal(readSample(t, name), &sample); err != nil {
				t.Fatal(err)
			}
			for member := range s.requests()[i].body {
				if _, ok := sample[member]; !ok {
					t.Errorf("%s: member %s is not in the sample", name, member)
				}
			}
		}
	})
}

func readSample(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestTheSampleAnswersAreUnderstood(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := &script{steps: []http.HandlerFunc{
			answer(200, string(readSample(t, "connection-response"))),
			answer(200, string(readSample(t, "transcript-response"))),
			answer(200, `{}`),
			answer(200, string(readSample(t, "attachment-response"))),
		}}
		c := newClient(t, s, func(o *Options) {
			o.ConnectionToken, o.ParticipantToken = model.Secret{}, model.NewSecret("mine")
		})
		var pages []model.Page
		if err := c.Attachments(t.Context(), nil, func(p model.Page) { pages = append(pages, p) }); err != nil {
			t.Fatal(err)
		}
		if ends := c.Status().TokenEnds; ends.Format(time.RFC3339) != "2026-03-15T10:12:30Z" {
			t.Errorf("the token ends %v", ends)
		}
		first := pages[0]
		if first.ContactID != "0c2e91d4-5f80-4a3e-b7a1-3df0a51c9e11" || first.Items != 3 || len(first.Attachments) != 1 || first.Ended {
			t.Fatalf("page %+v", first)
		}
		a := first.Attachments[0]
		if a.Name != "bill.pdf" || a.Sender != "Rosa" || a.Role != model.RoleCustomer || a.Status != model.StatusApproved ||
			!a.SentAt.Equal(time.Date(2026, 3, 14, 10, 12, 44, 0, time.UTC)) {
			t.Errorf("attachment %+v", a)
		}
		l, err := link(t, c)
		if err != nil {
			t.Fatal(err)
		}
		if l.Size != 48213 || !l.Expires.Equal(time.Date(2026, 3, 14, 10, 15, 0, 0, time.UTC)) || l.Estimated {
			t.Errorf("link %+v", l)
		}
	})
}

func TestTheSampleErrorsAreUnderstood(t *testing.T) {
	for name, kind := range map[string]model.Kind{
		"error-access-denied": model.KindDenied, "error-internal": model.KindServer,
		"error-throttling": model.KindThrottled, "error-validation": model.KindInvalid,
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				var sample struct {
					Status  int
					Headers map[string]string
					Body    json.RawMessage
				}
				if err := json.Unmarshal(readSample(t, name), &sample); err != nil {
					t.Fatal(err)
				}
				var header []string
				for k, v := range sample.Headers {
					header = append(header, k, v)
				}
				c := newClient(t, answer(sample.Status, string(sample.Body), header...))
				_, err := link(t, c)
				p := wantKind(t, err, kind)
				if p.Status != sample.Status || p.Code != sample.Headers["X-Amzn-ErrorType"] ||
					p.RequestID != sample.Headers["X-Amzn-Requestid"] || p.Detail == "" || p.Op != "GetAttachment" {
					t.Errorf("%+v", p)
				}
			})
		})
	}
}

func TestTheCodeIsCleanedOfItsWrapping(t *testing.T) {
	for _, c := range []struct{ header, body, want string }{
		{"ValidationException:http://internal/x", `{"message":"bad id"}`, "ValidationException"},
		{"", `{"__type":"com.amazon.x#ValidationException","Message":"bad"}`, "ValidationException"},
		{"", `{"code":"ValidationException"}`, "ValidationException"},
		{"aws.x#ValidationException:http://x", `{"__type":"Other"}`, "ValidationException"},
		{"", `{"code":7,"message":"bad"}`, ""},
		{"two words", `{}`, ""},
		{"", `not json`, ""},
	} {
		inBubble(t, func(t *testing.T) {
			_, err := link(t, newClient(t, answer(400, c.body, "X-Amzn-ErrorType", c.header)))
			if p := wantKind(t, err, model.KindInvalid); p.Code != c.want || p.Status != 400 {
				t.Errorf("%q %q: code %q", c.header, c.body, p.Code)
			}
		})
	}
}

func TestAnErrorIsSortedByCodeThenByStatus(t *testing.T) {
	for _, c := range []struct {
		status int
		code   string
		want   model.Kind
	}{
		{429, "", model.KindThrottled},
		{400, "ThrottlingException", model.KindThrottled},
		{509, "", model.KindThrottled},
		{401, "", model.KindDenied},
		{403, "", model.KindDenied},
		{400, "ExpiredTokenException", model.KindDenied},
		{403, "Surprise", model.KindDenied},
		{400, "", model.KindInvalid},
		{413, "", model.KindInvalid},
		{404, "", model.KindMissing},
		{402, "", model.KindConflict},
		{409, "ConflictException", model.KindConflict},
		{500, "", model.KindServer},
		{501, "", model.KindServer},
		{503, "ServiceUnavailable", model.KindServer},
		{407, "", model.KindOffline},
		{302, "", model.KindJunk},
		{100, "", model.KindJunk},
	} {
		if got := kindOf(c.status, c.code); got != c.want {
			t.Errorf("%d %s: %v, want %v", c.status, c.code, got, c.want)
		}
	}
}

func TestJunkIsNamedAndKeepsItsStatus(t *testing.T) {
	for body, detail := range map[string]string{
		"<!DOCTYPE html><html><body>Sign in</body></html>": "HTML page",
		"":                      "empty body",
		" \n":                   "empty body",
		`{"Url":"https://x`:     "JSON cut short",
		`{"Url"; }`:             "broken JSON",
		`["Url"]`:               "not JSON",
		`Gateway`:               "not JSON",
		`<?xml version="1.0"?>`: "XML document",
		"{\"Url\":\"" + strings.Repeat("x", smallAnswer) + "\"}": "body too large",
	} {
		inBubble(t, func(t *testing.T) {
			_, err := link(t, newClient(t, answer(200, body)))
			if p := wantKind(t, err, model.KindJunk); p.Status != 200 || p.Detail != detail {
				t.Errorf("%.20q: %v, want detail %q", body, p, detail)
			}
		})
	}
}

func TestAnAnswerWithoutEndIsNotReadToIt(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		var sent atomic.Int64
		endless := func(w http.ResponseWriter, _ *http.Request) {
			block := bytes.Repeat([]byte(" "), 1<<16)
			for sent.Load() < 8*smallAnswer {
				n, err := w.Write(block)
				sent.Add(int64(n))
				if err != nil {
					return
				}
			}
		}
		_, err := link(t, newClient(t, http.HandlerFunc(endless)))
		wantKind(t, err, model.KindJunk)
		if got := sent.Load(); got > 2*smallAnswer {
			t.Errorf("%d bytes were taken", got)
		}
	})
}

func TestTheBearerGoesToNoOtherPlace(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := &script{steps: []http.HandlerFunc{answer(307, "", "Location", "/elsewhere")}}
		_, err := link(t, newClient(t, s))
		if p := wantKind(t, err, model.KindJunk); p.Status != 307 || p.Detail != "redirect" {
			t.Errorf("%+v", p)
		}
		if n := len(s.requests()); n != 1 {
			t.Errorf("%d requests, want 1", n)
		}
	})
}

func TestAnEndpointMayHaveAPath(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := &script{steps: []http.HandlerFunc{answer(200, goodLink)}}
		c := newClient(t, s, func(o *Options) { o.Endpoint = o.Endpoint.JoinPath("base/") })
		if _, err := link(t, c); err != nil {
			t.Fatal(err)
		}
		if path := s.requests()[0].path; path != "/base/participant/attachment" {
			t.Errorf("path %s", path)
		}
	})
}

func TestACallEndsAfterTenSeconds(t *testing.T) {
	for name, step := range map[string]http.HandlerFunc{
		"no answer": hang,
		"no end": func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, `{"Url":`)
			_ = http.NewResponseController(w).Flush()
			hang(w, r)
		},
	} {
		t.Run(name, func(t *testing.T) {
			inBubble(t, func(t *testing.T) {
				start := time.Now()
				_, err := link(t, newClient(t, step))
				wantKind(t, err, model.KindTimeout)
				if took := time.Since(start); took != 10*time.Second {
					t.Errorf("took %v", took)
				}
			})
		})
	}
}

func TestAConnectionThatDiedInItsSleepIsReplaced(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := &script{steps: []http.HandlerFunc{answer(200, goodLink), hang, answer(200, goodLink)}}
		c := newClient(t, s)
		for range 2 {
			if _, err := link(t, c); err != nil {
				t.Fatal(err)
			}
		}
		if n := len(s.requests()); n != 3 {
			t.Errorf("%d requests, want 3", n)
		}
	})
}

func TestInputsThatTheServiceWouldRefuseAreNotSent(t *testing.T) {
	c := newClient(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("a request was sent") }))
	for _, bad := range []struct {
		id   string
		life time.Duration
		code string
	}{
		{"", 0, model.FaultEmpty},
		{strings.Repeat("é", 257), 0, model.FaultTooLong},
		{"a", 4 * time.Second, model.FaultRange},
		{"a", 301 * time.Second, model.FaultRange},
	} {
		_, err := c.Link(t.Context(), bad.id, bad.life, model.UrgencyAsked, nil)
		if p := wantKind(t, err, model.KindInput); p.Code != bad.code {
			t.Errorf("%.10q %v: %s", bad.id, bad.life, p.Code)
		}
	}
	for _, token := range []string{"line\nbreak", "tab\t", "sp ace", "é", strings.Repeat("t", 1001)} {
		c.SetToken(model.NewSecret(token))
		_, err := link(t, c)
		if p := wantKind(t, err, model.KindInput); strings.Contains(p.Error(), token) {
			t.Errorf("the error shows the token: %v", p)
		}
	}
	c.SetToken(model.Secret{})
	_, err := link(t, c)
	if p := wantKind(t, err, model.KindInput); p.Code != model.FaultMissing {
		t.Errorf("%+v", p)
	}
}

func TestNewRefusesWhatNoServiceWouldTake(t *testing.T) {
	if _, err := New(Options{}); !errors.As(err, new(*model.Problem)) {
		t.Errorf("no endpoint: %v", err)
	}
}
