package api

import (
	"context"
	"encoding/json"
	"time"

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

// connection is what a participant token was exchanged for. Its instants are on the service's
// clock, zero when unknown.
type connection struct {
	token  model.Secret
	ends   time.Time
	socket model.Secret // the socket's URL, if it was asked for
	closes time.Time    // as the service has it: the socket's end, or that of its URL
}

// connect exchanges a participant token for a connection token, and for a socket's URL where one
// is wanted. Whoever only lists or downloads asks for credentials alone: a socket counts against the
// participant's five. ConnectParticipant, which is never sent, would make the participant join.
func (c *Client) connect(ctx context.Context, participant model.Secret, w wish, report func(model.CallState)) (connection, error) {
	types := []string{"CONNECTION_CREDENTIALS"}
	if w.socket {
		types = []string{"WEBSOCKET", "CONNECTION_CREDENTIALS"}
	}
	var answer connectionAnswer
	p := c.tries(ctx, call{
		op: createConnection(), bearer: participant, report: report, urgency: model.UrgencyAsked, quiet: w.quiet,
		body: jsonBody(map[string]any{"Type": types}),
		decode: func(data []byte) (string, bool) {
			answer = connectionAnswer{}
			what, isCut := decode(data, &answer)
			if what == "" && CheckToken("", answer.ConnectionCredentials.ConnectionToken.Secret) != nil {
				what = "no connection token"
			}
			return what, isCut
		},
	})
	if p != nil {
		return connection{}, p
	}
	return connection{
		token: answer.ConnectionCredentials.ConnectionToken.Secret, ends: isoTime(answer.ConnectionCredentials.Expiry),
		socket: answer.Websocket.URL.Secret, closes: isoTime(answer.Websocket.ConnectionExpiry),
	}, nil
}

// jsonBody encodes the members of a request. They are strings, numbers and lists of
// them, so it cannot fail.
func jsonBody(members map[string]any) model.Secret {
	data, err := json.Marshal(members)
	if err != nil {
		return model.NewSecret("{}")
	}
	return model.NewSecret(string(data))
}
