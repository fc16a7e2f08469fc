package api

import (
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"attache/api/trial"
	"attache/model"
)

func TestEachOperationSendsExactlyWhatIsDocumented(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := &trial.Script{Steps: []http.HandlerFunc{
			trial.Answer(200, `{"ConnectionCredentials":{"ConnectionToken":"fresh","Expiry":"2000-01-02T00:00:00.000Z"}}`),
			trial.Answer(200, `{"Transcript":[],"NextToken":"more"}`), trial.Answer(200, `{"NextToken":""}`), trial.Answer(200, goodLink),
		}}
		c := newClient(t, s, func(o *Options) {
			o.ConnectionToken, o.ParticipantToken, o.AppID = model.Secret{}, model.NewSecret("mine"), "my app"
		})
		if err := c.Attachments(t.Context(), nil, func(model.Page) {}); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Link(t.Context(), "a-1", 2*time.Minute, model.PriorityAsked, nil); err != nil {
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
		got := s.Requests()
		if len(got) != len(want) {
			t.Fatalf("%d requests, want %d", len(got), len(want))
		}
		for i, w := range want {
			if got[i].Path != w.path || got[i].Header.Get("X-Amz-Bearer") != w.bearer || !equalJSON(got[i].Body, w.body) {
				t.Errorf("request %d went to %s with %q: %v", i, got[i].Path, got[i].Header.Get("X-Amz-Bearer"), got[i].Body)
			}
			delete(got[i].Header, "X-Amz-Bearer")
			delete(got[i].Header, "Content-Length")
			rest := http.Header{"Accept": {"application/json"}, "Accept-Encoding": {"gzip"}, "Content-Type": {"application/json"}, "User-Agent": {"attache/1.2 app/my-app"}}
			if !reflect.DeepEqual(got[i].Header, rest) {
				t.Errorf("request %d: headers %v", i, got[i].Header)
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
		s := &trial.Script{Steps: []http.HandlerFunc{trial.Answer(200, `{}`)}}
		c := newClient(t, s)
		_, _ = link(t, c)
		_ = c.Attachments(t.Context(), nil, func(model.Page) {})
		for i, name := range []string{"attachment-request", "transcript-request"} {
			var sample map[string]any
			if err := json.Unmarshal(readSample(t, name), &sample); err != nil {
				t.Fatal(err)
			}
			for member := range s.Requests()[i].Body {
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
		s := &trial.Script{Steps: []http.HandlerFunc{
			trial.Answer(200, string(readSample(t, "connection-response"))),
			trial.Answer(200, string(readSample(t, "transcript-response"))),
			trial.Answer(200, `{}`),
			trial.Answer(200, string(readSample(t, "attachment-response"))),
		}}
		c := newClient(t, s, func(o *Options) {
			o.ConnectionToken, o.ParticipantToken = model.Secret{}, model.NewSecret("mine")
			began := time.Now()
			o.Now = func() time.Time { return time.Date(2026, 3, 14, 10, 12, 50, 0, time.UTC).Add(time.Since(began)) }
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

func TestTheBearerGoesToNoOtherPlace(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := &trial.Script{Steps: []http.HandlerFunc{trial.Answer(307, "", "Location", "/elsewhere")}}
		_, err := link(t, newClient(t, s))
		if p := trial.WantKind(t, err, model.KindJunk); p.Status != 307 || p.Detail != "redirect" {
			t.Errorf("%+v", p)
		}
		for _, r := range s.Requests() {
			if r.Path != "/participant/attachment" {
				t.Errorf("a request went to %s", r.Path)
			}
		}
	})
}

func TestAnEndpointMayHaveAPath(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := &trial.Script{Steps: []http.HandlerFunc{trial.Answer(200, goodLink)}}
		c := newClient(t, s, func(o *Options) { o.Endpoint = o.Endpoint.JoinPath("base/") })
		if _, err := link(t, c); err != nil {
			t.Fatal(err)
		}
		if path := s.Requests()[0].Path; path != "/base/participant/attachment" {
			t.Errorf("path %s", path)
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
		_, err := c.Link(t.Context(), bad.id, bad.life, model.PriorityAsked, nil)
		if p := trial.WantKind(t, err, model.KindInput); p.Code != bad.code {
			t.Errorf("%.10q %v: %s", bad.id, bad.life, p.Code)
		}
	}
	for _, token := range []string{"line\nbreak", "tab\t", "sp ace", "é", strings.Repeat("t", 1001)} {
		c.SetToken(model.NewSecret(token))
		_, err := link(t, c)
		if p := trial.WantKind(t, err, model.KindInput); strings.Contains(p.Error(), token) {
			t.Errorf("the error shows the token: %v", p)
		}
	}
	c.SetToken(model.Secret{})
	_, err := link(t, c)
	if p := trial.WantKind(t, err, model.KindInput); p.Code != model.FaultMissing {
		t.Errorf("%+v", p)
	}
}

func TestNewRefusesWhatNoServiceWouldTake(t *testing.T) {
	if _, err := New(Options{}); !errors.As(err, new(*model.Problem)) {
		t.Errorf("no endpoint: %v", err)
	}
}
