package emulator

import (
	"time"

	"attache/api/emulator/admin"
	"attache/api/emulator/chat"
	"attache/api/emulator/connect"
	"attache/api/emulator/control"
	"attache/api/emulator/fixture"
	"attache/api/emulator/scenario"
	"attache/api/emulator/wire"
)

// Person is a participant of a chat, with tokens of their own.
type Person = admin.Person

// Added is a chat that was added, and who takes part, the customer first.
type Added = admin.Added

// AddChat adds a chat that is written down as a chat.json is, and the bytes of its files by name. It fails with a
// *fixture.Fault for what is wrong with it.
func (s *hostedChats) AddChat(written []byte, files map[string][]byte) (Added, error) {
	read, err := fixture.Read(written, fixture.Bytes(files))
	if err != nil {
		return Added{}, err
	}
	r := s.next(read.ContactID(), func(words string, now time.Time) *scenario.Conversation {
		return read.Build(words, s.options.Seed, now)
	})
	if r == nil {
		return Added{}, admin.NoRoomError{}
	}
	return Added{ContactID: r.control.ContactID(), People: r.people()}, nil
}

// Spend implements connect.Chats: the first chat keeps what the account may spend.
func (s *hostedChats) Spend(operation string) *wire.Refusal {
	s.mu.Lock()
	first := s.all[0]
	s.mu.Unlock()
	return first.service.Spend(operation)
}

// BeginChat implements connect.Chats.
func (s *hostedChats) BeginChat(b connect.Beginning) *chat.Chat {
	r := s.next("", func(words string, now time.Time) *scenario.Conversation {
		talk := scenario.Blank(words, s.options.Seed)
		customer := talk.Join(scenario.Participant{Name: b.Customer, Role: "CUSTOMER"})
		talk.Event(now, customer, scenario.EventJoined)
		if b.Message != "" {
			talk.SayAs("", now, customer, b.ContentType, b.Message)
		}
		return talk
	})
	if r == nil {
		return nil
	}
	r.chat.Change(func() { r.chat.Life = b.Life })
	return r.chat
}

// Contact implements connect.Chats.
func (s *hostedChats) Contact(id string) *chat.Chat {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if r := s.byTheID[id]; r != nil {
		return r.chat
	}
	return nil
}

// People lists the participants of the first chat, the customer first.
func (s *Server) People() []Person { return s.list()[0].people() }

// PeopleOf lists the participants of the chat of a contact.
func (s *hostedChats) PeopleOf(contactID string) []Person {
	s.mu.RLock()
	r := s.byTheID[contactID]
	s.mu.RUnlock()
	if r == nil {
		return nil
	}
	return r.people()
}

func (m *hostedChat) people() (all []Person) {
	c := m.chat
	c.Lock()
	defer c.Unlock()
	for _, one := range c.Members {
		all = append(all, Person{
			ID: one.Who.ID, Name: one.Who.Name, Role: one.Who.Role,
			ParticipantToken: c.ParticipantToken(one), ConnectionToken: c.FirstConnectionToken(one),
		})
	}
	return all
}

// Contacts lists the contact IDs of the chats, the first of which answers what names none.
func (s *hostedChats) Contacts() (ids []string) {
	for _, r := range s.list() {
		ids = append(ids, r.control.ContactID())
	}
	return ids
}

// Control returns what acts on the chat of a contact, the first with ""; nil where there is no such chat.
func (s *hostedChats) Control(id string) *control.Controller {
	for _, r := range s.list() {
		if id == "" || r.control.ContactID() == id {
			return r.control
		}
	}
	return nil
}
