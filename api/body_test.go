package api

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"attache/api/trial"
	"attache/api/wire"
	"attache/model"
)

// zipped compresses a text.
func zipped(text string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = io.WriteString(w, text)
	_ = w.Close()
	return b.Bytes()
}

func TestACompressedAnswerIsAskedForAndRead(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		s := &trial.Script{Steps: []http.HandlerFunc{trial.Answer(200, string(zipped(goodLink)), "Content-Encoding", "gzip")}}
		l, err := link(t, newClient(t, s))
		if err != nil || l.Size != 5 {
			t.Fatalf("%+v, %v", l, err)
		}
		if got := s.Requests()[0].Header.Get("Accept-Encoding"); got != "gzip" {
			t.Errorf("asked for %q", got)
		}
	})
	for name, c := range map[string]struct {
		body   string
		detail string
		header []string
	}{
		"labelled, not packed":   {goodLink, "", []string{"Content-Encoding", "gzip"}},
		"packed, not labelled":   {string(zipped(goodLink)), "", nil},
		"another compression":    {"\x8b\x00\x80brotli", "not JSON", []string{"Content-Encoding", "br"}},
		"damaged":                {string(zipped(goodLink)[:len(zipped(goodLink))-8]) + "damaged!", "damaged compression", nil},
		"a header of no version": {"\x1f\x8b\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", "damaged compression", nil},
		"cut":                    {string(zipped(goodLink)[:40]), "cut body", nil},
		"cut in its header":      {string(zipped(goodLink)[:5]), "cut body", nil},
		"a packed page":          {string(zipped("<!DOCTYPE html><html>")), wire.HTMLPage, []string{"Content-Encoding", "gzip"}},
	} {
		inBubble(t, func(t *testing.T) {
			_, err := link(t, newClient(t, trial.Answer(200, c.body, c.header...)))
			if c.detail == "" && err == nil {
				return
			}
			if p := trial.WantKind(t, err, model.KindJunk); p.Detail != c.detail {
				t.Errorf("%s: %q, want %q", name, p.Detail, c.detail)
			}
		})
	}
}

func TestACompressedAnswerKeepsToTheSizeLimit(t *testing.T) {
	bomb := zipped(`{"Url":"` + strings.Repeat("x", 64*smallAnswer) + `"}`)
	empty := bytes.Repeat(zipped(""), smallAnswer/10)
	for name, body := range map[string][]byte{"a bomb": bomb, "parts without end": empty} {
		inBubble(t, func(t *testing.T) {
			s := &trial.Script{Steps: []http.HandlerFunc{trial.Answer(200, string(body), "Content-Encoding", "gzip")}}
			_, err := link(t, newClient(t, s))
			if p := trial.WantKind(t, err, model.KindJunk); p.Detail != "body too large" || len(s.Requests()) != 1 {
				t.Errorf("%s: %v after %d requests", name, p, len(s.Requests()))
			}
		})
	}
}

func FuzzAnAnswerIsReadWithinItsLimit(f *testing.F) {
	f.Add([]byte(goodLink), int64(100))
	f.Add(zipped(goodLink), int64(100))
	f.Add(zipped(strings.Repeat("x", 5000)), int64(100))
	f.Add(append(zipped("a"), zipped("b")...), int64(1))
	f.Fuzz(func(t *testing.T, body []byte, limit int64) {
		limit = max(limit, -limit) % 10000
		data, large, err := readAnswer(bytes.NewReader(body), max(limit, 0))
		if err == nil && !large && int64(len(data)) > limit {
			t.Errorf("%d bytes of %d", len(data), limit)
		}
	})
}

// trickle sends a body in parts with a pause before each.
func trickle(body string, part int, every time.Duration) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		for rest := body; r.Context().Err() == nil; {
			n := min(part, len(rest))
			_, _ = io.WriteString(w, rest[:n])
			_ = http.NewResponseController(w).Flush()
			if rest = rest[n:]; rest == "" {
				return
			}
			select {
			case <-time.After(every):
			case <-r.Context().Done():
			}
		}
	}
}

func TestAnAnswerMayTakeItsTimeAsLongAsBytesCome(t *testing.T) {
	// 400 kB that cannot be compressed, at 256 kbit/s.
	noise := make([]byte, 300_000)
	for i := range noise {
		noise[i] = byte(rand.IntN(256)) //nolint:gosec // any noise will do
	}
	content, _ := json.Marshal(noise)
	page := fmt.Sprintf(`{"Transcript":[{"Id":"i","Type":"MESSAGE","Content":%s},{"Id":"j","Type":"ATTACHMENT","Attachments":[{"AttachmentId":"a"}]}]}`, content)
	inBubble(t, func(t *testing.T) {
		c := newClient(t, trickle(page, 3200, 100*time.Millisecond))
		files, start := 0, time.Now()
		err := c.Attachments(t.Context(), nil, func(p model.Page) { files += len(p.Attachments) })
		if took := time.Since(start); err != nil || files != 1 || took < 12*time.Second {
			t.Errorf("%d files after %v: %v", files, took, err)
		}
	})
	// A drip that would never end does.
	inBubble(t, func(t *testing.T) {
		start := time.Now()
		_, err := link(t, newClient(t, trickle(strings.Repeat(" ", 1000), 1, 9*time.Second)))
		if trial.WantKind(t, err, model.KindTimeout); time.Since(start) > answerTime {
			t.Errorf("took %v", time.Since(start))
		}
	})
}

// TestAPageThatComesTooLateIsAskedForSmaller has a server that takes a fifth of a second for an item,
// before it sends anything.
func TestAPageThatComesTooLateIsAskedForSmaller(t *testing.T) {
	inBubble(t, func(t *testing.T) {
		ch := newChat(t)
		for range 150 {
			ch.add(nil)
		}
		ch.add(file("a", "APPROVED"))
		var mu sync.Mutex
		var asked []float64
		perItem := 200 * time.Millisecond
		c := newClient(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			data, _ := io.ReadAll(r.Body)
			var body struct{ MaxResults float64 }
			_ = json.Unmarshal(data, &body)
			mu.Lock()
			asked = append(asked, body.MaxResults)
			takes := time.Duration(body.MaxResults) * perItem
			mu.Unlock()
			r.Body = io.NopCloser(bytes.NewReader(data))
			select {
			case <-time.After(takes):
				ch.ServeHTTP(w, r)
			case <-r.Context().Done():
			}
		}))
		files := 0
		read := func() error {
			return c.Attachments(t.Context(), nil, func(p model.Page) { files += len(p.Attachments) })
		}
		if err := read(); err != nil || files != 1 {
			t.Fatalf("%d files, asked for %v: %v", files, asked, err)
		}
		mu.Lock()
		if asked[0] != 100 || asked[1] != 100 && asked[1] != 25 || asked[len(asked)-1] != 25 {
			t.Errorf("asked for %v", asked)
		}
		asked, perItem = nil, time.Millisecond
		mu.Unlock()
		err := read()
		mu.Lock()
		defer mu.Unlock()
		if err != nil || asked[len(asked)-1] != 100 {
			t.Errorf("once they come fast: asked for %v, %v", asked, err)
		}
	})
}
