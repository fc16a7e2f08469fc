package emulator

import (
	"hash/fnv"
	"math/rand/v2"
	"path"
	"strings"
	"time"
)

// chat is the conversation and its files. Its shape is fixed at birth; items, statuses and ended
// may change later, under the server's lock.
type chat struct {
	contactID string
	bucket    string // the first segment of every object's path
	instance  string
	random    *rand.Rand
	bot       bool // the tokens belong to a CUSTOM_BOT, which the service denies every attachment
	ended     bool
	items     []item // oldest first
	files     map[string]*file
	objects   map[string]*file // by path

	seed   uint64
	script []beat     // what happens by itself from now on, in order
	scans  int        // how many have ended
	sent   int        // files sent on request
	heard  func(item) // told of every item once the chat is served; nil before
}

// participant is one who takes part.
type participant struct{ id, name, role string }

// item is one item of the transcript. Its JSON shape is made in transcript.go.
type item struct {
	id          string
	at          time.Time
	coarse      bool // its time is written without a fraction, as real ones sometimes are
	kind        string
	contentType string
	content     string
	who         participant
	files       []*file
}

// file is one attachment.
type file struct {
	id, name, contentType string
	status                string
	sent                  time.Time
	content               content
	lifeCap               time.Duration // the longest life its links get; 0: what was asked for
	path                  string        // of the object, with its leading slash, not escaped
	session               uint64        // how often its links alone were made to die
}

// The documented words that this chat uses.
const (
	approved   = "APPROVED"
	rejected   = "REJECTED"
	inProgress = "IN_PROGRESS"

	typeMessage    = "MESSAGE"
	typeEvent      = "EVENT"
	typeAttachment = "ATTACHMENT"
	typeTyping     = "TYPING"

	eventJoined = "application/vnd.amazonaws.connect.event.participant.joined"
	eventLeft   = "application/vnd.amazonaws.connect.event.participant.left"
	eventEnded  = "application/vnd.amazonaws.connect.event.chat.ended"
	eventTyping = "application/vnd.amazonaws.connect.event.typing"
	plainText   = "text/plain"
)

func emptyChat(scenario string, seed uint64) *chat {
	h := fnv.New64a()
	_, _ = h.Write([]byte(scenario)) // never fails
	c := &chat{
		seed: seed,
		//nolint:gosec // made-up ids want repeating, not secrecy; tokens and signatures have their own source
		random: rand.New(rand.NewPCG(seed, h.Sum64())),
		files:  map[string]*file{}, objects: map[string]*file{},
	}
	c.contactID, c.instance = c.id(), c.id()
	c.bucket = "amazon-connect-" + c.id()[24:]
	return c
}

// id makes the next made-up id; the same for the same seed.
func (c *chat) id() string {
	var b [16]byte
	for i := range b {
		b[i] = byte(c.random.Uint32()) //nolint:gosec // the low byte is what is wanted
	}
	return uuid(b)
}

func (c *chat) join(name, role string) participant {
	return participant{id: c.id(), name: name, role: role}
}

func (c *chat) add(it item) {
	if it.id == "" {
		it.id = c.id()
	}
	c.items = append(c.items, it)
	if c.heard != nil {
		c.heard(it)
	}
}

// customer is the one whose tokens these are.
func (c *chat) customer() participant {
	for _, it := range c.items {
		if it.who.role == "CUSTOMER" {
			return it.who
		}
	}
	return participant{}
}

func (c *chat) event(at time.Time, who participant, contentType string) {
	c.add(item{at: at, kind: typeEvent, contentType: contentType, who: who})
}

func (c *chat) say(at time.Time, who participant, text string) {
	c.add(item{at: at, kind: typeMessage, contentType: plainText, content: text, who: who})
}

// send adds an item with files; one item may hold several.
func (c *chat) send(at time.Time, who participant, files ...*file) {
	c.sendAs("", at, who, files...)
}

// sendAs does it with an id for the item, unless that is empty.
func (c *chat) sendAs(id string, at time.Time, who participant, files ...*file) {
	for _, f := range files {
		f.sent = at
		if f.id == "" {
			f.id = c.id()
		}
		if f.status == "" {
			f.status = approved
		}
		f.path = "/" + c.bucket + "/connect/" + c.instance + "/Attachments/chat/" +
			at.UTC().Format("2006/01/02/") + f.id + at.UTC().Format("_20060102T15:04_UTC") + extension(f.name)
		c.files[f.id] = f
		c.objects[f.path] = f
	}
	c.add(item{id: id, at: at, kind: typeAttachment, who: who, files: files})
}

// inBucket reports whether a request path leads to the bucket rather than to the service.
func (c *chat) inBucket(p string) bool { return strings.HasPrefix(p, "/"+c.bucket+"/") }

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
