package admin

import (
	"encoding/json"
	"errors"
)

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

// ErrNoRoom is why a chat that has nothing wrong with it is not added.
var ErrNoRoom = errors.New("there is a chat of this contactId already, or there are too many")

// chatBody is a chat as --files takes it, with the bytes of the files in place of a folder.
type chatBody struct {
	Chat  json.RawMessage   `json:"chat"`
	Files map[string][]byte `json:"files"`
}

func addChat(c *call) (any, error) {
	in, _ := c.body.(*chatBody)
	added, err := c.admin.chats.AddChat(in.Chat, in.Files)
	if err != nil && !errors.Is(err, ErrNoRoom) {
		return nil, invalid(err.Error())
	}
	return added, err
}

type peopleAnswer struct {
	People []Person `json:"participants"`
}

func listPeople(c *call) (any, error) {
	return peopleAnswer{c.admin.chats.PeopleOf(c.ContactID())}, nil
}
