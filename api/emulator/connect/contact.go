package connect

import (
	"regexp"
	"slices"
	"strings"
	"time"

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
	maxAttributes  = 32768 // bytes of all together
	maxMembers     = 6     // of a chat

	shortest, longest, usual = 60, 10080, 25 * 60 // minutes of a chat
)

type startAnswer struct {
	ContactID        string `json:"ContactId"`
	ParticipantID    string `json:"ParticipantId"`
	ParticipantToken string
}

// startChat is StartChatContact. No flow runs, so nobody answers the customer. Instances and flows are taken by any name.
func (c *Contacts) startChat(in input) (any, *wire.Refusal) {
	in.Needed("InstanceId", 1, maxInstance)
	in.Needed("ContactFlowId", 0, maxFlow)
	b := Beginning{}
	attributes := attributes(in.Members)
	details := in.Structure("ParticipantDetails")
	if !in.Has("ParticipantDetails") {
		in.Must("ParticipantDetails", "not be null")
	}
	b.Customer = details.Needed("DisplayName", 1, maxName)
	message := in.Structure("InitialMessage")
	if in.Has("InitialMessage") {
		b.ContentType = message.Needed("ContentType", 1, maxContentType)
		b.Message = message.Content(b.ContentType)
	}
	b.Life = time.Duration(in.Integer("ChatDurationInMinutes", shortest, longest, usual)) * time.Minute
	clientToken := in.Text("ClientToken", 0, maxClientToken)
	kinds := in.Texts("SupportedMessagingContentTypes")
	if in.Has("SupportedMessagingContentTypes") && !slices.Contains(kinds, scenario.PlainText) {
		in.Must("SupportedMessagingContentTypes", "contain "+scenario.PlainText)
	}
	if b.ContentType != "" && b.ContentType != scenario.PlainText && !slices.Contains(kinds, b.ContentType) {
		message.Must("ContentType", "be one of SupportedMessagingContentTypes")
	}
	for _, m := range []*wire.Members{in.Members, details, message} {
		if no := m.Wrong(); no != nil {
			return nil, no.AsRequest()
		}
	}
	return c.repeated("StartChatContact", clientToken, in.body, func() (any, *wire.Refusal) {
		started := c.chats.BeginChat(b)
		if started == nil {
			return nil, wire.LimitExceeded("The number of chats exceeds the limit")
		}
		started.Lock()
		defer started.Unlock()
		c.kept[started.Talk.ContactID] = attributes
		customer := started.Members[0]
		return startAnswer{started.Talk.ContactID, customer.Who.ID, started.ParticipantToken(customer)}, nil
	})
}

// attributes reads the attributes of a contact.
func attributes(in *wire.Members) map[string]string {
	all := in.Map("Attributes")
	size := 0
	for name, value := range all {
		size += len(name) + len(value)
		if !regexp.MustCompile(`^[A-Za-z0-9_-]+$`).MatchString(name) {
			in.Must("Attributes", "have keys of letters, digits, dashes and underscores")
		}
	}
	if size > maxAttributes {
		in.Must("Attributes", "have length less than or equal to 32768")
	}
	return all
}

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

// getAttributes is GetContactAttributes, in whose path the instance and the contact stand.
func (c *Contacts) getAttributes(in input) (any, *wire.Refusal) {
	_, contact, _ := strings.Cut(in.path, "/")
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
