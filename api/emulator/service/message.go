package service

import (
	"attache/api/emulator/scenario"
	"attache/api/emulator/wire"
)

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
func (s *Service) sendMessage(in request) (any, *wire.Refusal) {
	it := scenario.Item{Kind: scenario.TypeMessage}
	it.ContentType = in.Needed("ContentType", 1, maxContentType)
	it.Content = in.Needed("Content", 1, maxContent)
	in.Text("ClientToken", 0, maxClientToken)
	return s.sent(in, it, func(it scenario.Item) scenario.Item { return s.chat.Talk.Add(it) })
}

// sendEvent is SendEvent. Typing and receipts, all that may be sent, are not kept; sockets hear of
// the typing.
func (s *Service) sendEvent(in request) (any, *wire.Refusal) {
	it := scenario.Item{ID: s.chat.Secret.NewID(), Kind: scenario.TypeTyping}
	it.ContentType = in.Needed("ContentType", 1, maxContentType)
	in.Text("Content", 1, maxContent)
	in.Text("ClientToken", 0, maxClientToken)
	return s.sent(in, it, func(it scenario.Item) scenario.Item {
		if it.ContentType == scenario.EventTyping {
			s.sockets.Publish(it)
		}
		return it
	})
}

// sent hands on an item of the one whose token this is, unless the request is wrong.
func (s *Service) sent(in request, it scenario.Item, to func(scenario.Item) scenario.Item) (any, *wire.Refusal) {
	if no := in.Wrong(); no != nil {
		return nil, no
	}
	s.chat.Lock()
	defer s.chat.Unlock()
	it.At, it.Who = s.chat.Clock.Now(), in.who.Who
	it = to(it)
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

// describeView is DescribeView. This chat has no step-by-step guides.
func describeView(*Service, request) (any, *wire.Refusal) { return nil, wire.NoView() }

// authentication is GetAuthenticationUrl and CancelParticipantAuthentication. This chat asks nobody
// to sign in, so no session id is a good one.
func authentication(_ *Service, in request) (any, *wire.Refusal) {
	in.Needed("SessionId", 36, 36)
	if no := in.Wrong(); no != nil {
		return nil, no
	}
	return nil, wire.Invalid("Invalid SessionId")
}
