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
	"sync"
	"time"

	"github.com/coder/websocket"
)

// Options shape the chat and the service around it. The zero value is the demo chat, seed 0.
type Options struct {
	Scenario  string           // "" or "demo", or another of Scenarios
	Seed      uint64           // same seed, same chat: ids, names, bytes, times relative to the start
	Count     int              // bulk: how many attachments; 0 is 35, the most a real chat may hold
	Size      int64            // bulk: bytes of each; 0 is 64 KiB
	Now       func() time.Time // the service's clock; nil is the machine's
	Faults    []string         // NAME[=VALUE], see Faults
	Unlimited bool             // lifts the service's rate limits, for benchmarks
}

// Server is one chat of one instance. Its methods may be called from any goroutine.
type Server struct {
	clock  *serviceClock
	secret secret
	chat   *chat
	routes map[string]operation
	http   *http.Server

	serving sync.WaitGroup // the sockets and what keeps their pace: what Close waits for

	connectionToken, participantToken string

	mu         sync.Mutex // guards everything below, and chat's items and statuses
	generation uint64     // how often a participant has connected; a NextToken is good for one
	session    uint64     // the signer's session; a URL signed in an earlier one is dead
	era        uint64     // of connection tokens; one of an earlier era is dead
	buckets    map[string]*bucket
	calls      map[string]int
	faults     faults
	sockets    []*socket
	pacer      *pacer // while there are sockets
	closed     bool
}

// New builds the chat. It fails for a scenario or a fault it does not know, or a value that makes
// no sense.
func New(o Options) (*Server, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	s := &Server{clock: newClock(o.Now), calls: map[string]int{}, buckets: map[string]*bucket{}}
	var err error
	if s.faults, err = parseFaults(o.Faults); err != nil {
		return nil, err
	}
	s.launch(&s.faults)
	if s.secret, err = newSecret(); err != nil {
		return nil, err
	}
	if s.chat, err = newChat(o, s.now()); err != nil {
		return nil, err
	}
	s.chat.heard = s.publish
	s.routes = map[string]operation{}
	for _, op := range operations() {
		s.routes[op.method+" "+op.path] = op
		if op.rate > 0 && !o.Unlimited && !bool(s.faults.unlimited) {
			s.buckets[op.name] = newBucket(op.rate, op.burst)
		}
	}
	s.participantToken = s.secret.token(participantToken, time.Time{}, 0)
	s.connectionToken = s.secret.token(connectionToken, s.now().Add(s.faults.tokenLife.or(connectionTokenLife)), s.era)
	s.http = &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		ErrorLog:          log.New(io.Discard, "", 0), // its lines may quote a URL, and a URL is a secret
	}
	return s, nil
}

// now is the instant on the service's clock.
func (s *Server) now() time.Time { return s.clock.now() }

// ConnectionToken returns a token for the chat, good for one day.
func (s *Server) ConnectionToken() string { return s.connectionToken }

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
	s.leaveSockets(func(q *queue) { q.drop() })
	defer s.serving.Wait()
	if err := s.http.Close(); err != nil {
		return fmt.Errorf("emulator: %w", err)
	}
	return nil
}

// Shutdown stops listening, closes the sockets properly and lets the answers under way finish,
// until ctx ends.
func (s *Server) Shutdown(ctx context.Context) error {
	s.leaveSockets(func(q *queue) { q.finish(websocket.StatusGoingAway) })
	unhook := context.AfterFunc(ctx, func() { s.leaveSockets(func(q *queue) { q.drop() }) })
	defer unhook()
	defer s.serving.Wait()
	if err := s.http.Shutdown(ctx); err != nil {
		return fmt.Errorf("emulator: %w", err)
	}
	return nil
}

// leaveSockets ends every socket and lets no new one in.
func (s *Server) leaveSockets(by func(*queue)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	for _, k := range s.sockets {
		by(k.queue)
	}
}

// ServeHTTP answers one request: an operation of the service, or a GET of a pre-signed URL.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	off := s.faults.date.by
	s.mu.Unlock()
	w.Header().Set("Date", s.now().Add(off).Format(http.TimeFormat))
	if allowOrigin(w, r) {
		return
	}
	s.mu.Lock()
	s.catchUp()
	s.mu.Unlock()
	switch {
	case s.chat.inBucket(r.URL.Path):
		s.serveObject(w, r)
	case strings.HasPrefix(r.URL.Path, socketPrefix):
		s.serveSocket(w, r)
	default:
		s.serveOperation(w, r)
	}
}

// allowOrigin lets browsers in, as the service and a bucket set up for chat do: the web chat
// library runs in a page of another origin. It reports whether r was only a browser's question.
func allowOrigin(w http.ResponseWriter, r *http.Request) bool {
	if r.Header.Get("Origin") == "" {
		return false
	}
	h := w.Header()
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Expose-Headers", "x-amzn-RequestId,x-amzn-ErrorType,Date,ETag,Content-Range")
	if r.Method != http.MethodOptions {
		return false
	}
	h.Set("Access-Control-Allow-Methods", "GET,POST,OPTIONS")
	h.Set("Access-Control-Allow-Headers", "*,Authorization")
	if asked := r.Header.Get("Access-Control-Request-Headers"); asked != "" {
		h.Set("Access-Control-Allow-Headers", asked)
	}
	w.WriteHeader(http.StatusOK)
	return true
}
