package emulator

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"attache/api/emulator/scenario"
	"attache/api/emulator/service"
)

// host is what the tests call the server by.
const host = "emulator.test"

// Words of the wire that the tests use often.
const (
	bearer     = service.Bearer
	approved   = scenario.Approved
	rejected   = scenario.Rejected
	inProgress = scenario.InProgress
	plainText  = scenario.PlainText
	pdfType    = "application/pdf"
	maxFiles   = scenario.MaxFiles
)

// world is a server behind a pipe, with a clock that only moves when told.
type world struct {
	*Server
	t      *testing.T
	client *http.Client
	offset atomic.Int64
}

// epoch is when every test begins.
func epoch() time.Time { return time.Date(2026, 3, 14, 10, 0, 0, 250e6, time.UTC) }

func (w *world) tick(d time.Duration) { w.offset.Add(int64(d)) }

func start(t *testing.T, o Options) *world {
	t.Helper()
	w := &world{t: t}
	if o.Now == nil {
		o.Now = func() time.Time { return epoch().Add(time.Duration(w.offset.Load())) }
	}
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	l := Pipe()
	served := make(chan error, 1)
	go func() { served <- s.Serve(l) }()
	transport := &http.Transport{DialContext: l.DialContext, DisableCompression: true}
	w.Server, w.client = s, &http.Client{Transport: transport}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if err := <-served; err != nil {
			t.Errorf("Serve after Close: %v", err)
		}
	})
	return w
}

// reply is an answer, read whole. cut says that it broke off.
type reply struct {
	status int
	header http.Header
	body   string
	cut    bool
}

func (w *world) do(method, url, body string, header ...string) reply {
	w.t.Helper()
	r, err := http.NewRequestWithContext(w.t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	for pair := range slices.Chunk(header, 2) {
		if pair[0] == "Host" {
			r.Host = pair[1]
			continue
		}
		r.Header.Set(pair[0], pair[1])
	}
	a, err := w.client.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = a.Body.Close() }()
	b, err := io.ReadAll(a.Body)
	return reply{a.StatusCode, a.Header, string(b), err != nil}
}

// post calls an operation with the connection token.
func (w *world) post(path, body string, header ...string) reply {
	w.t.Helper()
	header = append([]string{bearer, w.ConnectionToken(), "Content-Type", "application/json"}, header...)
	return w.do(http.MethodPost, "http://"+host+"/participant/"+path, body, header...)
}

func decode[T any](t *testing.T, a reply) T {
	t.Helper()
	var v T
	if a.status != http.StatusOK {
		t.Fatalf("status %d: %s", a.status, a.body)
	}
	d := json.NewDecoder(bytes.NewReader([]byte(a.body)))
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%v in %s", err, a.body)
	}
	return v
}

// seen is what the tests read of a transcript; its own types, like a foreign client's.
type seen struct {
	NextToken  string
	Transcript []struct {
		ID              string `json:"Id"`
		AbsoluteTime    string
		Type            string
		Content         *string
		ParticipantRole string
		Attachments     []seenAttachment
	}
}

type seenAttachment struct {
	AttachmentID   string `json:"AttachmentId"`
	AttachmentName string
	ContentType    string
	Status         string
}

type seenLink struct {
	URL                   string `json:"Url"`
	URLExpiry             string `json:"UrlExpiry"`
	AttachmentSizeInBytes int64
}

// attachments reads the whole transcript.
func (w *world) attachments() []seenAttachment {
	w.t.Helper()
	var all []seenAttachment
	request := map[string]any{"MaxResults": 100, "ScanDirection": "FORWARD", "SortOrder": "ASCENDING"}
	for {
		body, err := json.Marshal(request)
		if err != nil {
			w.t.Fatal(err)
		}
		page := decode[seen](w.t, w.post("transcript", string(body)))
		for _, it := range page.Transcript {
			all = append(all, it.Attachments...)
		}
		if page.NextToken == "" {
			return all
		}
		request["NextToken"] = page.NextToken
	}
}

// link asks for a URL of the first attachment that may be had.
func (w *world) link(seconds int) seenLink {
	w.t.Helper()
	for _, a := range w.attachments() {
		if a.Status == approved {
			return decode[seenLink](w.t, w.post("attachment",
				`{"AttachmentId":"`+a.AttachmentID+`","UrlExpiryInSeconds":`+strconv.Itoa(seconds)+`}`))
		}
	}
	w.t.Fatal("no attachment")
	return seenLink{}
}

func (w *world) get(url string, header ...string) reply {
	w.t.Helper()
	return w.do(http.MethodGet, url, "", header...)
}

// shrink puts a few bytes into every file, for tests that ask for all of them.
func (w *world) shrink() {
	for _, f := range w.talk().Files {
		f.Content = scenario.Lines("a small file", 100, 0)
	}
}

// talk is the conversation, for tests that look behind the wire.
func (w *world) talk() *scenario.Conversation { return w.all[0].chat.Talk }

// now is the instant on the chat's clock.
func (w *world) now() time.Time { now, _ := w.Clock(); return now }
