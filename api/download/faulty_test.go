package download

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing/synctest"
	"time"

	"attache/api/trial"
)

// faulty is the far side of a download: it gives links as the service does, and serves one object
// as S3 does, until its steps say otherwise. It knows nothing of the client.
type faulty struct {
	mu    sync.Mutex
	data  []byte
	etag  string
	size  int64 // what the service says; below 0: nothing
	life  time.Duration
	steps []step // one for each request for the object, the last for ever
	links int
	gets  []http.Header
}

// step answers one request for the object.
type step func(f *faulty, w http.ResponseWriter, r *http.Request)

func (f *faulty) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodPost {
		_, _ = io.Copy(io.Discard, r.Body)
		f.mu.Lock()
		f.links++
		answer := map[string]any{
			"Url":       fmt.Sprintf("%s/b/a?n=%d", host, f.links),
			"UrlExpiry": time.Now().Add(f.life).UTC().Format("2006-01-02T15:04:05.000Z"),
		}
		if f.size >= 0 {
			answer["AttachmentSizeInBytes"] = f.size
		}
		f.mu.Unlock()
		data, _ := json.Marshal(answer)
		_, _ = w.Write(data)
		return
	}
	f.mu.Lock()
	s := f.steps[min(len(f.gets), len(f.steps)-1)]
	f.gets = append(f.gets, r.Header.Clone())
	f.mu.Unlock()
	s(f, w, r)
}

// whole serves the object, or what is asked for of it.
func whole(f *faulty, w http.ResponseWriter, r *http.Request) { f.serve(w, r, -1, nil) }

// cut breaks off after n bytes of an answer.
func cut(n int) step {
	return func(f *faulty, w http.ResponseWriter, r *http.Request) {
		f.serve(w, r, n, func() { panic(http.ErrAbortHandler) })
	}
}

// after serves n bytes, lets what happens meanwhile happen, and then goes on.
func after(n int, happens func()) step {
	return func(f *faulty, w http.ResponseWriter, r *http.Request) { f.serve(w, r, n, happens) }
}

// stall is cut, but with silence for an end.
func stall(n int) step {
	return func(f *faulty, w http.ResponseWriter, r *http.Request) {
		f.serve(w, r, n, func() {
			trial.Hang(w, r)
			panic(http.ErrAbortHandler)
		})
	}
}

// serve answers as S3 does: conditions first, then ranges. After n bytes it calls pause, when all
// of them have arrived.
func (f *faulty) serve(w http.ResponseWriter, r *http.Request, n int, pause func()) {
	f.mu.Lock()
	data, etag := f.data, f.etag
	f.mu.Unlock()
	if etag != "" {
		w.Header().Set("ETag", etag)
	}
	if wants := r.Header.Get("If-Match"); wants != "" && wants != etag {
		s3Error(412, "PreconditionFailed")(f, w, r)
		return
	}
	if wants := r.Header.Get("If-None-Match"); wants != "" && wants == etag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	status := http.StatusOK
	if from, ok := strings.CutPrefix(r.Header.Get("Range"), "bytes="); ok {
		from, to, _ := strings.Cut(from, "-")
		start, _ := strconv.Atoi(from)
		if start >= len(data) {
			s3Error(416, "InvalidRange")(f, w, r)
			return
		}
		end := len(data)
		if n, err := strconv.Atoi(to); err == nil {
			end = min(end, n+1)
		}
		w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", start, end-1, len(data)))
		status, data = http.StatusPartialContent, data[start:end]
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(status)
	if n < 0 || n > len(data) {
		_, _ = w.Write(data)
		return
	}
	_, _ = w.Write(data[:n])
	_ = http.NewResponseController(w).Flush()
	synctest.Wait()
	pause()
	_, _ = w.Write(data[n:])
}

// s3Error is an error in S3's words.
func s3Error(status int, code string) step {
	return func(_ *faulty, w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/xml")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, `<?xml version="1.0" encoding="UTF-8"?>`+"\n<Error><Code>"+code+"</Code><Message>told why</Message></Error>")
	}
}

// plain is any fixed answer.
func plain(status int, body string, header ...string) step {
	h := trial.Answer(status, body, header...)
	return func(_ *faulty, w http.ResponseWriter, r *http.Request) { h(w, r) }
}

// unranged is a host that does not know ranges nor conditions.
func unranged(f *faulty, w http.ResponseWriter, r *http.Request) {
	r.Header.Del("Range")
	r.Header.Del("If-Match")
	f.serve(w, r, -1, nil)
}

// tagged changes the entity tag of an answer on its way.
func tagged(tag string, s step) step {
	return func(f *faulty, w http.ResponseWriter, r *http.Request) { s(f, tagger{w, tag}, r) }
}

type tagger struct {
	http.ResponseWriter
	tag string
}

func (t tagger) WriteHeader(status int) {
	t.Header().Del("ETag")
	if t.tag != "" {
		t.Header().Set("ETag", t.tag)
	}
	t.ResponseWriter.WriteHeader(status)
}

func (t tagger) Unwrap() http.ResponseWriter { return t.ResponseWriter }

// unsized sends the object without saying how much there is, and n bytes of it.
func unsized(n int) step {
	return func(f *faulty, w http.ResponseWriter, _ *http.Request) {
		const start = 10
		w.Header().Set("ETag", f.etag)
		_, _ = w.Write(f.data[:start])
		_ = http.NewResponseController(w).Flush()
		synctest.Wait()
		_, _ = w.Write(f.data[start:n])
		_ = http.NewResponseController(w).Flush()
	}
}

// drip sends the rest of the object at one byte a second.
func drip(f *faulty, w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("ETag", f.etag)
	w.Header().Set("Content-Length", strconv.Itoa(len(f.data)))
	for i := range f.data {
		time.Sleep(time.Second)
		_, _ = w.Write(f.data[i : i+1])
		_ = http.NewResponseController(w).Flush()
	}
}

// change replaces the object by another of the same size.
func (f *faulty) change() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.data, f.etag = bytes.Repeat([]byte("B"), len(f.data)), `"v2"`
}

// counts returns how many links and how many parts of the object were asked for.
func (f *faulty) counts() (links, gets int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.links, len(f.gets)
}
