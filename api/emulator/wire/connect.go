package wire

import "net/http"

// What Amazon Connect itself refuses, which differs from the Participant Service.

// InvalidRequest is the 400 of a request that breaks a rule.
func InvalidRequest(message string) *Refusal {
	return refuse(http.StatusBadRequest, "InvalidRequestException", message)
}

// AsRequest is the refusal of a broken rule as Connect calls it.
func (no *Refusal) AsRequest() *Refusal { return InvalidRequest(no.message) }

// InternalServiceError is the 500.
func InternalServiceError() *Refusal {
	return refuse(http.StatusInternalServerError, "InternalServiceException", "Internal service error")
}

// As is the refusal under another code.
func (no *Refusal) As(code string) *Refusal {
	other := *no
	other.code = code
	return &other
}

// NoContact is the 404 of a chat that is not there.
func NoContact() *Refusal {
	return refuse(http.StatusNotFound, "ResourceNotFoundException", "Contact not found")
}

// LimitExceeded is the 429 of too many chats.
func LimitExceeded(message string) *Refusal {
	return refuse(http.StatusTooManyRequests, "LimitExceededException", message)
}

// UnknownKey is the gateway's answer to a signature of a key that it does not know.
func UnknownKey() *Refusal {
	return byGateway(http.StatusForbidden, "UnrecognizedClientException", "The security token included in the request is invalid.")
}

// IncompleteSignature is the gateway's answer to a signature that cannot be read.
func IncompleteSignature(message string) *Refusal {
	return byGateway(http.StatusForbidden, "IncompleteSignatureException", message)
}

// WrongSignature is the gateway's answer to a signature that is not the request's.
func WrongSignature(message string) *Refusal {
	return byGateway(http.StatusForbidden, "InvalidSignatureException", message)
}
