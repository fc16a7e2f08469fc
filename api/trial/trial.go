// Package trial holds what the tests of the client share: a far side that answers by a script, and what is asked of
// answers.
package trial

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"attache/api/emulator"
	"attache/model"
)

// Host is the name that tests give the far side. It is loopback, so plain http is taken.
const Host = "http://127.0.0.1:9"

// Serve answers with h on an in-memory listener until the test ends, and returns the way there.
func Serve(t *testing.T, h http.Handler) *http.Transport {
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

// Request is one request as the far side saw it.
type Request struct {
	Path   string
	Header http.Header
	Body   map[string]any
	At     time.Time
}

// Script answers each request with the next of its steps, the last one for ever, and keeps what
// it was asked.
type Script struct {
	mu    sync.Mutex
	Steps []http.HandlerFunc
	seen  []Request
}

// ServeHTTP implements http.Handler.
func (s *Script) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	data, _ := io.ReadAll(r.Body)
	var body map[string]any
	_ = json.Unmarshal(data, &body)
	s.mu.Lock()
	step := s.Steps[min(len(s.seen), len(s.Steps)-1)]
	s.seen = append(s.seen, Request{r.URL.Path, r.Header.Clone(), body, time.Now()})
	s.mu.Unlock()
	step(w, r)
}

// Requests returns what was asked so far.
func (s *Script) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.seen)
}

// Answer is a step that sends a status, a body and headers, given as pairs.
func Answer(status int, body string, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// Drop is a step that breaks the connection without an answer.
func Drop(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }

// Hang is a step that never answers. A server only sees its client go when the body is read.
func Hang(_ http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	<-r.Context().Done()
}

// LinkBody is an answer of GetAttachment.
func LinkBody(address string) string {
	data, _ := json.Marshal(map[string]any{"Url": address, "AttachmentSizeInBytes": 5})
	return string(data)
}

// WantKind fails unless err holds a problem of that kind, and returns what it says.
func WantKind(t *testing.T, err error, kind model.Kind) model.Problem {
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

// Stages keeps what a call reports.
type Stages struct {
	mu  sync.Mutex
	All []model.CallState
}

// Report keeps a stage.
func (s *Stages) Report(state model.CallState) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.All = append(s.All, state)
}

// Names returns the stages alone.
func (s *Stages) Names() []model.Stage {
	s.mu.Lock()
	defer s.mu.Unlock()
	var names []model.Stage
	for _, state := range s.All {
		names = append(names, state.Stage)
	}
	return names
}

// SeedsOf are the seeds of a property: as many as usual from 0 on, or as .ci/properties says, from one of its own.
func SeedsOf(t *testing.T, usual int) (seeds []uint64) {
	t.Helper()
	first, n := 0, usual
	if testing.Short() {
		n = (n + 3) / 4
	}
	if text := os.Getenv("ATTACHE_SEEDS"); text != "" {
		if _, err := fmt.Sscan(text, &n, &first); err != nil {
			t.Fatal(err)
		}
	}
	for i := range n {
		seeds = append(seeds, uint64(first+i)) //nolint:gosec // neither is negative
	}
	return seeds
}

// Requested asks for the file of five bytes that LinkBody speaks of.
func Requested(name string) model.DownloadRequest {
	return model.DownloadRequest{Attachment: model.NewAttachment("a-1", name, "text/plain", model.StatusApproved), Meter: new(model.Meter)}
}

// Bucket is a far side that gives a link and then answers the download with its steps.
func Bucket(steps ...http.HandlerFunc) *Script {
	return &Script{Steps: append([]http.HandlerFunc{Answer(200, LinkBody(Host+"/b/a?X-Amz-Signature=s"))}, steps...)}
}

// ContentsOf returns what is in the files of a folder, sorted. None may be a part.
func ContentsOf(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil || strings.Contains(e.Name(), ".part") {
			t.Fatal(e.Name(), err)
		}
		all = append(all, string(data))
	}
	slices.Sort(all)
	return all
}

// Rules are what can be done where a name is taken.
func Rules() []model.OnExists {
	return []model.OnExists{model.ExistsRename, model.ExistsSkip, model.ExistsOverwrite, ""}
}
