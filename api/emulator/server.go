// Package emulator is the far side of the wire: a chat of the Amazon Connect Participant service
// with its attachments, and the bucket that the pre-signed URLs point into, behind one listener.
//
// It ships in the program for the demo and serves any AWS client. It imports nothing of this
// module and has JSON types of its own: a member name wrong in the client must not be wrong here
// too. What it assumes about the service where the documentation is silent is said with the word
// "assumption" beside the code that does it.
package emulator

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"time"

	"attache/api/emulator/admin"
	"attache/api/emulator/bucket"
	"attache/api/emulator/chat"
	"attache/api/emulator/clock"
	"attache/api/emulator/control"
	"attache/api/emulator/fault"
	"attache/api/emulator/journal"
	"attache/api/emulator/scenario"
	"attache/api/emulator/service"
	"attache/api/emulator/socket"
)

// Options shape the chat and the service around it. The zero value is the demo chat, seed 0.
type Options struct {
	Scenario  string           // "" or "demo", or another of Scenarios
	Seed      uint64           // same seed, same chat: ids, names, bytes, times relative to the start
	Count     int              // bulk: how many attachments; 0 is 35, the most a real chat may hold
	Size      int64            // bulk: bytes of each; 0 is 64 KiB
	Now       func() time.Time // the service's clock; nil is the machine's
	StartAt   time.Time        // what that clock shows first; zero is the machine's time
	Fixed     bool             // the tokens, too, are the same for the same seed: whoever knows it can guess them
	Faults    []string         // NAME[=VALUE], see Faults
	MaxUpload int64            // bytes of a file that is sent; 0 is the service's default
	Types     []string         // the extensions that may be sent; nil: the service's default, empty: any
	Unlimited bool             // lifts the service's rate limits
	Journal   io.Writer        // gets every request as a line of JSON, without a secret; nil: none
	Origins   []string         // of pages that browsers may show answers to, beside this machine's; none: every page
	Control   admin.Access     // who may control the chats by HTTP
}

// Server is the service and the bucket behind one listener. What it does is controlled by the Controller of its chat.
type Server struct {
	*control.Controller

	rooms []*room // the first answers what names no chat
	http  *http.Server

	journal *journal.Journal
	admin   *admin.Admin

	connectionToken, participantToken string
}

// room is a chat with all that serves it.
type room struct {
	chat    *chat.Chat
	control *control.Controller
	service *service.Service
	bucket  *bucket.Bucket
	sockets *socket.Hub
	origins origins
}

// New builds the chat. It fails for a scenario or a fault it does not know, or a value that makes
// no sense.
func New(o Options) (*Server, error) {
	r, err := newRoom(o)
	if err != nil {
		return nil, err
	}
	s := &Server{
		Controller: r.control, rooms: []*room{r}, journal: journal.New(o.Journal),
		connectionToken: r.chat.FirstConnectionToken(r.chat.Members[0]), participantToken: r.chat.ParticipantToken(r.chat.Members[0]),
	}
	s.admin = admin.New(s, s.journal, o.Control)
	s.http = &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		ErrorLog:          log.New(io.Discard, "", 0), // its lines may quote a URL, and a URL is a secret
	}
	return s, nil
}

func newRoom(o Options) (*room, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	faults, err := fault.Parse(o.Faults...)
	if err != nil {
		return nil, err
	}
	c, err := chat.New(scenario.Options{Name: o.Scenario, Seed: o.Seed, Count: o.Count, Size: o.Size}, o.secret(0), clock.From(o.Now, o.StartAt), faults)
	if err != nil {
		return nil, err
	}
	c.Uploads.Rules = chat.DefaultRules()
	if o.MaxUpload > 0 {
		c.Uploads.MaxSize = o.MaxUpload
	}
	if o.Types != nil {
		c.Uploads.Types = o.Types
	}
	b, h := bucket.New(c), socket.NewHub(c)
	v := service.New(c, b, h, !o.Unlimited)
	return &room{c, control.New(c, h, v), v, b, h, origins{len(o.Origins) == 0, o.Origins}}, nil
}

// Scenarios lists the chats there are, the default first.
func Scenarios() []scenario.Scenario { return scenario.All() }

// Faults lists the troubles there are. A counted one without a number lasts.
func Faults() []fault.Fault { return fault.All() }

// ConnectionToken returns a token for the chat, good for one day.
func (s *Server) ConnectionToken() string { return s.connectionToken }

// Person is a participant of the first chat, with tokens of their own.
type Person struct {
	ID, Name, Role                    string
	ParticipantToken, ConnectionToken string
}

// People lists the participants of the first chat, the customer first.
func (s *Server) People() []Person {
	c := s.rooms[0].chat
	c.Lock()
	defer c.Unlock()
	var all []Person
	for _, m := range c.Members {
		all = append(all, Person{m.Who.ID, m.Who.Name, m.Who.Role, c.ParticipantToken(m), c.FirstConnectionToken(m)})
	}
	return all
}

// ParticipantToken returns the token that CreateParticipantConnection exchanges for a connection
// token, good as long as the chat lives.
func (s *Server) ParticipantToken() string { return s.participantToken }

// Serve answers on l until Close. It takes l over, and may be called for several listeners.
func (s *Server) Serve(l net.Listener) error {
	if err := s.http.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("emulator: %w", err)
	}
	return nil
}

// Close stops every listener and breaks every connection, transfers and sockets included. It waits
// until the sockets are gone.
func (s *Server) Close() error {
	s.leaveSockets(false)
	defer s.waitForSockets()
	if err := s.http.Close(); err != nil {
		return fmt.Errorf("emulator: %w", err)
	}
	return nil
}

// Shutdown stops listening, closes the sockets properly and lets the answers under way finish,
// until ctx ends.
func (s *Server) Shutdown(ctx context.Context) error {
	s.leaveSockets(true)
	unhook := context.AfterFunc(ctx, func() { s.leaveSockets(false) })
	defer unhook()
	defer s.waitForSockets()
	if err := s.http.Shutdown(ctx); err != nil {
		return fmt.Errorf("emulator: %w", err)
	}
	return nil
}

func (s *Server) leaveSockets(properly bool) {
	for _, r := range s.rooms {
		r.sockets.Shut(properly)
	}
}

func (s *Server) waitForSockets() {
	for _, r := range s.rooms {
		r.sockets.Wait()
	}
}

// ServeHTTP answers one request: an operation of the service, a GET of a pre-signed URL, or a request to control all
// of it.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if admin.Wants(r) {
		s.admin.ServeHTTP(w, r)
		return
	}
	s.find(r).journaled(s.journal, w, r)
}

// find returns the chat that a request is about.
func (s *Server) find(r *http.Request) *room {
	for _, other := range s.rooms[1:] {
		if other.holds(r) {
			return other
		}
	}
	return s.rooms[0]
}

// holds reports whether a request is about this chat: by its path, or by its token, dead or alive.
func (m *room) holds(r *http.Request) bool {
	if strings.HasPrefix(r.URL.Path, socket.Prefix) {
		_, ok := m.sockets.Holds(r)
		return ok
	}
	return m.bucket.Holds(r) || m.chat.Knows(r.Header.Get(service.Bearer))
}

// Operations lists what requests can be for, as the journal names it.
func (s *Server) Operations() []string {
	return append(service.Operations(), "GetObject", "HeadObject", "PutObject", "Socket", preflight, unknown)
}

// Contacts lists the contact IDs of the chats, the first of which answers what names none.
func (s *Server) Contacts() (ids []string) {
	for _, r := range s.rooms {
		ids = append(ids, r.control.ContactID())
	}
	return ids
}

// Control returns what acts on the chat of a contact, the first with ""; nil where there is no such chat.
func (s *Server) Control(id string) *control.Controller {
	for _, r := range s.rooms {
		if id == "" || r.control.ContactID() == id {
			return r.control
		}
	}
	return nil
}
