package service

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"attache/api/emulator/scenario"
	"attache/api/emulator/wire"
)

type itemAnswer struct {
	ID           string `json:"Id"`
	AbsoluteTime string
}

// The documented limits of the operations here, in characters.
const (
	maxContentType = 100
	maxClientToken = 500
)

// Assumption: interactive messages themselves may be sent as well as the documented answers to them.
func messageTypes() []string {
	const interactive = "application/vnd.amazonaws.connect.message.interactive"
	return []string{scenario.PlainText, "text/markdown", "application/json", interactive + ".response", interactive}
}

func eventTypes() []string {
	return []string{scenario.EventTyping, scenario.EventAcknowledged, scenario.EventDelivered, scenario.EventRead}
}

// sendMessage is SendMessage: the text joins the transcript.
func (s *Service) sendMessage(in request) (any, *wire.Refusal) {
	it := scenario.Item{Kind: scenario.TypeMessage}
	it.ContentType = in.contentType(messageTypes())
	it.Content = in.Content(it.ContentType)
	return s.sent(in, it, func(it scenario.Item) scenario.Item { return s.chat.Talk.Add(it) })
}

// sendEvent is SendEvent. None of what may be sent is an item of the transcript. Sockets hear of typing, and of
// receipts, which the message then carries. Assumption: an acknowledged connection, which is no longer maintained, is
// told to nobody.
func (s *Service) sendEvent(in request) (any, *wire.Refusal) {
	it := scenario.Item{Kind: scenario.TypeTyping}
	it.ContentType = in.contentType(eventTypes())
	it.Content = in.Text("Content", 1, wire.MaxContent)
	if it.ContentType == scenario.EventDelivered || it.ContentType == scenario.EventRead {
		return s.sendReceipt(in, it)
	}
	return s.sent(in, it, func(it scenario.Item) scenario.Item {
		it.ID = s.chat.Secret.NewID()
		if it.ContentType == scenario.EventTyping {
			told := it
			told.Content = ""
			s.sockets.Publish(told)
		}
		return it
	})
}

// sendReceipt is SendEvent of a receipt, which is documented to be a conflict among more than two people. Assumption:
// one of a message that is not there is refused.
func (s *Service) sendReceipt(in request, it scenario.Item) (any, *wire.Refusal) {
	about := wire.Parse([]byte(it.Content))
	id := about.Needed("messageId", 1, 256)
	if about.Wrong() != nil {
		in.Must("Content", `be a JSON object with a messageId`)
	}
	if no := in.Wrong(); no != nil {
		return nil, no
	}
	s.chat.Lock()
	crowded, known := s.chat.Crowded(), s.chat.Message(id) != nil
	s.chat.Unlock()
	switch {
	case crowded:
		return nil, wire.Conflict("Message receipts are not supported with more than two participants")
	case !known:
		return nil, wire.Invalid("Invalid messageId")
	}
	return s.sent(in, it, func(it scenario.Item) scenario.Item {
		it.ID = s.chat.Secret.NewID()
		if message := s.chat.Message(id); message != nil { // the chat may have begun anew
			s.chat.Receive(in.who, message, &it)
		}
		return it
	})
}

// contentType reads one of those that may be sent.
func (in request) contentType(known []string) string {
	given := in.Needed("ContentType", 1, maxContentType)
	if in.Wrong() == nil && !slices.Contains(known, given) {
		in.Must("ContentType", "satisfy enum value set: ["+strings.Join(known, ", ")+"]")
	}
	return given
}

// sent hands on an item of the one whose token this is, unless the request is wrong or has come before. Assumption: a
// ClientToken used again for something else is refused, as with uploads.
func (s *Service) sent(in request, it scenario.Item, to func(scenario.Item) scenario.Item) (any, *wire.Refusal) {
	clientToken := in.Text("ClientToken", 0, maxClientToken)
	if no := in.Wrong(); no != nil {
		return nil, no
	}
	s.chat.Lock()
	defer s.chat.Unlock()
	it.At, it.Who = s.chat.Clock.Now(), in.who.Who
	it, same := s.chat.Once(in.who, clientToken, it, to)
	if !same {
		return nil, wire.Invalid("ClientToken was used for another request")
	}
	return itemAnswer{ID: it.ID, AbsoluteTime: wire.Timestamp(it.At)}, nil
}

// disconnect is DisconnectParticipant: it is not a hang-up of one connection, it takes the
// participant out of the chat. The customer's ends the chat.
func (s *Service) disconnect(in request) (any, *wire.Refusal) {
	in.Text("ClientToken", 0, maxClientToken)
	if no := in.Wrong(); no != nil {
		return nil, no
	}
	s.chat.Change(func() { s.chat.Leave(s.chat.Clock.Now(), in.who) })
	return struct{}{}, nil
}

// describeView is DescribeView, in whose path the token of a view stands. This chat has no step-by-step guides.
func describeView(_ *Service, in request) (any, *wire.Refusal) {
	if utf8.RuneCountInString(in.view) > maxToken {
		return nil, wire.Constraint("ViewToken", "have length less than or equal to "+strconv.Itoa(maxToken))
	}
	return nil, wire.NoView()
}

// authenticationURL is GetAuthenticationUrl.
func authenticationURL(s *Service, in request) (any, *wire.Refusal) {
	in.Needed("RedirectUri", 1, 1024)
	return authentication(s, in)
}

// authentication is CancelParticipantAuthentication. This chat asks nobody to sign in, so no session id is a good one.
func authentication(_ *Service, in request) (any, *wire.Refusal) {
	in.Needed("SessionId", 36, 36)
	if no := in.Wrong(); no != nil {
		return nil, no
	}
	return nil, wire.Invalid("Invalid SessionId")
}
