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
	"attache/api/emulator/journal"
)

// Server is the service and the bucket behind one listener. What it does is controlled by the Controller of its chat.
type Server struct {
	*control.Controller

	*hostedChats
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
	s := &Server{hostedChats: newHostedChats(o), journal: journal.New(o.Journal)}
	r, err := s.first()
	if err != nil {
		return nil, err
	}
	s.Controller = r.control
	s.connectionToken, s.participantToken = r.chat.FirstConnectionToken(r.chat.Members[0]), r.chat.ParticipantToken(r.chat.Members[0])
	s.contacts = connect.New(s.hostedChats, r.chat.Secret, o.Keys, r.chat.Clock.Now)
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
