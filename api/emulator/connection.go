package emulator

import (
	"encoding/base64"
	"net/http"
	"slices"
	"strings"
	"time"
)

const (
	// socketURLLife is how long a WebSocket URL may wait to be opened, as documented. It opens as often
	// as it is tried within that time: the official web library tries the same URL again when a
	// socket breaks early.
	socketURLLife = 100 * time.Second
	socketPrefix  = "/socket/"
	socketParam   = "auth"
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
func (s *Server) createConnection(in members) (any, *refusal) {
	types, no1 := in.texts("Type")
	_, no2 := in.truth("ConnectParticipant")
	if no := first(no1, no2, checkTypes(types, in.has("Type"))); no != nil {
		return nil, no
	}
	now := s.now()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.generation++
	var out connectionAnswer
	// Assumption: a request without Type, which only old models require, wants both.
	if types == nil || slices.Contains(types, "CONNECTION_CREDENTIALS") {
		expiry := now.Add(s.faults.tokenLife.or(connectionTokenLife))
		out.ConnectionCredentials = &credentialsPart{
			ConnectionToken: s.secret.token(connectionToken, expiry, s.era),
			Expiry:          timestamp(expiry),
		}
	}
	if types == nil || slices.Contains(types, "WEBSOCKET") {
		// Assumption: ConnectionExpiry is the end of the URL, not of the socket that it opens.
		expiry := now.Add(socketURLLife)
		out.Websocket = &websocketPart{URL: s.socketURL(in, expiry), ConnectionExpiry: timestamp(expiry)}
		if len(out.Websocket.URL) > maxURL {
			return nil, invalid("Host is too long")
		}
	}
	return out, nil
}

// socketURL makes a URL that opens a socket until expiry. As with the service's, neither its path
// nor its query may be shown to anybody: one token lies in both.
func (s *Server) socketURL(in members, expiry time.Time) string {
	scheme := "ws"
	if in.secure {
		scheme = "wss"
	}
	token := base64.RawURLEncoding.EncodeToString(s.secret.sealed(socketToken, instant(expiry)))
	half := len(token) / 2
	return scheme + "://" + in.host + socketPrefix + token[:half] + "?" + socketParam + "=" + token[half:]
}

// opensSocket reports whether r came by a URL that socketURL made and that is still good.
func (s *Server) opensSocket(r *http.Request, now time.Time) bool {
	token := strings.TrimPrefix(r.URL.Path, socketPrefix) + r.URL.Query().Get(socketParam)
	b, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil {
		return false
	}
	payload, ok := s.secret.opened(socketToken, b)
	return ok && len(payload) == 8 && alive(payload, now)
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
