// Package transcript reads the transcript of a chat, page by page, and knows how far it is known: where
// to go on from, and which scans are still awaited. Pages come from whoever makes a Reader.
package transcript

import (
	"encoding/json"

	"attache/model"
)

// Answer is the result of GetTranscript, as far as it is used.
type Answer struct {
	InitialContactID string `json:"InitialContactId"`
	Transcript       []Item
	NextToken        NextToken
}

// NextToken is a pagination token: with the bearer token it opens the rest of the chat. Missing,
// null and empty mean that there is no further page.
type NextToken struct {
	model.Secret
	Odd bool // it was something else than a string: the pages behind it cannot be had
}

// UnmarshalJSON implements json.Unmarshaler.
func (n *NextToken) UnmarshalJSON(data []byte) error {
	var text string
	n.Odd = json.Unmarshal(data, &text) != nil
	n.Secret = model.NewSecret(text)
	return nil
}
