package api

import (
	"context"
	"encoding/json"
	"time"

	"attache/api/wire"
	"attache/model"
)

// secretText is a member of an answer that must not be seen. It never fails to decode: a value
// that is no string counts as missing.
type secretText struct{ model.Secret }

// UnmarshalJSON implements json.Unmarshaler.
func (s *secretText) UnmarshalJSON(data []byte) error {
	var text string
	if json.Unmarshal(data, &text) != nil {
		text = ""
	}
	s.Secret = model.NewSecret(text)
	return nil
}

// connectionAnswer is the result of CreateParticipantConnection, as far as it is used.
type connectionAnswer struct {
	Websocket struct {
		URL              secretText `json:"Url"`
		ConnectionExpiry string
	}
	ConnectionCredentials struct {
		ConnectionToken secretText
		Expiry          string
	}
}

// connect exchanges a participant token for a connection token, and for a socket's URL where one
// is wanted. Whoever only lists or downloads asks for credentials alone: a socket counts against the
// participant's five. ConnectParticipant, which is never sent, would make the participant join.
func (c *Client) connect(ctx context.Context, participant model.Secret, w purpose, report func(model.CallState)) (connection, error) {
	var answer connectionAnswer
	k := exchangeCall(participant, w.socket, &answer)
	k.report, k.quiet = report, w.quiet
	if p := c.tries(ctx, k); p != nil {
		return connection{}, p
	}
	return answer.connection(c.serverNow()), nil
}

// exchangeCall asks for a connection token, and for a socket's URL where one is wanted.
func exchangeCall(participant model.Secret, socket bool, answer *connectionAnswer) call {
	types := []string{"CONNECTION_CREDENTIALS"}
	if socket {
		types = []string{"WEBSOCKET", "CONNECTION_CREDENTIALS"}
	}
	return call{
		op: createConnection(), bearer: participant, priority: model.PriorityAsked,
		body: jsonBody(map[string]any{"Type": types}),
		decode: func(data []byte) (string, bool) {
			*answer = connectionAnswer{}
			what, isCut := wire.Decode(data, answer)
			if what == "" && checkToken("", answer.ConnectionCredentials.ConnectionToken.Secret) != nil {
				what = "no connection token"
			}
			return what, isCut
		},
	}
}

func (a connectionAnswer) connection(serverNow time.Time) connection {
	return connection{
		token: a.ConnectionCredentials.ConnectionToken.Secret, ends: tokenEnd(wire.Time(a.ConnectionCredentials.Expiry), serverNow),
		socket: a.Websocket.URL.Secret, closes: wire.Time(a.Websocket.ConnectionExpiry),
	}
}

// purpose says what an exchange is to bring, and for whom.
type purpose struct {
	socket bool // a socket's URL as well
	quiet  bool // nobody waits for it: see call
}
