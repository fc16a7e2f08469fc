// Package wire is how the service reads requests and writes answers, refusals and items.
package wire

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"attache/api/emulator/token"
)

// Refusal is an error of the service on its way out.
type Refusal struct {
	status  int
	code    string // the X-Amzn-ErrorType
	message string
	wait    time.Duration // Retry-After, when not zero
	view    bool          // of DescribeView, which says what was looked for
	gateway bool          // the gateway in front of the service speaks: "message", not "Message"

	connectionID, requestID string // what the gateway adds on the path of sockets
}

func refuse(status int, code, message string) *Refusal {
	return &Refusal{status: status, code: code, message: message}
}

// AccessDenied is the 403 of whoever may not.
func AccessDenied(message string) *Refusal {
	return refuse(http.StatusForbidden, "AccessDeniedException", message)
}

// Invalid is the 400 of a request that breaks a rule.
func Invalid(message string) *Refusal {
	return refuse(http.StatusBadRequest, "ValidationException", message)
}

// Constraint words a broken limit as AWS services do.
func Constraint(name, must string) *Refusal {
	return Invalid(fmt.Sprintf("1 validation error detected: Value at '%s' failed to satisfy constraint: Member must %s", name, must))
}

// TooMany is the 402 of a chat that holds as many files as it may.
func TooMany(message string) *Refusal {
	return refuse(http.StatusPaymentRequired, "ServiceQuotaExceededException", message)
}

// Conflict is the 409 of what is under way already.
func Conflict(message string) *Refusal {
	return refuse(http.StatusConflict, "ConflictException", message)
}

// Throttled is the 429, with Retry-After unless wait is zero.
func Throttled(wait time.Duration) *Refusal {
	return &Refusal{status: http.StatusTooManyRequests, code: "ThrottlingException", message: "Rate exceeded", wait: wait}
}

// InternalError is the 500.
func InternalError() *Refusal {
	return refuse(http.StatusInternalServerError, "InternalServerException", "Internal service error")
}

// NoView is the 404 of a view that is not there.
func NoView() *Refusal {
	no := refuse(http.StatusNotFound, "ResourceNotFoundException", "View not found")
	no.view = true
	return no
}

// byGateway is what the gateway in front of AWS services says.
func byGateway(status int, code, message string) *Refusal {
	return &Refusal{status: status, code: code, message: message, gateway: true}
}

// TooLong is the gateway's answer to a body beyond all documented ones.
func TooLong() *Refusal {
	return byGateway(http.StatusRequestEntityTooLarge, "RequestEntityTooLargeException", "Request Too Long")
}

// UnknownRoute is the gateway's answer to a path or method it does not have.
func UnknownRoute() *Refusal {
	return byGateway(http.StatusForbidden, "MissingAuthenticationTokenException", "Missing Authentication Token")
}

// Forbidden is the gateway's own 403 to a socket that it does not open.
func Forbidden(ids *token.Secret) *Refusal {
	no := byGateway(http.StatusForbidden, "ForbiddenException", "Forbidden")
	no.connectionID, no.requestID = ids.NewID(), ids.NewID()
	return no
}

// Timestamp is how the service writes an instant: ISO 8601 in UTC with milliseconds.
func Timestamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// Write sends the result of an operation, or its refusal, under an id of its own.
func Write(w http.ResponseWriter, ids *token.Secret, result any, no *Refusal) {
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("X-Amzn-RequestId", ids.NewID())
	status := http.StatusOK
	if no != nil {
		status, result = no.status, no.Body()
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

// Body is what the refusal says, to be written as JSON.
func (no *Refusal) Body() any {
	if no.gateway {
		return gatewayAnswer{Message: no.message, ConnectionID: no.connectionID, RequestID: no.requestID}
	}
	if no.view {
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
