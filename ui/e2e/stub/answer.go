package stub

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// send writes the right answer, or as much of it as the trouble lets through.
func send(w http.ResponseWriter, answer any, trouble *Trouble) {
	body := []byte(mustJSON(answer))
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	if trouble != nil && trouble.Cut > 0 && trouble.Cut < len(body) {
		cut(w, body[:trouble.Cut])
		return
	}
	_, _ = w.Write(body) // the client may be gone
}

// cut sends part of an answer and breaks the connection.
func cut(w http.ResponseWriter, part []byte) {
	_, _ = w.Write(part)
	if f, ok := w.(http.Flusher); ok {
		f.Flush()
	}
	panic(http.ErrAbortHandler)
}

// refuse writes an error. The service has three ways to name the code; they take turns.
func refuse(w http.ResponseWriter, turn int, t Trouble) {
	if t.RetryAfter != "" {
		w.Header().Set("Retry-After", t.RetryAfter)
	}
	status := t.Status
	if status == 0 {
		status = http.StatusOK
	}
	if t.HTML {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(status)
		_, _ = fmt.Fprint(w, "<!DOCTYPE html><html><title>Proxy</title><body>Something \x1b[31mwent\x1b[0m wrong</body></html>")
		return
	}
	body := map[string]any{"Message": t.Message}
	switch {
	case t.Code == "":
	case turn%3 == 0:
		w.Header().Set("X-Amzn-Errortype", t.Code+":http://internal.example/coral/"+t.Code)
		body = map[string]any{"message": t.Message}
	case turn%3 == 1:
		body["__type"] = "com.amazonaws.connectparticipant#" + t.Code
	default:
		body["code"] = t.Code
	}
	w.Header().Set("Content-Type", "application/x-amz-json-1.1")
	w.WriteHeader(status)
	_, _ = fmt.Fprint(w, mustJSON(body))
}

func invalid(message string) *Trouble {
	return &Trouble{Status: http.StatusBadRequest, Code: "ValidationException", Message: message}
}

// stamp writes an instant as the service does: ISO 8601 in UTC, with a fraction.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

func mustJSON(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // maps, texts and numbers
	}
	return string(text)
}
