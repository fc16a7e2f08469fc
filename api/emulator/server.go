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
	"time"

	"attache/api/emulator/admin"
	"attache/api/emulator/connect"
	"attache/api/emulator/control"
	"attache/api/emulator/fault"
	"attache/api/emulator/journal"
	"attache/api/emulator/scenario"
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
	Files     string           // a folder whose files, and chat.json, are the chat; empty: the scenario is
	Keys      *connect.Keys    // that requests to Connect have to be signed with; nil: signatures are not looked at
	Token     string           // opens the first chat as its customer, as a token of either kind; empty: none does
	Faults    []string         // NAME[=VALUE], see Faults
	Unlimited bool             // lifts the service's rate limits
	Journal   io.Writer        // gets every request as a line of JSON, without a secret; nil: none
	Origins   []string         // of pages that browsers may show answers to, beside this machine's; none: every page
	Control   admin.Access     // who may control the chats by HTTP
}

// Server is the service and the bucket behind one listener. What it does is controlled by the Controller of its chat.
type Server struct {
	*control.Controller

	*rooms
	http *http.Server

	journal *journal.Journal
	admin   *admin.Admin

	connectionToken, participantToken string
}

// New builds the chat. It fails for a scenario or a fault it does not know, or a value that makes
// no sense.
func New(o Options) (*Server, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	s := &Server{rooms: newRooms(o), journal: journal.New(o.Journal)}
	r, err := s.first()
	if err != nil {
		return nil, err
	}
	s.Controller = r.control
	s.connectionToken, s.participantToken = r.chat.FirstConnectionToken(r.chat.Members[0]), r.chat.ParticipantToken(r.chat.Members[0])
	s.contacts = connect.New(s.rooms, r.chat.Secret, o.Keys, r.chat.Clock.Now)
	r.contacts = s.contacts
	r.control.Anew(s.Reset)
	s.admin = admin.New(s, s.journal, o.Control)
	s.http = &http.Server{
		Handler:           s,
		BaseContext:       baseContext,
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		ErrorLog:          log.New(io.Discard, "", 0), // its lines may quote a URL, and a URL is a secret
	}
	return s, nil
}

// Scenarios lists the chats there are, the default first.
func Scenarios() []scenario.Scenario { return scenario.All() }

// Faults lists the troubles there are. A counted one without a number lasts.
func Faults() []fault.Fault { return fault.All() }

// ConnectionToken returns a token for the chat, good for one day.
func (s *Server) ConnectionToken() string { return s.connectionToken }

// ParticipantToken returns the token that CreateParticipantConnection exchanges for a connection
// token, good as long as the chat lives.
func (s *Server) ParticipantToken() string { return s.participantToken }

// Reset brings everything back to the beginning: the first chat with those who take part in it, its clock, faults and
// quotas, and the journal. The chats that were begun since are gone.
func (s *Server) Reset() error {
	s.alone()
	if err := s.Controller.Reset(); err != nil {
		return err
	}
	s.contacts.Reset()
	s.journal.Restart()
	return nil
}

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
	defer s.closeFiles()
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
	defer s.closeFiles()
	s.leaveSockets(true)
	unhook := context.AfterFunc(ctx, func() { s.leaveSockets(false) })
	defer unhook()
	defer s.waitForSockets()
	if err := s.http.Shutdown(ctx); err != nil {
		return fmt.Errorf("emulator: %w", err)
	}
	return nil
}

// ServeHTTP answers one request: an operation of the service, a GET of a pre-signed URL, or a request to control all
// of it.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch found := s.find(r); {
	case found.lost(r):
		found.bucket.Strike(w, r, fault.Deny)
	case admin.Wants(r):
		s.admin.ServeHTTP(w, r)
	default:
		found.journaled(s.journal, w, r)
	}
}
