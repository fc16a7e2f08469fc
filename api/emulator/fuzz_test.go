package emulator

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"attache/api/emulator/scenario"
	"attache/api/emulator/socket"
	"attache/api/emulator/token"
	"attache/api/emulator/wire"
)

// documented are the statuses that the service and S3 are documented to use, as far as we use them.
func documented(status int) bool {
	switch status {
	case 200, 206, 304, 400, 403, 404, 405, 412, 413, 416:
		return true
	}
	return false
}

func fuzzed(f *testing.F) *Server {
	f.Helper()
	s, err := New(Options{Scenario: "bulk", Count: 3, Size: 100, Unlimited: true})
	if err != nil {
		f.Fatal(err)
	}
	return s
}

// FuzzRequestBody: no body of any operation makes the server panic or answer out of its documents.
func FuzzRequestBody(f *testing.F) {
	s := fuzzed(f)
	for _, path := range []string{"attachment", "transcript", "message", "event", "start-attachment-upload"} {
		f.Add(path, `{"AttachmentId":"x","UrlExpiryInSeconds":5}`)
	}
	f.Add("transcript", `{"StartPosition":{"AbsoluteTime":"2026-01-01T00:00:00Z"},"MaxResults":3,"NextToken":null}`)
	f.Add("transcript", `{"NextToken":"`+s.all[0].chat.Secret.Seal(token.Page, []byte{0, 255})+`"}`)
	f.Add("connection", `{"Type":["WEBSOCKET"]}`)
	f.Fuzz(func(t *testing.T, path, body string) {
		if path == "disconnect" {
			return // ends the chat for those that follow
		}
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", strings.NewReader(body))
		r.URL.Path = "/participant/" + path
		r.Header.Set(bearer, s.ConnectionToken())
		if path == "connection" {
			r.Header.Set(bearer, s.ParticipantToken())
		}
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if !documented(w.Code) {
			t.Errorf("%s %q: status %d", path, body, w.Code)
		}
	})
}

// FuzzPresignedQuery: no query and no Range makes the bucket panic, or open without its signature.
func FuzzPresignedQuery(f *testing.F) {
	s := fuzzed(f)
	var object *scenario.File
	for _, object = range s.all[0].chat.Talk.Files {
		break
	}
	query := func() string {
		_, q, _ := strings.Cut(s.all[0].bucket.URL(object, wire.NewOrigin(host, false), time.Now(), 300e9), "?")
		return q
	}
	signed := query()
	f.Add(signed, "bytes=0-1")
	f.Add(changed(signed, len(signed)-1), "bytes=-1,2-")
	f.Add("X-Amz-Signature=&X-Amz-Algorithm=AWS4-HMAC-SHA256", "")
	f.Fuzz(func(t *testing.T, q, part string) {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", http.NoBody)
		r.Host, r.URL.Path, r.URL.RawQuery = host, object.Path, q
		r.Header.Set("Range", part)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if !documented(w.Code) {
			t.Errorf("%q %q: status %d", q, part, w.Code)
		}
		if w.Code/100 == 2 && !strings.Contains(w.Header().Get("Content-Disposition"), object.Name) {
			t.Errorf("%q opened another file", q)
		}
	})
}

// FuzzSocketURL: no URL but one that the server made is taken for one of its sockets.
func FuzzSocketURL(f *testing.F) {
	s := fuzzed(f)
	u, err := url.Parse(s.all[0].sockets.URL(wire.NewOrigin(host, false), time.Now().Add(1000*time.Hour), s.all[0].chat.Members[0]))
	if err != nil {
		f.Fatal(err)
	}
	made := strings.TrimPrefix(u.Path, socket.Prefix) + u.Query().Get("auth")
	path := strings.TrimPrefix(u.Path, socket.Prefix)
	f.Add(path, u.RawQuery)
	f.Add(path, u.RawQuery[:20])
	f.Add(path+"A", u.RawQuery+"&auth=")
	f.Add("", "auth"+"="+s.ConnectionToken())
	f.Fuzz(func(t *testing.T, path, query string) {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", http.NoBody)
		r.URL.Path, r.URL.RawQuery = socket.Prefix+path, query
		given := strings.TrimPrefix(r.URL.Path, socket.Prefix) + r.URL.Query().Get("auth")
		if got := s.all[0].holds(r); got != (given == made) {
			t.Errorf("%q?%q: %v", path, query, got)
		}
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r) // it asks for no upgrade
		if w.Code != http.StatusForbidden && w.Code != http.StatusUpgradeRequired {
			t.Errorf("%q?%q: status %d", path, query, w.Code)
		}
	})
}
