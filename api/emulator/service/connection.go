package service

import (
	"slices"

	"attache/api/emulator/scenario"
	"attache/api/emulator/socket"
	"attache/api/emulator/wire"
)

type connectionAnswer struct {
	Websocket             *websocketPart   `json:",omitempty"`
	ConnectionCredentials *credentialsPart `json:",omitempty"`
}

type websocketPart struct {
	URL              string `json:"Url"`
	ConnectionExpiry string
}

type credentialsPart struct {
	ConnectionToken string
	Expiry          string
}

// createConnection is CreateParticipantConnection. WEBRTC_CONNECTION is accepted and, this being a
// chat, brings nothing.
func (s *Service) createConnection(in request) (any, *wire.Refusal) {
	types := in.Texts("Type")
	in.Truth("ConnectParticipant")
	checkTypes(in, types)
	if no := in.Wrong(); no != nil {
		return nil, no
	}
	s.chat.Lock()
	defer s.chat.Unlock()
	faults := &s.chat.Faults
	if types == nil && bool(faults.NeedsType) {
		return nil, wire.Constraint("Type", "not be null")
	}
	in.who.Generation++
	if in.who.Generation == 1 && bool(faults.Joins) {
		s.chat.Talk.Event(s.chat.Clock.Now(), in.who.Who, scenario.EventJoined)
	}
	var out connectionAnswer
	// Assumption: a request without Type, which only old models require, wants both.
	if types == nil || slices.Contains(types, "CONNECTION_CREDENTIALS") {
		text, expiry := s.chat.ConnectionToken(in.who)
		out.ConnectionCredentials = &credentialsPart{ConnectionToken: text, Expiry: wire.Timestamp(expiry)}
	}
	if types == nil || slices.Contains(types, "WEBSOCKET") {
		// Assumption: ConnectionExpiry is the end of the URL, not of the socket that it opens.
		now := s.chat.Clock.Now()
		expiry := now.Add(socket.URLLife)
		out.Websocket = &websocketPart{URL: s.sockets.URL(in.origin, expiry, in.who), ConnectionExpiry: wire.Timestamp(expiry)}
		if faults.ConnectionEnds == "socket" {
			out.Websocket.ConnectionExpiry = wire.Timestamp(now.Add(faults.SocketLife.Or(socket.Life)))
		}
		if len(out.Websocket.URL) > maxURL {
			return nil, wire.Invalid("Host is too long")
		}
	}
	return out, nil
}

func checkTypes(in request, types []string) {
	if in.Has("Type") && len(types) == 0 {
		in.Must("Type", "have length greater than or equal to 1")
	}
	known := []string{"WEBSOCKET", "CONNECTION_CREDENTIALS", "WEBRTC_CONNECTION"}
	for _, t := range types {
		if !slices.Contains(known, t) {
			in.Must("Type", "satisfy enum value set: [WEBSOCKET, CONNECTION_CREDENTIALS, WEBRTC_CONNECTION]")
		}
	}
}
