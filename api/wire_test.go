package api

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"attache/api/emulator"
	"attache/model"
)

// session is what the screen asks of a client; package main asserts the real interface.
type session interface {
	Attachments(ctx context.Context, report func(model.CallState), each func(model.Page)) error
	Link(ctx context.Context, id string, life time.Duration, priority model.Priority, report func(model.CallState)) (model.Link, error)
	Save(ctx context.Context, order model.DownloadRequest, report func(model.CallState)) (model.Saved, error)
	SetToken(token model.Secret)
	Status() model.Connection
}

var _ session = (*Client)(nil)

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

// newClient makes a client of h. Its waits are the longest that jitter allows, so that tests can
// count on them.
func newClient(t *testing.T, h http.Handler, change ...func(*Options)) *Client {
	t.Helper()
	endpoint, err := url.Parse(host)
	if err != nil {
		t.Fatal(err)
	}
	o := Options{
		Endpoint: endpoint, ConnectionToken: model.NewSecret("connection-token"),
		Transport: serve(t, h), Dir: t.TempDir(), Version: "1.2",
	}
	for _, f := range change {
		f(&o)
	}
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	c.caller.Jitter = func() float64 { return 1 }
	return c
}

// newEmulated makes a client of the emulator.
func newEmulated(t *testing.T, o emulator.Options, change ...func(*Options)) (*Client, *emulator.Server) {
	t.Helper()
	server, err := emulator.New(o)
	if err != nil {
		t.Fatal(err)
	}
	c := newClient(t, server, append([]func(*Options){func(o *Options) {
		o.ConnectionToken = model.NewSecret(server.ConnectionToken())
	}}, change...)...)
	return c, server
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

const goodLink = `{"Url":"https://files.example/a?X-Amz-Signature=s","UrlExpiry":"2000-01-01T00:05:00.000Z","AttachmentSizeInBytes":5}`

// link asks for a link as if the user had.
func link(t *testing.T, c *Client) (model.Link, error) {
	t.Helper()
	return c.Link(t.Context(), "a-1", 0, model.PriorityAsked, nil)
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

func (s *stages) names() []model.Stage {
	s.mu.Lock()
	defer s.mu.Unlock()
	var names []model.Stage
	for _, state := range s.all {
		names = append(names, state.Stage)
	}
	return names
}

// inBubble runs f where time is ours.
func inBubble(t *testing.T, f func(*testing.T)) {
	t.Helper()
	synctest.Test(t, f)
}
