package admin

import (
	"encoding/json"
	"errors"
)

// chatBody is a chat as --files takes it, with the bytes of the files in place of a folder.
type chatBody struct {
	Chat  json.RawMessage   `json:"chat"`
	Files map[string][]byte `json:"files"`
}

func addChat(c *call) (any, error) {
	in, _ := c.body.(*chatBody)
	added, err := c.chats.AddChat(in.Chat, in.Files)
	if err != nil && !errors.Is(err, NoRoomError{}) {
		return nil, invalid(err.Error())
	}
	return added, err
}

type peopleAnswer struct {
	People []Person `json:"participants"`
}

func listPeople(c *call) (any, error) {
	return peopleAnswer{c.chats.PeopleOf(c.ContactID())}, nil
}
