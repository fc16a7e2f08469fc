package emulator

import (
	"errors"
	"time"

	"attache/api/emulator/chat"
	"attache/api/emulator/connect"
	"attache/api/emulator/control"
	"attache/api/emulator/fixture"
	"attache/api/emulator/scenario"
	"attache/api/emulator/service"
)

// Person is a participant of a chat, with tokens of their own.
type Person struct {
	ID, Name, Role                    string
	ParticipantToken, ConnectionToken string
}

// Added is a chat that was added, and who takes part, the customer first.
type Added struct {
	ContactID string
	People    []Person
}

// errNoRoom is why no chat is added.
var errNoRoom = errors.New("emulator: there is a chat of this contactId already, or too many chats")

// AddChat adds a chat that is written down as a chat.json is, and the bytes of its files by name. It fails with a
// *fixture.Fault for what is wrong with it.
func (s *Server) AddChat(written []byte, files map[string][]byte) (Added, error) {
	read, err := fixture.Read(written, fixture.Bytes(files))
	if err != nil {
		return Added{}, err
	}
	r := s.next(read.ContactID(), func(words string, now time.Time) *scenario.Conversation {
		return read.Build(words, s.options.Seed, now)
	})
	if r == nil {
		return Added{}, errNoRoom
	}
	return Added{r.control.ContactID(), r.people()}, nil
}

// Begin implements connect.Chats.
func (s *rooms) Begin(b connect.Beginning) *chat.Chat {
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
func (s *rooms) Contact(id string) *chat.Chat {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if r := s.byTheID[id]; r != nil {
		return r.chat
	}
	return nil
}

// People lists the participants of the first chat, the customer first.
func (s *Server) People() []Person { return s.list()[0].people() }

func (m *room) people() (all []Person) {
	c := m.chat
	c.Lock()
	defer c.Unlock()
	for _, one := range c.Members {
		all = append(all, Person{one.Who.ID, one.Who.Name, one.Who.Role, c.ParticipantToken(one), c.FirstConnectionToken(one)})
	}
	return all
}

// Operations lists what requests can be for, as the journal names it.
func (s *rooms) Operations() []string {
	return append(append(service.Operations(), connect.Operations()...), "GetObject", "HeadObject", "PutObject", "Socket", preflight, unknown)
}

// Contacts lists the contact IDs of the chats, the first of which answers what names none.
func (s *rooms) Contacts() (ids []string) {
	for _, r := range s.list() {
		ids = append(ids, r.control.ContactID())
	}
	return ids
}

// Control returns what acts on the chat of a contact, the first with ""; nil where there is no such chat.
func (s *rooms) Control(id string) *control.Controller {
	for _, r := range s.list() {
		if id == "" || r.control.ContactID() == id {
			return r.control
		}
	}
	return nil
}
