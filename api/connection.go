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
	ConnectionCredentials struct {
		ConnectionToken secretText
		Expiry          string
	}
}

// connect exchanges a participant token for a connection token. It asks for credentials alone: a
// socket would count against the participant's five, and ConnectParticipant, which is never sent,
// would make the participant join.
func (c *Client) connect(ctx context.Context, participant model.Secret, report func(model.CallState)) (token model.Secret, ends time.Time, err error) {
	var answer connectionAnswer
	p := c.tries(ctx, call{
		op: createConnection(), bearer: participant, report: report, urgency: model.UrgencyAsked,
		body: jsonBody(map[string]any{"Type": []string{"CONNECTION_CREDENTIALS"}}),
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
		return model.Secret{}, time.Time{}, p
	}
	return answer.ConnectionCredentials.ConnectionToken.Secret, isoTime(answer.ConnectionCredentials.Expiry), nil
}

// jsonBody encodes the members of a request. They are strings and numbers, so it cannot fail.
func jsonBody(members map[string]any) model.Secret {
	data, err := json.Marshal(members)
	if err != nil {
		return model.NewSecret("{}")
	}
	return model.NewSecret(string(data))
}
