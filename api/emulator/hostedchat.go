package emulator

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"

	"attache/api/emulator/admin"
	"attache/api/emulator/clock"
	"attache/api/emulator/connect"
	"attache/api/emulator/fault"
	"attache/api/emulator/journal"
	"attache/api/emulator/socket"
)

// maxPeek is how much of a request's body is looked into for the attachment that it is about.
const maxPeek = 64 << 10

// ServeHTTP answers one request: an operation of the service, a GET of a pre-signed URL, or a request to control all
// of it.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch found := s.find(r); {
	case found.lost(r):
		found.bucket.Strike(w, r, fault.Deny)
	case admin.Wants(r):
		s.admin.ServeHTTP(w, r)
	default:
		found.journaled(s.journal, w, r)
	}
}

// journaled answers a request about this chat and keeps it in the journal, unless a fault is aimed at it.
func (m *hostedChat) journaled(j *journal.Journal, w http.ResponseWriter, r *http.Request) {
	e := j.Begin(m.entry(r))
	defer j.End(e)
	w = j.Watch(w, e)
	m.chat.Lock()
	struck := m.chat.Faults.Struck(e.Operation, e.AttachmentID)
	m.chat.Unlock()
	if struck.Fault != "" || struck.Delay > 0 {
		j.Change(e, func(e *journal.Entry) { e.Fault = struck.Text() })
	}
	if clock.Pause(r.Context(), struck.Delay) {
		m.answer(w, r, struck.Fault)
	}
}

// entry says what a request is about.
func (m *hostedChat) entry(r *http.Request) journal.Entry {
	e := journal.Entry{
		At: m.chat.Clock.Now(), Chat: m.control.ContactID(), Method: journal.Short(r.Method),
		Path: journal.SafePath(r.URL.Path), UserAgent: journal.Short(r.UserAgent()),
	}
	switch {
	case r.Method == http.MethodOptions && r.Header.Get("Origin") != "":
		e.Operation = preflight
	case m.bucket.Holds(r):
		e.Operation = map[string]string{http.MethodGet: "GetObject", http.MethodHead: "HeadObject", http.MethodPut: "PutObject"}[r.Method]
		if e.AttachmentID = m.bucket.AttachmentAt(r.URL.Path); e.AttachmentID != "" {
			e.Path = journal.Short(r.URL.Path)
		}
	case strings.HasPrefix(r.URL.Path, socket.Prefix):
		e.Operation, e.Path = "Socket", socket.Prefix+"[redacted]"
	case connect.Operation(r) != "":
		e.Operation, e.Chat = connect.Operation(r), ""
	default:
		e.Operation = m.service.Operation(r)
		e.AttachmentID = peek(r)
	}
	if e.Operation == "DescribeView" {
		e.Path = "/participant/views/[redacted]"
	}
	if e.Operation == "" {
		e.Operation = unknown
	}
	return e
}

// peek reads the attachment's ID from the body of a call, and leaves the body as it was.
func peek(r *http.Request) string {
	if r.Method != http.MethodPost {
		return ""
	}
	begin, err := io.ReadAll(io.LimitReader(r.Body, maxPeek+1))
	r.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(begin), r.Body), r.Body}
	var in struct {
		ID  string   `json:"AttachmentId"`
		IDs []string `json:"AttachmentIds"`
	}
	if err != nil || json.Unmarshal(begin, &in) != nil {
		return ""
	}
	if len(in.IDs) == 1 {
		in.ID = in.IDs[0]
	}
	return journal.Short(in.ID)
}

// answer answers a request about this chat, with a fault unless that is "".
func (m *hostedChat) answer(w http.ResponseWriter, r *http.Request, struck string) {
	m.chat.Lock()
	off := m.chat.Faults.Date.By
	m.chat.Unlock()
	w.Header().Set("Date", m.chat.Clock.Now().Add(off).Format(http.TimeFormat))
	if m.origins.answer(w, r) {
		return
	}
	m.chat.Lock()
	m.chat.CatchUp()
	m.chat.Unlock()
	switch object := m.bucket.Holds(r); {
	case struck == fault.HangUp:
		panic(http.ErrAbortHandler) // net/http breaks the connection
	case struck != "" && struck != fault.Junk && object:
		m.bucket.Strike(w, r, struck)
	case struck != "" && struck != fault.Junk && connect.Operation(r) != "":
		m.contacts.Strike(w, r, struck, m.service.TooMany())
	case struck != "":
		m.service.Strike(w, struck)
	case object:
		m.bucket.ServeHTTP(w, r)
	case strings.HasPrefix(r.URL.Path, socket.Prefix):
		m.sockets.ServeHTTP(w, r)
	case connect.Operation(r) != "":
		m.contacts.ServeHTTP(w, r)
	default:
		m.service.ServeHTTP(w, r)
	}
}
