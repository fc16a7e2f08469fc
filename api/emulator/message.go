package emulator

import "net/http"

type itemAnswer struct {
	ID           string `json:"Id"`
	AbsoluteTime string
}

// The documented limits of the operations here, in characters.
const (
	maxContent     = 16384
	maxContentType = 100
	maxClientToken = 500
)

// sendMessage is SendMessage: the text joins the transcript.
func (s *Server) sendMessage(in members) (any, *refusal) {
	contentType, no1 := in.text("ContentType", true, 1, maxContentType)
	text, no2 := in.text("Content", true, 1, maxContent)
	_, no3 := in.text("ClientToken", false, 0, maxClientToken)
	if no := first(no1, no2, no3); no != nil {
		return nil, no
	}
	return s.append(item{kind: typeMessage, contentType: contentType, content: text}), nil
}

// sendEvent is SendEvent. Typing and receipts, all that may be sent, are not kept; sockets hear of
// the typing.
func (s *Server) sendEvent(in members) (any, *refusal) {
	contentType, no1 := in.text("ContentType", true, 1, maxContentType)
	_, no2 := in.text("Content", false, 1, maxContent)
	_, no3 := in.text("ClientToken", false, 0, maxClientToken)
	if no := first(no1, no2, no3); no != nil {
		return nil, no
	}
	it := item{id: requestID(), at: s.now(), kind: typeTyping, contentType: contentType}
	s.mu.Lock()
	defer s.mu.Unlock()
	it.who = s.chat.customer()
	if contentType == eventTyping {
		s.publish(it)
	}
	return itemAnswer{ID: it.id, AbsoluteTime: timestamp(it.at)}, nil
}

// disconnect is DisconnectParticipant: it is not a hang-up of one connection, it takes the
// participant out of the chat. Here that ends the chat.
func (s *Server) disconnect(in members) (any, *refusal) {
	if _, no := in.text("ClientToken", false, 0, maxClientToken); no != nil {
		return nil, no
	}
	s.EndChat()
	return struct{}{}, nil
}

// append adds an item sent by the one whose tokens these are, the customer.
func (s *Server) append(it item) itemAnswer {
	it.at = s.now()
	s.mu.Lock()
	defer s.mu.Unlock()
	it.who = s.chat.customer()
	s.chat.add(it)
	return itemAnswer{ID: s.chat.items[len(s.chat.items)-1].id, AbsoluteTime: timestamp(it.at)}
}

// startUpload is StartAttachmentUpload. Uploads are not served: after the documented checks it
// answers like an instance on which attachments may not be sent (assumption: a 403).
func startUpload(_ *Server, in members) (any, *refusal) {
	_, no1 := in.text("ContentType", true, 1, 255)
	_, no2 := in.text("AttachmentName", true, 1, 256)
	_, no3 := in.text("ClientToken", true, 1, maxClientToken)
	_, no4 := in.integer("AttachmentSizeInBytes", 1, 1<<62, 0)
	if no := first(no1, no2, no3, no4); no != nil {
		return nil, no
	}
	return nil, accessDenied("Attachments are not enabled")
}

// completeUpload is CompleteAttachmentUpload. No upload can have been started.
func completeUpload(_ *Server, in members) (any, *refusal) {
	ids, no1 := in.texts("AttachmentIds")
	_, no2 := in.text("ClientToken", true, 1, maxClientToken)
	if no := first(no1, no2); no != nil {
		return nil, no
	}
	if len(ids) != 1 {
		return nil, constraint("AttachmentIds", "have exactly 1 element")
	}
	return nil, invalid("Invalid AttachmentIds")
}

// describeView is DescribeView. This chat has no step-by-step guides.
func describeView(*Server, members) (any, *refusal) {
	return nil, &refusal{
		status: http.StatusNotFound, code: "ResourceNotFoundException", message: "View not found",
	}
}

// authentication is GetAuthenticationUrl and CancelParticipantAuthentication. This chat asks nobody
// to sign in, so no session id is a good one.
func authentication(_ *Server, in members) (any, *refusal) {
	if _, no := in.text("SessionId", true, 36, 36); no != nil {
		return nil, no
	}
	return nil, invalid("Invalid SessionId")
}
