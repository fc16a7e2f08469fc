// Package scenario makes up conversations: who says and sends what, by hand or from a seed, and what happens next by
// itself. It knows no clock and no wire.
package scenario

import (
	"cmp"
	"hash/fnv"
	"math/rand/v2"
	"net/url"
	"path"
	"strings"
	"time"

	"attache/api/emulator/token"
)

// Conversation is what is said and sent in a chat. It locks nothing: whoever runs it does.
type Conversation struct {
	ContactID string
	Bucket    string // the first segment of every object's path
	Bot       bool   // the tokens belong to a CUSTOM_BOT, which the service denies every attachment
	Ended     bool
	Cast      []Participant // who takes part from the beginning, whether or not they say something
	Items     []Item        // oldest first
	Files     map[string]*File
	Objects   map[string]*File // by path
	Script    []ScriptStep     // what happens by itself from now on, in order
	Seed      uint64
	Received  func(Item) // gets every item that is added once the chat runs; nil before

	instance string
	random   *rand.Rand
}

// Participant is one who takes part.
type Participant struct{ ID, Name, Role string }

// Item is one item of the transcript.
type Item struct {
	ID          string
	At          time.Time
	Coarse      bool // its time is written without a fraction, as real ones sometimes are
	Kind        string
	ContentType string
	Content     string
	Who         Participant
	Files       []*File
	Receipts    []Receipt // who has got it, in the order in which they said so
	About       string    // of metadata: the message that it tells of
	Hidden      bool      // another has come in its place
}

// Receipt is what one participant has made of a message.
type Receipt struct {
	ParticipantID   string
	Delivered, Read time.Time // zero: not yet
}

// File is one attachment.
type File struct {
	ID, Name, ContentType string
	Status                string
	Sent                  time.Time
	Content               Content
	LifeCap               time.Duration // the longest life its links get; 0: what was asked for
	Path                  string        // of the object, with its leading slash, not escaped
	Session               uint64        // how often its links alone were made to die
}

// The documented words that these chats use.
const (
	Approved   = "APPROVED"
	Rejected   = "REJECTED"
	InProgress = "IN_PROGRESS"

	TypeMessage    = "MESSAGE"
	TypeEvent      = "EVENT"
	TypeAttachment = "ATTACHMENT"
	TypeTyping     = "TYPING"
	TypeMetadata   = "MESSAGEMETADATA" // on sockets alone

	EventJoined = "application/vnd.amazonaws.connect.event.participant.joined"
	EventLeft   = "application/vnd.amazonaws.connect.event.participant.left"
	EventEnded  = "application/vnd.amazonaws.connect.event.chat.ended"
	EventTyping = "application/vnd.amazonaws.connect.event.typing"
	PlainText   = "text/plain"

	EventAcknowledged = "application/vnd.amazonaws.connect.event.connection.acknowledged"
	EventDelivered    = "application/vnd.amazonaws.connect.event.message.delivered"
	EventRead         = "application/vnd.amazonaws.connect.event.message.read"
	EventMetadata     = "application/vnd.amazonaws.connect.event.message.metadata" // on sockets alone
)

// empty is a conversation that has not begun.
func empty(scenario string, seed uint64) *Conversation {
	h := fnv.New64a()
	_, _ = h.Write([]byte(scenario)) // never fails
	c := &Conversation{
		Seed: seed,
		//nolint:gosec // made-up ids want repeating, not secrecy; tokens and signatures have their own source
		random: rand.New(rand.NewPCG(seed, h.Sum64())),
		Files:  map[string]*File{}, Objects: map[string]*File{},
	}
	c.ContactID, c.instance = c.id(), c.id()
	c.Bucket = "amazon-connect-" + c.id()[24:]
	return c
}

// id makes the next made-up id; the same for the same seed.
func (c *Conversation) id() string { return drawn(c.random) }

// drawn makes an id of random numbers that a seed decides.
func drawn(random *rand.Rand) string {
	var b [16]byte
	for i := range b {
		b[i] = byte(random.Uint32()) //nolint:gosec // the low byte is what is wanted
	}
	return token.UUID(b)
}

// Blank is a conversation in which nobody has said anything yet. Its made-up ids are those of the words and the seed.
func Blank(words string, seed uint64) *Conversation { return empty(words, seed) }

// Join lets somebody take part, under an id that is made up where there is none.
func (c *Conversation) Join(who Participant) Participant {
	if who.ID == "" {
		who.ID = c.id()
	}
	c.Cast = append(c.Cast, who)
	return who
}

// NewID makes the next made-up id; the same for the same seed.
func (c *Conversation) NewID() string { return c.id() }

func (c *Conversation) join(name, role string) Participant {
	return Participant{ID: c.id(), Name: name, Role: role}
}

// Add puts an item behind all others and returns it with its id.
func (c *Conversation) Add(it Item) Item {
	if it.ID == "" {
		it.ID = c.id()
	}
	c.Items = append(c.Items, it)
	if c.Received != nil {
		c.Received(it)
	}
	return it
}

// Customer is the one whose tokens these are.
func (c *Conversation) Customer() Participant {
	who, _ := c.Of("CUSTOMER")
	return who
}

// Of finds one who takes part by the role.
func (c *Conversation) Of(role string) (Participant, bool) {
	for _, who := range c.Cast {
		if who.Role == role {
			return who, true
		}
	}
	for _, it := range c.Items {
		if it.Who.Role == role {
			return it.Who, true
		}
	}
	return Participant{}, false
}

// Event adds an event, such as somebody's coming.
func (c *Conversation) Event(at time.Time, who Participant, contentType string) {
	c.Add(Item{At: at, Kind: TypeEvent, ContentType: contentType, Who: who})
}

// Say adds a message; an empty id is made up.
func (c *Conversation) Say(id string, at time.Time, who Participant, text string) {
	c.SayAs(id, at, who, PlainText, text)
}

// SayAs adds a message of a content type; an empty one is plain text.
func (c *Conversation) SayAs(id string, at time.Time, who Participant, contentType, text string) {
	c.Add(Item{ID: id, At: at, Kind: TypeMessage, ContentType: cmp.Or(contentType, PlainText), Content: text, Who: who})
}

// Send adds an item with files; one item may hold several. An empty id of the item is made up.
func (c *Conversation) Send(id string, at time.Time, who Participant, files ...*File) {
	for _, f := range files {
		f.Sent = at
		if f.ID == "" {
			f.ID = c.id()
		}
		if f.Status == "" {
			f.Status = Approved
		}
		f.Path = "/" + c.Bucket + "/connect/" + c.instance + "/Attachments/chat/" +
			at.UTC().Format("2006/01/02/") + url.PathEscape(f.ID) + at.UTC().Format("_20060102T15:04_UTC") + extension(f.Name)
		c.Files[f.ID] = f
		c.Objects[f.Path] = f
	}
	c.Add(Item{ID: id, At: at, Kind: TypeAttachment, Who: who, Files: files})
}

// Staging makes the ID of a file that is still to come, and the path that its bytes are put to.
func (c *Conversation) Staging(name string) (id, object string) {
	id = c.id()
	return id, "/" + c.Bucket + "/connect/" + c.instance + "/staging/" + id + extension(name)
}

// extension returns the name's extension when it is a plain one, for the object's key.
func extension(name string) string {
	ext := strings.ToLower(path.Ext(name))
	if len(ext) < 2 || len(ext) > 9 {
		return ""
	}
	for _, r := range ext[1:] {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') {
			return ""
		}
	}
	return ext
}

// ScriptStep is one thing that happens in the chat by itself.
type ScriptStep struct {
	At    time.Time
	ID    string // of the item
	Who   Participant
	Says  string
	Given bool  // by somebody who may send more files than a chat holds by itself
	File  *File // sent now, unless Scan says that its scan ends now
	Scan  bool
	Clean bool // what the scan finds

	ContentType string // of what is said; empty: plain text
}
