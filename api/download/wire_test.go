package download

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"attache/api/emulator"
	"attache/api/wire"
	"attache/model"
)

// asker asks for links as the service's client does, once.
func asker(way http.RoundTripper) Links {
	return Links{Now: time.Now, Ask: func(ctx context.Context, id string, life time.Duration, _ func(model.CallState)) (model.Link, error) {
		if life == 0 {
			life = model.DefaultLife
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, host+"/participant/attachment", strings.NewReader(`{"AttachmentId":"`+id+`"}`))
		if err != nil {
			return model.Link{}, err
		}
		if t, ok := way.(*http.Transport); ok {
			t.CloseIdleConnections() // a fault may just have cut the one that is kept, and this asks once
		}
		resp, err := way.RoundTrip(req)
		if err != nil {
			return model.Link{}, &model.Problem{Kind: model.KindOffline, Op: opLink}
		}
		defer resp.Body.Close()
		var said struct {
			URL                   string    `json:"Url"`
			URLExpiry             time.Time `json:"UrlExpiry"`
			AttachmentSizeInBytes int64
		}
		if resp.StatusCode != http.StatusOK || json.NewDecoder(resp.Body).Decode(&said) != nil {
			return model.Link{}, &model.Problem{Kind: model.KindInvalid, Op: opLink, Status: resp.StatusCode}
		}
		link := model.Link{Issued: time.Now(), Asked: life, Size: said.AttachmentSizeInBytes, Expires: said.URLExpiry}
		if said.URL != "" {
			link.URL = model.NewSecret(said.URL)
		}
		if said.URLExpiry.IsZero() {
			link.Expires = link.Issued.Add(life)
		}
		return link, nil
	}}
}

// newSaver makes a saver that gets links and files from h. Its waits are the longest that jitter allows,
// so that tests can count on them.
func newSaver(t *testing.T, h http.Handler, change ...func(*Saver)) *Saver {
	t.Helper()
	way := serve(t, h)
	caller := &wire.Caller{
		Transport: way, Agent: "attache/1.2", Now: time.Now, Log: slog.New(slog.DiscardHandler), Jitter: func() float64 { return 1 },
	}
	s := New(caller, t.TempDir(), 0, nil, asker(way))
	for _, f := range change {
		f(s)
	}
	return s
}

// host is the name that tests give the far side. It is loopback, so plain http is taken.
const host = "http://127.0.0.1:9"

// serve answers with h on an in-memory listener until the test ends, and returns the way there.
func serve(t *testing.T, h http.Handler) *http.Transport {
	t.Helper()
	pipe := emulator.Pipe()
	server := &http.Server{Handler: h, ReadHeaderTimeout: time.Hour}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.Serve(pipe)
	}()
	transport := &http.Transport{DialContext: pipe.DialContext, DisableCompression: true}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		_ = server.Close()
		<-done
	})
	return transport
}

// request is one request as the far side saw it.
type request struct {
	path   string
	header http.Header
	body   map[string]any
	at     time.Time
}

// script answers each request with the next of its steps, the last one for ever, and keeps what
// it was asked.
type script struct {
	mu    sync.Mutex
	steps []http.HandlerFunc
	seen  []request
}

func (s *script) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	data, _ := io.ReadAll(r.Body)
	var body map[string]any
	_ = json.Unmarshal(data, &body)
	s.mu.Lock()
	step := s.steps[min(len(s.seen), len(s.steps)-1)]
	s.seen = append(s.seen, request{r.URL.Path, r.Header.Clone(), body, time.Now()})
	s.mu.Unlock()
	step(w, r)
}

// requests returns what was asked so far.
func (s *script) requests() []request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.seen)
}

// answer is a step that sends a status, a body and headers, given as pairs.
func answer(status int, body string, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// drop is a step that breaks the connection without an answer.
func drop(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

// hang is a step that never answers. A server only sees its client go when the body is read.
func hang(_ http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	<-r.Context().Done()
}

// linkBody is an answer of GetAttachment.
func linkBody(address string) string {
	data, _ := json.Marshal(map[string]any{"Url": address, "AttachmentSizeInBytes": 5})
	return string(data)
}

// wantKind fails unless err holds a problem of that kind, and returns what it says.
func wantKind(t *testing.T, err error, kind model.Kind) model.Problem {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want one of kind %v", kind)
	}
	p := model.AsProblem(err)
	if p.Kind != kind {
		t.Fatalf("kind %v (%v), want %v", p.Kind, p, kind)
	}
	return *p
}

// stages keeps what a call reports.
type stages struct {
	mu  sync.Mutex
	all []model.CallState
}

func (s *stages) report(state model.CallState) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = append(s.all, state)
}

// inBubble runs f where time is ours.
func inBubble(t *testing.T, f func(*testing.T)) {
	t.Helper()
	synctest.Test(t, f)
}

// echo is a far side that gives a link and five bytes.
func echo(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodPost {
		answer(200, linkBody(host+"/b/a"))(w, r)
		return
	}
	answer(200, "12345")(w, r)
}
