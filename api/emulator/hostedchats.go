package emulator

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"attache/api/emulator/bucket"
	"attache/api/emulator/chat"
	"attache/api/emulator/clock"
	"attache/api/emulator/connect"
	"attache/api/emulator/control"
	"attache/api/emulator/fault"
	"attache/api/emulator/fixture"
	"attache/api/emulator/scenario"
	"attache/api/emulator/service"
	"attache/api/emulator/socket"
	"attache/api/emulator/token"
)

// maxChats is how many chats there may be: each is kept until the end.
const maxChats = 20_000

// What the journal calls requests that are for no operation.
const (
	preflight = "Preflight"
	unknown   = "Unknown"
)

// hostedChats are the chats, each with what serves it. They know nothing of each other.
type hostedChats struct {
	options  Options
	bucketAt *bucket.Place   // where links and uploads lead
	files    *fixture.Folder // of the first chat; nil: it has none
	contacts *connect.Contacts

	mu      sync.RWMutex
	all     []*hostedChat             // the first answers what names no chat
	byTag   map[token.Tag]*hostedChat // of its tokens
	byName  map[string]*hostedChat    // of its bucket
	byTheID map[string]*hostedChat    // of its contact
}

// hostedChat is a chat with all that serves it.
type hostedChat struct {
	chat     *chat.Chat
	control  *control.Controller
	service  *service.Service
	bucket   *bucket.Bucket
	sockets  *socket.Hub
	origins  origins
	contacts *connect.Contacts
}

func newHostedChats(o Options) *hostedChats {
	return &hostedChats{options: o, bucketAt: &bucket.Place{}, byTag: map[token.Tag]*hostedChat{}, byName: map[string]*hostedChat{}, byTheID: map[string]*hostedChat{}}
}

// first makes the chat that was asked for.
func (s *hostedChats) first() (*hostedChat, error) {
	o := &s.options
	talk := scenario.Options{Name: o.Scenario, Seed: o.Seed, Count: o.Count, Size: o.Size}
	if o.Files != "" {
		files, err := fixture.OpenFolder(o.Files)
		if err != nil {
			return nil, err
		}
		written, err := files.Chat()
		if err != nil {
			_ = files.Close()
			return nil, err
		}
		s.files = files
		talk.Build = func(now time.Time) *scenario.Conversation { return written.Build("files", o.Seed, now) }
	}
	return s.add(talk, clock.From(o.Now, o.StartAt))
}

// add hosts a chat. The clock of a later one is a copy, with which it has the faults of the clock as well.
func (s *hostedChats) add(talk scenario.Options, c *clock.Clock) (*hostedChat, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.place(talk, c)
}

// place hosts a chat. Callers hold the lock.
func (s *hostedChats) place(talk scenario.Options, c *clock.Clock) (*hostedChat, error) {
	o := &s.options
	faults, err := fault.Parse(o.Faults...)
	if err != nil {
		return nil, err
	}
	if faults.Speed.Given && len(s.all) == 0 {
		c.Begin(faults.Speed.N)
	}
	if len(s.all) > 0 {
		faults.Skew, faults.Speed = fault.Set{}.Skew, fault.Set{}.Speed
	}
	going, err := chat.New(talk, o.secret(len(s.all)), c, faults)
	if err != nil {
		return nil, err
	}
	if len(s.all) == 0 {
		going.Own = o.Token
	}
	b, h := bucket.New(going, s.bucketAt), socket.NewHub(going)
	v := service.New(going, b, h, !o.Unlimited)
	r := &hostedChat{going, control.New(going, h, v, s.Operations()), v, b, h, origins{len(o.Origins) == 0 && o.Files == "", o.Origins}, s.contacts}
	s.all = append(s.all, r)
	s.byTag[going.Secret.Tag()], s.byName[going.Talk.Bucket], s.byTheID[going.Talk.ContactID] = r, r, r
	return r, nil
}

// next hosts one more chat, made by its name.
func (s *hostedChats) next(contactID string, build func(words string, now time.Time) *scenario.Conversation) *hostedChat {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.all) >= maxChats || contactID != "" && s.byTheID[contactID] != nil {
		return nil
	}
	words := "chat " + strconv.Itoa(len(s.all))
	made := func(now time.Time) *scenario.Conversation { return build(words, now) }
	r, err := s.place(scenario.Options{Seed: s.options.Seed, Build: made}, s.all[0].chat.Clock.Copy())
	if err != nil {
		return nil // the faults were sound for the first
	}
	return r
}

// alone leaves the first chat only. Whoever is connected to another is disconnected.
func (s *hostedChats) alone() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.all[1:] {
		r.sockets.Shut(false)
		delete(s.byTag, r.chat.Secret.Tag())
		delete(s.byName, r.chat.Talk.Bucket)
		delete(s.byTheID, r.control.ContactID())
	}
	s.all = slices.Clone(s.all[:1])
}

// list returns the chats.
func (s *hostedChats) list() []*hostedChat {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.all
}

// find returns the chat that a request is about.
func (s *hostedChats) find(r *http.Request) *hostedChat {
	s.mu.RLock()
	defer s.mu.RUnlock()
	name, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	other := s.byName[name]
	if strings.HasPrefix(r.URL.Path, socket.Prefix) {
		other = s.byTag[socket.Tag(r)]
	} else if other == nil {
		other = s.byTag[token.TagOf(r.Header.Get(service.Bearer))]
	}
	if other != nil && other.holds(r) {
		return other
	}
	return s.all[0]
}

// holds reports whether a request is about this chat: by its path, or by its token, dead or alive.
func (m *hostedChat) holds(r *http.Request) bool {
	if strings.HasPrefix(r.URL.Path, socket.Prefix) {
		_, _, ok := m.sockets.Holds(r)
		return ok
	}
	return m.bucket.Holds(r) || m.chat.Knows(r.Header.Get(service.Bearer))
}

// Operations lists what requests can be for, as the journal names it.
func (s *hostedChats) Operations() []string {
	return append(append(service.Operations(), connect.Operations()...), "GetObject", "HeadObject", "PutObject", "Socket", preflight, unknown)
}

func (s *hostedChats) leaveSockets(properly bool) {
	for _, r := range s.list() {
		r.sockets.Shut(properly)
	}
}

func (s *hostedChats) waitForSockets() {
	for _, r := range s.list() {
		r.sockets.AwaitEnd()
	}
}

func (s *hostedChats) closeFiles() {
	if s.files != nil {
		_ = s.files.Close() // nothing was written
	}
}
