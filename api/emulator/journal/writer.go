package journal

import (
	"bufio"
	"net"
	"net/http"
	"strings"
)

const (
	maxText  = 200 // of a text from outside, in bytes
	maxPiece = 40  // of a path: an ID has 36
)

// Watch notes what becomes of a request in its answer. It passes on what net/http can do beside writing.
func (j *Journal) Watch(w http.ResponseWriter, e *Entry) *Writer { return &Writer{w, j, e} }

// Writer is the way of an answer through the journal.
type Writer struct {
	http.ResponseWriter

	journal *Journal
	entry   *Entry
}

// Unwrap is for http.ResponseController.
func (w *Writer) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// WriteHeader notes the status before anybody can have it.
func (w *Writer) WriteHeader(status int) {
	w.note(status)
	w.ResponseWriter.WriteHeader(status)
}

func (w *Writer) note(status int) {
	h := w.Header()
	w.journal.Change(w.entry, func(e *Entry) {
		if e.Status == 0 {
			e.Status, e.Error = status, h.Get("X-Amzn-ErrorType")
			e.RequestID = h.Get("X-Amzn-RequestId") + h.Get("X-Amz-Request-Id")
		}
	})
}

// Write counts.
func (w *Writer) Write(b []byte) (int, error) {
	w.note(http.StatusOK)
	n, err := w.ResponseWriter.Write(b)
	w.journal.Change(w.entry, func(e *Entry) { e.Bytes += int64(n) })
	return n, err
}

// Hijack gives the connection away; the answer is a socket then.
func (w *Writer) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, rw, err := http.NewResponseController(w.ResponseWriter).Hijack()
	if err == nil {
		w.note(http.StatusSwitchingProtocols)
	}
	return conn, rw, err
}

// SafePath writes a path without its pieces that are long, or not as those of operations are: any may be of a token,
// which may hold slashes itself.
func SafePath(path string) string {
	parts := strings.Split(path, "/")
	for i, part := range parts {
		if len(part) > maxPiece || strings.Trim(part, "abcdefghijklmnopqrstuvwxyz0123456789-_.") != "" {
			parts[i] = "[redacted]"
		}
	}
	return Short(strings.Join(parts, "/"))
}

// Short keeps the beginning of a text, in characters that can be seen.
func Short(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' {
			return '?'
		}
		return r
	}, text)
	return text[:min(len(text), maxText)]
}
