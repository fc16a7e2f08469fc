package admin

import (
	"net/http"
	"net/url"

	"attache/api/emulator/control"
	"attache/api/emulator/journal"
)

// Chats are what can be controlled.
type Chats interface {
	Operations() []string                  // that requests are for
	Contacts() []string                    // the first is meant where none is named
	Control(id string) *control.Controller // nil: there is none
	PeopleOf(id string) []Person           // of a chat that there is

	// Reset brings the first chat back to its beginning, ends all others and forgets every request.
	Reset() error

	// AddChat fails with NoRoomError, or with what is wrong with the chat.
	AddChat(written []byte, files map[string][]byte) (Added, error)
}

// Person is a participant of a chat, with tokens of their own.
type Person struct {
	ID               string `json:"participant_id"`
	Name             string `json:"name"`
	Role             string `json:"role"`
	ParticipantToken string `json:"participant_token"`
	ConnectionToken  string `json:"connection_token"`
}

// Added is a chat that was added, and who takes part, the customer first.
type Added struct {
	ContactID string   `json:"chat"`
	People    []Person `json:"participants"`
}

// NoRoomError is why a chat that has nothing wrong with it is not added.
type NoRoomError struct{}

// Error implements error.
func (NoRoomError) Error() string {
	return "there is a chat of this contactId already, or there are too many"
}

// call is a request under way.
type call struct {
	*control.Controller

	chats   Chats
	journal *journal.Journal
	query   url.Values
	body    any
}

// done is the answer of what has nothing else to say.
type done struct {
	Done bool `json:"done"`
}

// refusal is a request that does nothing.
type refusal struct {
	status int
	why    string
}

func (no *refusal) Error() string { return no.why }

func invalid(why string) error { return &refusal{http.StatusBadRequest, why} }
