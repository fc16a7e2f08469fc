package connect

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"attache/api/emulator/chat"
	"attache/api/emulator/scenario"
	"attache/api/emulator/wire"
)

// The documented limits.
const (
	maxInstance    = 100 // characters, likewise below
	maxFlow        = 500
	maxContact     = 256
	maxName        = 256
	maxContentType = 100
	maxClientToken = 500
	maxCustomer    = 128
	maxAttributes  = 32768 // bytes of all together
	maxMembers     = 6     // of a chat

	shortest, longest, usual = 60, 10080, 25 * 60 // minutes of a chat
)

type participantAnswer struct {
	ParticipantCredentials credentialsPart
	ParticipantID          string `json:"ParticipantId"`
}

type credentialsPart struct{ ParticipantToken, Expiry string }

// createParticipant is CreateParticipant, which adds a bot. Assumptions: its token ends with the chat at the latest, and a
// chat takes one.
func (c *Contacts) createParticipant(in input) (any, *wire.Refusal) {
	in.Needed("InstanceId", 1, maxInstance)
	contact := in.Needed("ContactId", 1, maxContact)
	clientToken := in.Text("ClientToken", 0, maxClientToken)
	details := in.Structure("ParticipantDetails")
	if !in.Has("ParticipantDetails") {
		in.Must("ParticipantDetails", "not be null")
	}
	role := details.OneOf("ParticipantRole", "", "CUSTOM_BOT")
	name := details.Text("DisplayName", 1, maxName)
	if role == "" {
		details.Must("ParticipantRole", "satisfy enum value set: [CUSTOM_BOT]")
	}
	for _, m := range []*wire.Members{in.Members, details} {
		if no := m.Wrong(); no != nil {
			return nil, no.AsRequest()
		}
	}
	found := c.chats.Contact(contact)
	if found == nil {
		return nil, wire.NoContact()
	}
	return c.repeated("CreateParticipant "+contact, clientToken, in.body, func() (any, *wire.Refusal) {
		return join(found, scenario.Participant{Name: name, Role: role})
	})
}

func join(to *chat.Chat, who scenario.Participant) (answer any, no *wire.Refusal) {
	to.Change(func() {
		same := func(m *chat.Member) bool { return m.Who.Role == who.Role && !m.Left }
		switch {
		case to.Talk.Ended:
			no = wire.InvalidRequest("Contact is not active")
		case slices.ContainsFunc(to.Members, same), len(to.Members) >= maxMembers:
			no = wire.TooMany("The number of participants of the chat exceeds the limit")
		default:
			now := to.Clock.Now()
			who = to.Talk.Join(who)
			m := to.Join(who)
			to.Talk.Event(now, who, scenario.EventJoined)
			answer = participantAnswer{credentialsPart{to.ParticipantToken(m), wire.Timestamp(to.EndsAt())}, who.ID}
		}
	})
	return answer, no
}

// stopContact is StopContact. Assumption: a chat that has ended is stopped once more without a word.
func (c *Contacts) stopContact(in input) (any, *wire.Refusal) {
	in.Needed("InstanceId", 1, maxInstance)
	contact := in.Needed("ContactId", 1, maxContact)
	in.Structure("DisconnectReason")
	if no := in.Wrong(); no != nil {
		return nil, no.AsRequest()
	}
	found := c.chats.Contact(contact)
	if found == nil {
		return nil, wire.NoContact()
	}
	var no *wire.Refusal
	found.Change(func() {
		if found.Talk.Ended && bool(found.Faults.StopOnce) {
			no = wire.InvalidRequest("Contact is not active")
		}
		found.End(found.Clock.Now())
	})
	if no != nil {
		return nil, no
	}
	return struct{}{}, nil
}

type attributesAnswer struct{ Attributes map[string]string }

// getAttributes is GetContactAttributes, in whose path the instance and the contact stand, each escaped: an ARN has a
// slash in it.
func (c *Contacts) getAttributes(in input) (any, *wire.Refusal) {
	instance, contact, _ := strings.Cut(in.path, "/")
	instance, errInstance := url.PathUnescape(instance)
	contact, errContact := url.PathUnescape(contact)
	fits := func(name string, most int, err error) bool {
		return err == nil && name != "" && utf8.RuneCountInString(name) <= most
	}
	if !fits(instance, maxInstance, errInstance) || !fits(contact, maxContact, errContact) {
		return nil, wire.InvalidRequest("InstanceId has 1 to 100 characters, and InitialContactId 1 to 256")
	}
	if c.chats.Contact(contact) == nil {
		return nil, wire.NoContact()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	kept := c.kept[contact]
	if kept == nil {
		kept = map[string]string{}
	}
	return attributesAnswer{kept}, nil
}
