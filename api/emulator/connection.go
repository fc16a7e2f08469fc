package emulator

import (
	"slices"
	"time"
)

// socketLife is how long a WebSocket URL may wait to be opened, as documented.
const socketLife = 100 * time.Second

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

// createConnection is CreateParticipantConnection. The socket behind Websocket.Url does not answer
// yet: its upgrade gets the gateway's 403, which clients must survive anyway. WEBRTC_CONNECTION is
// accepted and, this being a chat, brings nothing.
func (s *Server) createConnection(in members) (any, *refusal) {
	types, no1 := in.texts("Type")
	_, no2 := in.truth("ConnectParticipant")
	if no := first(no1, no2, checkTypes(types, in.has("Type"))); no != nil {
		return nil, no
	}
	now := s.now()
	s.mu.Lock()
	s.generation++
	s.mu.Unlock()
	var out connectionAnswer
	// Assumption: a request without Type, which only old models require, wants both.
	if types == nil || slices.Contains(types, "CONNECTION_CREDENTIALS") {
		expiry := now.Add(connectionTokenLife)
		out.ConnectionCredentials = &credentialsPart{
			ConnectionToken: s.secret.token(connectionToken, expiry),
			Expiry:          timestamp(expiry),
		}
	}
	if types == nil || slices.Contains(types, "WEBSOCKET") {
		scheme := "ws"
		if in.secure {
			scheme = "wss"
		}
		out.Websocket = &websocketPart{
			URL:              scheme + "://" + in.host + socketPath,
			ConnectionExpiry: timestamp(now.Add(socketLife)),
		}
	}
	return out, nil
}

func checkTypes(types []string, given bool) *refusal {
	if given && len(types) == 0 {
		return constraint("Type", "have length greater than or equal to 1")
	}
	known := []string{"WEBSOCKET", "CONNECTION_CREDENTIALS", "WEBRTC_CONNECTION"}
	for _, t := range types {
		if !slices.Contains(known, t) {
			return constraint("Type", "satisfy enum value set: [WEBSOCKET, CONNECTION_CREDENTIALS, WEBRTC_CONNECTION]")
		}
	}
	return nil
}
