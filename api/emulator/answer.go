package emulator

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// refusal is an error of the service on its way out.
type refusal struct {
	status  int
	code    string // the X-Amzn-ErrorType
	message string
	wait    time.Duration // Retry-After, when not zero
	gateway bool          // the gateway in front of the service speaks: "message", not "Message"

	connectionID, requestID string // what the gateway adds on the path of sockets
}

// The errors that the service's model documents, with the status that it gives them.

func accessDenied(message string) *refusal {
	return &refusal{status: http.StatusForbidden, code: "AccessDeniedException", message: message}
}

func invalid(format string, args ...any) *refusal {
	return &refusal{
		status: http.StatusBadRequest, code: "ValidationException", message: fmt.Sprintf(format, args...),
	}
}

func throttled(wait time.Duration) *refusal {
	return &refusal{
		status: http.StatusTooManyRequests, code: "ThrottlingException", message: "Rate exceeded", wait: wait,
	}
}

func internalError() *refusal {
	return &refusal{
		status: http.StatusInternalServerError, code: "InternalServerException", message: "Internal service error",
	}
}

// unknownRoute is what the gateway of AWS services says to a path or method it does not have.
func unknownRoute() *refusal {
	return &refusal{
		status: http.StatusForbidden, code: "MissingAuthenticationTokenException",
		message: "Missing Authentication Token", gateway: true,
	}
}

// forbidden is the gateway's own 403 to a socket that it does not open.
func forbidden() *refusal {
	return &refusal{
		status: http.StatusForbidden, code: "ForbiddenException", message: "Forbidden", gateway: true,
		connectionID: requestID(), requestID: requestID(),
	}
}

// timestamp is how the service writes an instant: ISO 8601 in UTC with milliseconds.
func timestamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// writeAnswer sends the result of an operation, or its refusal.
func writeAnswer(w http.ResponseWriter, result any, no *refusal) {
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("X-Amzn-RequestId", requestID())
	status := http.StatusOK
	if no != nil {
		status, result = no.status, no.body()
		h.Set("X-Amzn-ErrorType", no.code)
		if no.wait > 0 {
			// Whole seconds, rounded up: Retry-After knows no fraction.
			h.Set("Retry-After", strconv.Itoa(int((no.wait+time.Second-1)/time.Second)))
		}
	}
	body, err := json.Marshal(result)
	if err != nil {
		status, body = http.StatusInternalServerError, []byte(`{"message":null}`)
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // a client that has gone away is no fault of ours
}

func (no *refusal) body() any {
	if no.gateway {
		return gatewayAnswer{Message: no.message, ConnectionID: no.connectionID, RequestID: no.requestID}
	}
	if no.code == "ResourceNotFoundException" {
		return struct {
			Message      string
			ResourceID   string `json:"ResourceId"`
			ResourceType string
		}{no.message, "view", "VIEW"}
	}
	return struct{ Message string }{no.message}
}

// gatewayAnswer is an error of the gateway in front of the service. The ids are there on the paths
// that open sockets.
type gatewayAnswer struct {
	Message      string `json:"message"`
	ConnectionID string `json:"connectionId,omitempty"`
	RequestID    string `json:"requestId,omitempty"`
}

// requestID makes the id under which a real service could find the request again.
func requestID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	return uuid(b)
}

// uuid writes b as a version 4 UUID.
func uuid(b [16]byte) string {
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
