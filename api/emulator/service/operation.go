package service

import (
	"net/http"

	"attache/api/emulator/chat"
	"attache/api/emulator/token"
	"attache/api/emulator/wire"
)

// ViewPath begins the path of DescribeView; the rest names the view.
const ViewPath = "/participant/views/"

// operation is one operation of the service. Rates are the documented ones, per instance.
type operation struct {
	name         string
	method, path string
	kind         token.Kind // which bearer token it wants
	rate, burst  float64    // calls a second, calls at once; 0 where no limit is documented
	troubled     bool       // the counted faults strike here
	answer       func(*Service, request) (any, *wire.Refusal)
}

// request is what an operation is asked.
type request struct {
	*wire.Members
	origin wire.Origin
	who    *chat.Member // whose token it came with
}

func operations() []operation {
	post := http.MethodPost
	return []operation{
		{"CreateParticipantConnection", post, "/participant/connection", token.Participant, 6, 9, false, (*Service).createConnection},
		{"GetTranscript", post, "/participant/transcript", token.Connection, 8, 12, true, (*Service).getTranscript},
		{"GetAttachment", post, "/participant/attachment", token.Connection, 8, 12, true, (*Service).getAttachment},
		{"SendMessage", post, "/participant/message", token.Connection, 10, 15, false, (*Service).sendMessage},
		{"SendEvent", post, "/participant/event", token.Connection, 10, 15, false, (*Service).sendEvent},
		{"DisconnectParticipant", post, "/participant/disconnect", token.Connection, 3, 5, false, (*Service).disconnect},
		{"StartAttachmentUpload", post, "/participant/start-attachment-upload", token.Connection, 2, 5, false, (*Service).startUpload},
		{"CompleteAttachmentUpload", post, "/participant/complete-attachment-upload", token.Connection, 2, 5, false, (*Service).completeUpload},
		{"DescribeView", http.MethodGet, ViewPath, token.Connection, 0, 0, false, describeView},
		{"GetAuthenticationUrl", post, "/participant/authentication-url", token.Connection, 0, 0, false, authentication},
		{"CancelParticipantAuthentication", post, "/participant/cancel-authentication", token.Connection, 0, 0, false, authentication},
	}
}

// strike returns the refusal that the next troubled call gets, if any. Callers hold the lock.
func (s *Service) strike(op operation) *wire.Refusal {
	f := &s.chat.Faults
	connects := op.kind == token.Participant
	switch {
	case connects && f.ConnectDeny.Take(), op.troubled && f.Deny.Take():
		return wire.AccessDenied("Access denied")
	case connects && f.ConnectErrors.Take(), op.troubled && f.Errors.Take():
		return wire.InternalError()
	case op.troubled && f.Throttle.Take():
		return s.throttled()
	}
	return nil
}
